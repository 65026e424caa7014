import type { DeskError, Remedy } from '../../../contract/desk/desk-error.ts';
import { loginParts } from '../../../contract/login-string/parse-login-string.ts';
import type { LoginPart, LoginPartName, LoginStringFailure } from '../../../contract/login-string/parts.ts';

export const partNames: Readonly<Record<LoginPartName, string>> = {
  agent: 'Agent',
  password: 'Password',
  device: 'Device',
  media: 'Media',
};

/** What is only unfinished is no error before Log in was pressed or the field was left. */
export function shownFailure(failure: LoginStringFailure | null, asked: boolean): LoginStringFailure | null {
  return failure && (asked || !failure.unfinished) ? failure : null;
}

/** Where a part stands, or where it would begin. */
export function partRange(
  text: string,
  name: LoginPartName,
): { readonly start: number; readonly end: number } {
  return loginParts(text).find((part) => part.name === name) ?? { start: text.length, end: text.length };
}

/** The part that the caret is in. */
export function partAt(parts: readonly LoginPart[], caret: number): LoginPartName | null {
  return parts.find(({ start, end }) => caret >= start && caret <= end)?.name ?? null;
}

/** A remedy's string: a whole login string, or the media alone in place of the last part. */
export function changedString(text: string, to: string): string {
  if (to.includes(';')) return to;
  const media = partRange(text, 'media');
  const before = text.slice(0, media.start);
  return `${before}${loginParts(text).some(({ name }) => name === 'media') ? '' : ';'}${to}`;
}

/** What a remedy's button says. Never shows a password: of a login string its last part alone. */
export function remedyWords(remedy: Remedy, error: DeskError, text: string): string {
  switch (remedy.action) {
    case 'take-over':
      return 'Take over';
    case 'use-another-device':
      return 'Use another device';
    case 'try-again': {
      const device = loginParts(text).find(({ name }) => name === 'device')?.text;
      return error.part === 'device' && device ? `Try ${device} again` : 'Try again';
    }
    case 'change-login-string':
      return `Change to ${remedy.to.split(';').at(-1) ?? ''}`;
  }
}
