import { ctiFailureCodes } from '../../contract/cti/answers.ts';
import { voiceSessions } from '../../contract/desk/voice-sessions.ts';
import type { FailureConf } from '../../contract/wire/common.ts';
import { atCti } from './attempt.ts';
import { showBanner } from './banners.ts';
import { loginRefused } from './errors.ts';
import type { Moment } from './inputs.ts';
import { loginFailed } from './login.ts';
import { type DeskModel, type Step, step, withView } from './model.ts';
import { passwordRefused } from './password-effects.ts';
import { loggedOut } from './session-end.ts';

/**
 * The switch refused the login, or refused to take the desk back after a lost server. A part of the system that is
 * offline is waited for in either case; a desk that comes back is never cleared while a call is up.
 */
export function loginWasRefused(model: DeskModel, failure: FailureConf, moment: Moment): Step {
  const { attempt } = model;
  if (!attempt) return step(model);
  if (failure.code === ctiFailureCodes.systemOffline) return waitForSystem(model, failure, moment);
  const refusal = loginRefused(failure);
  if (attempt.stage !== 'logged-in') return loginFailed(model, refusal, moment);
  const { error, effects } = passwordRefused(attempt, refusal);
  const inCall = voiceSessions(model.view.sessions).some(({ phase }) => phase !== 'ended');
  if (!inCall) {
    const out = loggedOut(model, error, moment);
    return step(out.model, ...out.effects, ...effects);
  }
  const text = `The CTI server did not take you back: ${error.message} Your call goes on by the phone.`;
  return step(showBanner(model, { id: 'cti-refused', tone: 'error', text }, moment.now), ...effects);
}

/** The login is asked again when a SystemEvent says that the system is back. */
function waitForSystem(model: DeskModel, failure: FailureConf, moment: Moment): Step {
  const { attempt } = model;
  const { login } = model.view;
  if (!attempt) return step(model);
  const waiting: DeskModel = { ...model, attempt: atCti(attempt, 'queried') };
  if (login.phase !== 'logging-in') return step(waiting);
  return step(
    withView(waiting, {
      login: {
        phase: 'postponed',
        profile: login.profile,
        agentId: attempt.login.agentId,
        status: { ctiServer: 'online', centralController: 'online', peripheral: 'offline' },
        message: `${failure.message} Your login waits, and goes on by itself when the system is back.`,
        since: moment.now,
      },
    }),
    { type: 'stopTimer', timer: 'login-step' },
  );
}
