import type { ConnectionProfile } from '../../contract/configuration/profile.ts';
import type { DeskCommand } from '../../contract/desk/desk-command.ts';
import { formOfProfile, parseLogin } from '../../contract/login-string/of-profile.ts';
import { isLoginOf, withPassword } from '../../contract/login-string/password-part.ts';
import { showBanner } from './banners.ts';
import type { Effect } from './effects.ts';
import { deskError, loginStringError } from './errors.ts';
import type { Input, Moment } from './inputs.ts';
import { done, loginFailed, stepDeadlineMs } from './login.ts';
import { type DeskModel, type Step, step, withView } from './model.ts';
import { beginLogin, chosenProfile, refuseLogin } from './start-login.ts';

type LogInRemembered = Extract<DeskCommand, { type: 'logInRemembered' }>;

/** A login whose password is being got from the secure storage: it goes on as if it had been typed. */
export interface Unlocking {
  readonly commandId: string;
  readonly takeOver: boolean;
  readonly profile: ConnectionProfile;
  /** With nothing in the password's place. */
  readonly loginString: string;
}

/** The agent clicked Log in where the dialog has his password remembered: it is got from the secure storage. */
export function logInRemembered(model: DeskModel, command: LogInRemembered, commandId: string): Step {
  const chosen = chosenProfile(model, command.profile);
  if (!chosen.ok) return refuseLogin(model, commandId, chosen.error);
  const profile = chosen.value;
  const { loginString, takeOver } = command;
  const read = parseLogin(loginString, formOfProfile(profile));
  if (!read.ok) return refuseLogin(model, commandId, loginStringError(read.error));
  const { passwordMemory } = model.view;
  const remembered = passwordMemory.status === 'offered' ? passwordMemory.remembered : null;
  if (!remembered || !isLoginOf(remembered, profile, loginString)) {
    return refuseLogin(model, commandId, notRemembered('Type it in the login string.'));
  }
  const agentId = read.value.identity.by === 'agent-id' ? read.value.identity.agentId : null;
  const shown = withView(model, {
    login: {
      phase: 'logging-in',
      step: 'password',
      profile: profile.name,
      agentId,
      waitingFor: 'Waiting for the secure storage of this computer to give back your password',
    },
  });
  return step(
    { ...shown, unlocking: { commandId, takeOver, profile, loginString } },
    { type: 'unlockPassword', commandId, login: remembered },
    { type: 'startTimer', timer: 'login-step', ms: stepDeadlineMs },
  );
}

/** The secure storage has given it back, or has none; a login that was given up meanwhile needs it no more. */
export function passwordUnlocked(
  model: DeskModel,
  { commandId, unlocked }: Extract<Input, { type: 'passwordUnlocked' }>,
  moment: Moment,
): Step {
  const { unlocking } = model;
  if (unlocking?.commandId !== commandId) return step(model);
  if (!unlocked.ok) return loginFailed(model, notRemembered(unlocked.error), moment);
  const { profile, takeOver } = unlocking;
  const loginString = withPassword(unlocking.loginString, profile.agentLoginType, unlocked.value);
  const ready = { ...withView(model, { login: { phase: 'logged-out', error: null } }), unlocking: null };
  return beginLogin(ready, { commandId, profile, takeOver, loginString, memory: 'remembered' }, moment);
}

/** What is remembered on this computer, and what went wrong with it, where anything did. */
export function passwordMemoryTold(
  model: DeskModel,
  { memory, notice }: Extract<Input, { type: 'passwordMemory' }>,
  moment: Moment,
): DeskModel {
  const told = withView(model, { passwordMemory: memory });
  return notice === null ? told : warned(told, notice, moment);
}

/** Nothing is remembered any more, or what was could not be deleted. */
export function passwordForgotten(
  model: DeskModel,
  { commandId, forgotten }: Extract<Input, { type: 'passwordForgotten' }>,
  moment: Moment,
): Step {
  if (forgotten.ok) return step(model, ...(commandId === null ? [] : [done(commandId)]));
  const title = 'The remembered password is still on this computer';
  const error = deskError('password.notDeleted', title, forgotten.error.message);
  const answer: readonly Effect[] =
    commandId === null ? [] : [{ type: 'answerCommand', commandId, outcome: { ok: false, error } }];
  return step(warned(model, `${title}. ${forgotten.error.message}`, moment), ...answer);
}

function warned(model: DeskModel, text: string, moment: Moment): DeskModel {
  return showBanner(model, { id: 'password', tone: 'warning', text }, moment.now);
}

function notRemembered(why: string): ReturnType<typeof deskError> {
  return { ...deskError('login.notRemembered', 'Your password is not remembered', why), part: 'password' };
}
