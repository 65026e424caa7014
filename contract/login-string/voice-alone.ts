import { fail, type Result } from '../result.ts';
import { loginParts } from './login-parts.ts';
import { parseLoginString } from './parse-login-string.ts';
import type { AgentLoginType, LoginString, LoginStringFailure } from './parts.ts';

/**
 * Reads a login string for a contact centre that has voice alone: there, the defaults are one voice session, and any
 * other channel is refused at its letter.
 */
export function parseVoiceLogin(text: string, type: AgentLoginType): Result<LoginString, LoginStringFailure> {
  const read = parseLoginString(text, type);
  if (!read.ok || read.value.media === 'defaults') return read;
  const { voice, actions, chats } = read.value.media;
  if (voice && actions === null && chats === null) return read;
  const part = loginParts(text, type).find(({ name }) => name === 'media');
  const other = part?.text.search(/[^p]/) ?? 0;
  return fail({
    part: 'media',
    at: (part?.start ?? text.length) + other + 1,
    title: `${part?.text ?? ''} asks for more than voice`,
    message: 'This contact centre has voice alone. Write p for phone, or leave out the last semicolon.',
    unfinished: false,
  });
}
