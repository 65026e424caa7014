import type { ConnectionProfile } from '../../contract/configuration/profile.ts';
import type { DeskCommand } from '../../contract/desk/desk-command.ts';
import type { DeskError } from '../../contract/desk/desk-error.ts';
import { formOfProfile, parseLogin } from '../../contract/login-string/of-profile.ts';
import { fail, ok, type Result } from '../../contract/result.ts';
import type { LoginBegun } from './attempt.ts';
import { deskError, loginStringError } from './errors.ts';
import { identify } from './identification.ts';
import type { Moment } from './inputs.ts';
import { beginAttempt } from './login.ts';
import { type DeskModel, type Step, step, withView } from './model.ts';

type LogIn = Extract<DeskCommand, { type: 'logIn' }>;

/** The agent clicked Log in: his string is read by its profile's type, and where it does not say who he is, that is asked. */
export function startLogin(model: DeskModel, command: LogIn, commandId: string, moment: Moment): Step {
  const chosen = chosenProfile(model, command.profile);
  if (!chosen.ok) return refuseLogin(model, commandId, chosen.error);
  const { loginString, takeOver } = command;
  const memory = command.remember === true ? 'wanted' : 'none';
  return beginLogin(model, { commandId, profile: chosen.value, takeOver, loginString, memory }, moment);
}

/** The login string is whole, with its password, whoever wrote that. */
export function beginLogin(model: DeskModel, begun: Omit<LoginBegun, 'login'>, moment: Moment): Step {
  const { commandId, profile, loginString } = begun;
  const read = parseLogin(loginString, formOfProfile(profile));
  if (!read.ok) return refuseLogin(model, commandId, loginStringError(read.error));
  const { identity, device } = read.value;
  if (identity.by === 'agent-id') {
    const { agentId, password } = identity;
    return beginAttempt(model, { ...begun, login: { agentId, password, device } });
  }
  if (identity.by !== 'agent-name' && model.identity.systemUser === '')
    return refuseLogin(model, commandId, noSystemUser);
  return identify(model, { ...begun, identity, device }, moment);
}

const noSystemUser = deskError(
  'login.noSystemUser',
  'The system does not say who you are',
  'This profile knows its agents by the user of the operating system, and here the system names none. Log in with another profile, or ask IT.',
);

/** The profile of that name, where a login may begin now. */
export function chosenProfile({ view }: DeskModel, wanted: string): Result<ConnectionProfile, DeskError> {
  const { phase } = view.login;
  if (phase !== 'logged-out' && phase !== 'displaced') {
    return fail(deskError('login.busy', 'Already logging in', 'Log out before you log in again.'));
  }
  if (view.configuration.status === 'none') {
    const why =
      'No configuration server has answered since this desk was set up. Switchhook goes on trying; Login is enabled as soon as one does.';
    return fail(deskError('login.noProfiles', 'There are no profiles yet', why));
  }
  const { profiles } = view.configuration;
  const profile = profiles.find(({ name }) => name === wanted);
  if (profile) return ok(profile);
  const names = profiles.map(({ name }) => name).join(', ');
  return fail(
    deskError('login.profile', `There is no profile "${wanted}"`, `The cluster has these: ${names}.`),
  );
}

/** The login has not begun: the click is told why, and the dialog shows it. */
export function refuseLogin(model: DeskModel, commandId: string, error: DeskError): Step {
  const shown =
    model.view.login.phase === 'logged-out'
      ? withView(model, { login: { phase: 'logged-out', error } })
      : model;
  return step(shown, { type: 'answerCommand', commandId, outcome: { ok: false, error } });
}
