import type { DeskError, Remedy } from '../../../contract/desk/desk-error.ts';
import { loginParts, partsOfType } from '../../../contract/login-string/login-parts.ts';
import type {
  AgentLoginType,
  LoginPart,
  LoginPartName,
  LoginStringFailure,
} from '../../../contract/login-string/parts.ts';

export const partNames: Readonly<Record<LoginPartName, string>> = {
  agent: 'Agent',
  name: 'Name',
  password: 'Password',
  device: 'Device',
  media: 'Media',
};

/** What is only unfinished is no error before Log in was pressed or the field was left. */
export function shownFailure<Failure extends Pick<LoginStringFailure, 'unfinished'>>(
  failure: Failure | null,
  asked: boolean,
): Failure | null {
  return failure && (asked || !failure.unfinished) ? failure : null;
}

/** Where a part stands, or where it would begin. */
export function partRange(
  text: string,
  type: AgentLoginType,
  name: LoginPartName,
): { readonly start: number; readonly end: number } {
  return (
    loginParts(text, type).find((part) => part.name === name) ?? { start: text.length, end: text.length }
  );
}

/** What is written for a part; empty where it is not there. */
export function partText(text: string, type: AgentLoginType, name: LoginPartName): string {
  return loginParts(text, type).find((part) => part.name === name)?.text ?? '';
}

/** `agent;password;device`: the parts that must be there. */
export function placeholderOf(type: AgentLoginType): string {
  return partsOfType[type].filter((name) => name !== 'media').join(';');
}

/** The same for a screen reader. */
export function partsSentence(type: AgentLoginType): string {
  const names = partsOfType[type].map((name) =>
    name === 'agent' ? 'agent ID' : partNames[name].toLowerCase(),
  );
  const sentence = `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}, with semicolons between them`;
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/** The part that the caret is in. */
export function partAt(parts: readonly LoginPart[], caret: number): LoginPartName | null {
  return parts.find(({ start, end }) => caret >= start && caret <= end)?.name ?? null;
}

/** A remedy's string: a whole login string, or the media alone in place of the last part. */
export function changedString(text: string, type: AgentLoginType, to: string): string {
  if (to.includes(';')) return to;
  const media = partRange(text, type, 'media');
  const before = text.slice(0, media.start);
  return `${before}${loginParts(text, type).some(({ name }) => name === 'media') ? '' : ';'}${to}`;
}

/** What a remedy's button says. Never shows a password: of a login string its last part alone. */
export function remedyWords(remedy: Remedy, error: Pick<DeskError, 'part'>, device: string): string {
  switch (remedy.action) {
    case 'take-over':
      return 'Take over';
    case 'use-another-device':
      return 'Use another device';
    case 'try-again':
      return error.part === 'device' && device !== '' ? `Try ${device} again` : 'Try again';
    case 'change-login-string':
      return `Change to ${remedy.to.split(';').at(-1) ?? ''}`;
  }
}
