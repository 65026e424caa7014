import { loginParts } from '../../../contract/login-string/login-parts.ts';
import { grammarPrefix } from '../../../contract/login-string/media.ts';
import { type LoginForm, parseLogin } from '../../../contract/login-string/of-profile.ts';
import type { LoginPart } from '../../../contract/login-string/parts.ts';
import { agentId, device, secret } from './leaf-rules.ts';
import type { Masks } from './masks.ts';

/**
 * A login string that can be read keeps its form, each part by its name. One that cannot keeps only which kinds of
 * characters stood where, so that it is refused for the same reason at the same place.
 */
export function loginString(text: string, form: LoginForm, masks: Masks): string {
  const mask = parseLogin(text, form).ok ? maskedPart : shapeOfPart;
  return loginParts(text, form.type)
    .map((part) => mask(part, masks))
    .join(';');
}

function maskedPart({ name, text }: LoginPart, masks: Masks): string {
  switch (name) {
    case 'agent':
    case 'name':
      return agentId(text, masks);
    case 'password':
      return secret(text, masks);
    case 'device':
      return device(text, masks);
    // Letters and numbers of sessions: nothing of anybody's.
    case 'media':
      return text;
  }
}

function shapeOfPart({ name, text }: LoginPart): string {
  if (name !== 'media') return shapeOf(text);
  // Refused at the same letter: what the grammar has of it stays, and no letter of its own follows.
  const read = grammarPrefix(text);
  return read + text.slice(read.length).replaceAll(/./gsu, '?');
}

/** An accent of its own stays one: names may have it, agent IDs may not. */
const combiningAcute = '\u0301';

function shapeOf(text: string): string {
  return text
    .replaceAll(/[\p{L}\p{N}]/gu, (character) => (/[0-9A-Za-z]/.test(character) ? 'x' : 'é'))
    .replaceAll(/\p{M}/gu, combiningAcute)
    .replaceAll(/[^\p{L}\p{N}\p{M}; *#+.,'’@\\_-]/gu, '?');
}
