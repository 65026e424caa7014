import type { ConnectionProfile } from '../../contract/configuration/profile.ts';
import type { DeskError } from '../../contract/desk/desk-error.ts';
import type { Attempt, LoginBegun } from './attempt.ts';
import { detailsOfEach, eitherShown } from './each-server.ts';
import type { Effect } from './effects.ts';
import { deskError } from './errors.ts';
import type { Moment } from './inputs.ts';
import { awaitedPairs, missing, progressOf, showProgress } from './login-progress.ts';
import { type DeskModel, type Step, step, withView } from './model.ts';
import { passwordRefused } from './password-effects.ts';
import { loginEnded } from './session-end.ts';

/** Every step of a login ends in this time, or says which server it waited for. Milliseconds. */
export const stepDeadlineMs = 10_000;

/**
 * It is known who logs in (seed 004, login steps 1 and 2): the licence, the CTI connection and that of the session
 * managers are begun at once; the login request waits for all.
 */
export function beginAttempt(model: DeskModel, known: LoginBegun): Step {
  const { profile, login } = known;
  const communication = profile.sessions === null ? 'none' : 'absent';
  const attempt: Attempt = { ...known, stage: 'preparing', licence: null, cti: 'absent', communication };
  const begun: DeskModel = {
    ...withView(model, {
      login: {
        phase: 'logging-in',
        ...progressOf(attempt),
        profile: profile.name,
        agentId: login.agentId,
      },
    }),
    attempt,
    lastSequence: -1,
    lastSessionsSequence: -1,
  };
  return step(
    begun,
    { type: 'stopTimer', timer: 'licence-release' },
    { type: 'openPair', kind: 'licensing', servers: profile.licensing, cluster: model.cluster },
    { type: 'openPair', kind: 'cti', servers: profile.cti, cluster: model.cluster },
    ...sessionManagers(profile, model.cluster),
    { type: 'startTimer', timer: 'login-step', ms: stepDeadlineMs },
  );
}

/** Their pair is opened where the profile has any: without, there is voice alone. */
function sessionManagers({ sessions }: ConnectionProfile, cluster: string | null): readonly Effect[] {
  return sessions === null ? [] : [{ type: 'openPair', kind: 'sessions', servers: sessions, cluster }];
}

/**
 * Sends the login request as soon as there are a licence, the agent's state (seed 004, login step 6) and, where his profile
 * has chats and action items, his communication session.
 */
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
          withVoice: model.view.channels?.voice !== 0,
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
  if (attempt.communication !== 'none' && attempt.communication !== 'open') return null;
  const { licence, cti: _, ...begun } = attempt;
  return licence === null ? null : { ...begun, stage: 'asking', licence };
}

/** The login came to nothing: everything it had begun is given back, and the desk says why. */
export function loginFailed(model: DeskModel, error: DeskError, moment: Moment): Step {
  const told = passwordRefused(model.attempt, error);
  const cleared = loginEnded(model, told.error, moment);
  return step(cleared.model, ...cleared.effects, ...told.effects, ...answerLogin(model, told.error));
}

/** The agent changed his mind while the login was under way. */
export function cancelLogin(model: DeskModel, commandId: string, moment: Moment): Step {
  const { phase } = model.view.login;
  if (phase !== 'logging-in' && phase !== 'postponed') return step(model, done(commandId));
  const cleared = loginEnded(model, null, moment);
  const cancelled = deskError(
    'login.cancelled',
    'Login was cancelled',
    'You cancelled it. You are still logged out.',
  );
  return step(cleared.model, ...cleared.effects, ...answerLogin(model, cancelled), done(commandId));
}

/** The click that the login under way is to answer, where there is one, is told why it came to nothing. */
function answerLogin({ unlocking, identifying, attempt }: DeskModel, error: DeskError): readonly Effect[] {
  const begun = unlocking ?? identifying ?? (attempt?.stage === 'logged-in' ? null : attempt);
  if (begun === null) return [];
  return [{ type: 'answerCommand', commandId: begun.commandId, outcome: { ok: false, error } }];
}

/** A step of the login took too long: says which, and what came from each server that it waited for. */
export function loginStepTimedOut(model: DeskModel, moment: Moment): Step {
  const { login } = model.view;
  if (login.phase !== 'logging-in') return step(model);
  if (model.unlocking) return loginFailed(model, storageSilent, moment);
  const pairs = awaitedPairs(model);
  const error = {
    ...deskError(
      'login.timedOut',
      'Login took too long',
      `${missing(login)} within ${stepDeadlineMs / 1000} seconds. It waited for ${pairs.map(eitherShown).join(', and ')}. You are still logged out: try again, or give IT the details.`,
    ),
    details: { step: login.step, profile: login.profile, ...Object.assign({}, ...pairs.map(detailsOfEach)) },
    remedies: [{ action: 'try-again' } as const],
  };
  return loginFailed(model, error, moment);
}

const storageSilent = deskError(
  'login.storageSilent',
  'The secure storage does not answer',
  `${missing({ step: 'password' })} within ${stepDeadlineMs / 1000} seconds. Type your password, or try again.`,
);

export function done(commandId: string): Effect {
  return { type: 'answerCommand', commandId, outcome: { ok: true } };
}
