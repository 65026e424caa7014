import { safeLink } from '../../../contract/desk/safe-link.ts';

/** A stretch of a message. */
export interface TextPart {
  /** Where it begins. */
  readonly at: number;
  readonly text: string;
  /** What it opens; null: it is text. */
  readonly href: string | null;
}

const linkLike = /\b(?:https?:\/\/|mailto:)[^\s<>"'`]+/gi;

/** A message in stretches: what may be opened is a link, all else is text. Together they are the message, as written. */
export function textParts(message: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let done = 0;
  const text = (until: number): void => {
    if (until > done) parts.push({ at: done, text: message.slice(done, until), href: null });
    done = until;
  };
  for (const match of message.matchAll(linkLike)) {
    const written = withoutPunctuation(match[0]);
    const href = safeLink(written);
    if (href === null) continue;
    text(match.index);
    parts.push({ at: match.index, text: written, href });
    done = match.index + written.length;
  }
  text(message.length);
  return parts;
}

/** What ends the sentence is not a part of the link; a bracket is where it was opened in it. */
function withoutPunctuation(link: string): string {
  let text = link;
  for (;;) {
    const last = text.at(-1) ?? '';
    const opens = { ')': '(', ']': '[', '}': '{' }[last];
    const belongs = opens ? text.split(opens).length >= text.split(last).length : !/[.,;:!?…»”’*]/.test(last);
    if (belongs || last === '') return text;
    text = text.slice(0, -1);
  }
}
