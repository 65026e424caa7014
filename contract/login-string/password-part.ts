import type { RememberedLogin } from '../desk/password-memory.ts';
import { loginParts, partsOfType } from './login-parts.ts';
import type { AgentLoginType } from './parts.ts';

/** Whether login strings of this type have a password. */
export function hasPassword(type: AgentLoginType): boolean {
  return partsOfType[type].includes('password');
}

/** What stands in the password's place; empty where there is none yet. */
export function passwordIn(text: string, type: AgentLoginType): string {
  return loginParts(text, type).find(({ name }) => name === 'password')?.text ?? '';
}

/** The login string with this in its password's place; as it is where it has none. */
export function withPassword(text: string, type: AgentLoginType, password: string): string {
  const part = loginParts(text, type).find(({ name }) => name === 'password');
  return part ? text.slice(0, part.start) + password + text.slice(part.end) : text;
}

/** Whether the password of a remembered login is that of whoever logs in with this string and profile. */
export function isLoginOf(
  remembered: RememberedLogin,
  profile: { readonly name: string; readonly agentLoginType: AgentLoginType },
  text: string,
): boolean {
  const { name, agentLoginType: type } = profile;
  if (remembered.profile !== name || remembered.agentLoginType !== type || !hasPassword(type)) return false;
  return whoIn(remembered.loginString, type) === whoIn(text, type);
}

/** The agent's ID or name as it is written; empty where the user of the operating system says who he is. */
function whoIn(text: string, type: AgentLoginType): string {
  return loginParts(text, type).find(({ name }) => name === 'agent' || name === 'name')?.text ?? '';
}
