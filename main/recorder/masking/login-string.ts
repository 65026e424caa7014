import { loginParts, parseLoginString } from '../../../contract/login-string/parse-login-string.ts';
import { agentId, device, secret } from './leaf-rules.ts';
import type { Masks } from './masks.ts';

/**
 * A login string that can be read keeps its form, each part by its name. One that cannot keeps only which kinds of
 * characters stood where, so that it is refused for the same reason at the same place.
 */
export function loginString(text: string, masks: Masks): string {
  const parsed = parseLoginString(text);
  if (!parsed.ok) return shapeOf(text);
  const { agentId: agent, password, device: phone } = parsed.value;
  const media = loginParts(text).some(({ name }) => name === 'media') ? ';p' : '';
  return `${agentId(agent, masks)};${secret(password, masks)};${device(phone, masks)}${media}`;
}

function shapeOf(text: string): string {
  return text
    .replaceAll(/[\p{L}\p{N}]/gu, (character) => (/[0-9A-Za-z]/.test(character) ? 'x' : 'é'))
    .replaceAll(/[^\p{L}\p{N};*#+._-]/gu, '?');
}
