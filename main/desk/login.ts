import type { DeskCommand } from '../../contract/desk/desk-command.ts';
import type { DeskError } from '../../contract/desk/desk-error.ts';
import { parseLoginString } from '../../contract/login-string/parse-login-string.ts';
import type { Attempt } from './attempt.ts';
import { detailsOfEach, eachServer } from './each-server.ts';
import type { Effect } from './effects.ts';
import { deskError, loginStringError } from './errors.ts';
import type { Moment } from './inputs.ts';
import { awaitedPairs, missing, progressOf, showProgress } from './login-progress.ts';
import { type DeskModel, type Step, step, withView } from './model.ts';
import { loginEnded } from './session-end.ts';

/** Every step of a login ends in this time, or says which server it waited for. Milliseconds. */
export const stepDeadlineMs = 10_000;

type LogIn = Extract<DeskCommand, { type: 'logIn' }>;

/**
 * The agent clicked Log in (seed 004, login steps 1 and 2): the licence and the CTI connection are begun at once;
 * the login request waits for both.
 */
export function startLogin(model: DeskModel, command: LogIn, commandId: string): Step {
  const { phase } = model.view.login;
  if (phase !== 'logged-out' && phase !== 'displaced') {
    return refuse(
      model,
      commandId,
      deskError('login.busy', 'Already logging in', 'Log out before you log in again.'),
    );
  }
  if (model.view.configuration.status === 'none') {
    const error = deskError(
      'login.noProfiles',
      'There are no profiles yet',
      'No configuration server has answered since this desk was set up. Switchhook goes on trying; Login is enabled as soon as one does.',
    );
    return refuse(model, commandId, error);
  }
  const profile = model.view.configuration.profiles.find(({ name }) => name === command.profile);
  if (!profile) {
    const names = model.view.configuration.profiles.map(({ name }) => name).join(', ');
    return refuse(
      model,
      commandId,
      deskError(
        'login.profile',
        `There is no profile "${command.profile}"`,
        `The cluster has these: ${names}.`,
      ),
    );
  }
  const login = parseLoginString(command.loginString);
  if (!login.ok) return refuse(model, commandId, loginStringError(login.error));
  const attempt: Attempt = {
    stage: 'preparing',
    commandId,
    profile,
    login: login.value,
    takeOver: command.takeOver,
    licence: null,
    cti: 'absent',
  };
  const begun: DeskModel = {
    ...withView(model, {
      login: {
        phase: 'logging-in',
        ...progressOf(attempt),
        profile: profile.name,
        agentId: login.value.agentId,
      },
    }),
    attempt,
    lastSequence: -1,
  };
  return step(
    begun,
    { type: 'stopTimer', timer: 'licence-release' },
    { type: 'openPair', kind: 'licensing', servers: profile.licensing, cluster: model.cluster },
    { type: 'openPair', kind: 'cti', servers: profile.cti, cluster: model.cluster },
    { type: 'startTimer', timer: 'login-step', ms: stepDeadlineMs },
  );
}

/** Sends the login request as soon as there are a licence and the agent's state (seed 004, login step 6). */
export function logInWhenReady(model: DeskModel, moment: Moment): Step {
  const asked = askedToLogIn(model.attempt);
  if (!asked || model.view.login.phase === 'postponed') return step(model);
  const { agentId, password, device } = asked.login;
  const id = moment.newId();
  return step(
    {
      ...showProgress({ ...model, attempt: asked }),
      pending: { ...model.pending, [id]: { about: 'login' } },
    },
    {
      type: 'sendCti',
      request: {
        type: 'SetAgentStateRequest',
        id,
        target: {
          state: 'Login',
          agentId,
          password,
          device,
          phone: model.identity.phone,
          takeOver: asked.stage === 'asking' && asked.takeOver,
        },
      },
    },
    { type: 'startTimer', timer: 'login-step', ms: stepDeadlineMs },
  );
}

/** The attempt once the switch is asked; null: something is missing still. */
function askedToLogIn(attempt: Attempt | null): Attempt | null {
  if (attempt === null || attempt.stage === 'asking' || attempt.cti !== 'queried') return null;
  if (attempt.stage === 'logged-in') return { ...attempt, cti: 'asked' };
  const { licence, cti: _, ...begun } = attempt;
  return licence === null ? null : { ...begun, stage: 'asking', licence };
}

/** The login came to nothing: everything it had begun is given back, and the desk says why. */
export function loginFailed(model: DeskModel, error: DeskError, moment: Moment): Step {
  const { attempt } = model;
  const cleared = loginEnded(model, error, moment);
  return attempt === null || attempt.stage === 'logged-in'
    ? cleared
    : step(cleared.model, ...cleared.effects, {
        type: 'answerCommand',
        commandId: attempt.commandId,
        outcome: { ok: false, error },
      });
}

/** The agent changed his mind while the login was under way. */
export function cancelLogin(model: DeskModel, commandId: string, moment: Moment): Step {
  const { phase } = model.view.login;
  if (phase !== 'logging-in' && phase !== 'postponed') return step(model, done(commandId));
  const { attempt } = model;
  const cleared = loginEnded(model, null, moment);
  const cancelled = deskError(
    'login.cancelled',
    'Login was cancelled',
    'You cancelled it. You are still logged out.',
  );
  return step(
    cleared.model,
    ...cleared.effects,
    ...(attempt === null || attempt.stage === 'logged-in'
      ? []
      : [
          {
            type: 'answerCommand',
            commandId: attempt.commandId,
            outcome: { ok: false, error: cancelled },
          } satisfies Effect,
        ]),
    done(commandId),
  );
}

/** A step of the login took too long: says which, and what came from each server that it waited for. */
export function loginStepTimedOut(model: DeskModel, moment: Moment): Step {
  const { login } = model.view;
  if (login.phase !== 'logging-in') return step(model);
  const pairs = awaitedPairs(model);
  const error = {
    ...deskError(
      'login.timedOut',
      'Login took too long',
      `${missing(login)} within ${stepDeadlineMs / 1000} seconds. ${pairs.map(eachServer).join(' ')} You are still logged out. Try again, or give IT this text.`,
    ),
    details: { step: login.step, profile: login.profile, ...Object.assign({}, ...pairs.map(detailsOfEach)) },
    remedies: [{ action: 'try-again' } as const],
  };
  return loginFailed(model, error, moment);
}

function refuse(model: DeskModel, commandId: string, error: DeskError): Step {
  const shown =
    model.view.login.phase === 'logged-out'
      ? withView(model, { login: { phase: 'logged-out', error } })
      : model;
  return step(shown, { type: 'answerCommand', commandId, outcome: { ok: false, error } });
}

export function done(commandId: string): Effect {
  return { type: 'answerCommand', commandId, outcome: { ok: true } };
}
