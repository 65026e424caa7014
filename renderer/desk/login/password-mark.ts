import type { RememberedLogin } from '../../../contract/desk/password-memory.ts';
import type { AgentLoginType } from '../../../contract/login-string/parts.ts';
import { passwordIn, withPassword } from '../../../contract/login-string/password-part.ts';

/** What stands in the place of a remembered password, which no window has: always as many dots. */
export const passwordMark = '••••••••';

/** The remembered login as the field shows it. */
export function markedLogin({ loginString, agentLoginType }: RememberedLogin): string {
  return withPassword(loginString, agentLoginType, passwordMark);
}

/** Whether the dots are in the text, at whatever place. */
export function isMarked(text: string): boolean {
  return text.includes(passwordMark);
}

/** Whether the dots stand for the whole password, and nothing was written among them. */
export function isMarkWhole(text: string, type: AgentLoginType): boolean {
  return passwordIn(text, type) === passwordMark;
}

/** What is left without any of the dots, and where the caret is then. */
export function withoutMark(text: string, caret: number): { readonly text: string; readonly caret: number } {
  const bare = (part: string): string => part.replaceAll('•', '');
  return { text: bare(text), caret: bare(text.slice(0, caret)).length };
}
