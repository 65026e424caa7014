import { fail, ok, type Result } from '../result.ts';
import type { ChosenMedia, LoginPart, LoginStringFailure, MediaAsked, SessionsAsked } from './parts.ts';

/** What may be written after a channel's letter; one session is the letter alone (seed 001). */
const written = { m: { name: 'action items', most: 6 }, c: { name: 'chats', most: 5 } } as const;
const letters: Readonly<Record<string, string>> = { p: 'phone', m: 'action items', c: 'chats' };
const grammar = 'p for phone, m for action items (m2 to m6 for more), c for chats (c2 to c5), in this order';

const grammarPattern = /^(p?)(?:m([2-6]?))?(?:c([2-5]?))?/;

type Media = Result<MediaAsked, LoginStringFailure>;

/** Reads `[p][m[2-6]][c[2-5]]`. No part at all means each channel's default; a bare letter its channel's. */
export function readMedia(part: LoginPart | undefined): Media {
  if (!part) return ok('defaults');
  if (part.text === '') {
    return fail({
      part: 'media',
      at: part.start + 1,
      title: 'The media are missing',
      message: `Write ${grammar}; or leave out the last semicolon.`,
      unfinished: true,
    });
  }
  const match = grammarPattern.exec(part.text);
  const length = match?.[0].length ?? 0;
  if (length < part.text.length) return fail(wrongAt(part, length));
  const [, phone = '', actions, chats] = match ?? [];
  return ok({ voice: phone === 'p', actions: sessions(actions), chats: sessions(chats) });
}

/** How much of a text, from its beginning, the grammar has. */
export function grammarPrefix(text: string): string {
  return grammarPattern.exec(text)?.[0] ?? '';
}

/** Writes the media as they are read; none for `defaults`. */
export function writeMedia(media: ChosenMedia): string {
  const channel = (letter: string, asked: SessionsAsked | null): string => {
    if (asked === null) return '';
    return asked === 'default' ? letter : `${letter}${asked}`;
  };
  return `${media.voice ? 'p' : ''}${channel('m', media.actions)}${channel('c', media.chats)}`;
}

function sessions(digit: string | undefined): SessionsAsked | null {
  if (digit === undefined) return null;
  return digit === '' ? 'default' : Number(digit);
}

/** What stands where the grammar ends: each of the usual slips has a sentence of its own. */
function wrongAt(part: LoginPart, index: number): LoginStringFailure {
  const character = part.text.charAt(index);
  const before = part.text.charAt(index - 1);
  const failure = (title: string, message: string): LoginStringFailure => ({
    part: 'media',
    at: part.start + index + 1,
    title,
    message,
    unfinished: false,
  });
  if (/[0-9]/.test(character)) {
    if (before === 'm' || before === 'c') {
      const { name, most } = written[before];
      return failure(
        `${before}${character} is no number of ${name}`,
        `Write ${before} alone for the usual number, or ${before}2 to ${before}${most}.`,
      );
    }
    return before === 'p'
      ? failure('The phone has no number', 'Write p alone: an agent has one voice session.')
      : failure('A number stands where none belongs', `Write ${grammar}.`);
  }
  const known = letters[character.toLowerCase()];
  if (known && character !== character.toLowerCase()) {
    return failure(`${character} is written small`, `Write ${character.toLowerCase()} for ${known}.`);
  }
  if (known) {
    return part.text.indexOf(character) < index
      ? failure(`${character} is there twice`, `Write ${grammar}.`)
      : failure(`${character} stands in the wrong place`, `Write ${grammar}.`);
  }
  return failure(`${[...part.text.slice(index)][0] ?? ''} is not known here`, `Write ${grammar}.`);
}
