import type { DeskError } from '../../contract/desk/desk-error.ts';
import type { DeskState } from '../../contract/desk/desk-state.ts';
import {
  hasPassword,
  isLoginOf,
  passwordIn,
  withPassword,
} from '../../contract/login-string/password-part.ts';
import type { Attempt } from './attempt.ts';
import type { Effect } from './effects.ts';

/**
 * The switch has logged him in by this password: it is kept where he wants it remembered, anew at each login, for his
 * device or the system's key may be another. One that he wants remembered no longer goes.
 */
export function passwordAccepted({ passwordMemory }: DeskState, attempt: Attempt): readonly Effect[] {
  const { profile, loginString, memory } = attempt;
  const { name, agentLoginType: type } = profile;
  if (passwordMemory.status !== 'offered' || !hasPassword(type)) return [];
  const { remembered } = passwordMemory;
  const password = passwordIn(loginString, type);
  if (memory === 'none') {
    const isHis = remembered !== null && isLoginOf(remembered, profile, loginString);
    return isHis ? [{ type: 'forgetPassword', commandId: null }] : [];
  }
  if (password === '') return [];
  const login = { profile: name, agentLoginType: type, loginString: withPassword(loginString, type, '') };
  return [{ type: 'keepPassword', login, password }];
}

/** A remembered password that a server has refused is of no more use: it goes, and the agent is told so. */
export function passwordRefused(
  attempt: Pick<Attempt, 'memory'> | null,
  error: DeskError,
): { readonly error: DeskError; readonly effects: readonly Effect[] } {
  if (attempt?.memory !== 'remembered' || error.part !== 'password') return { error, effects: [] };
  const message = `${error.message} The remembered password is deleted from this computer: type the right one.`;
  return {
    error: { ...error, message, remedies: [] },
    effects: [{ type: 'forgetPassword', commandId: null }],
  };
}
