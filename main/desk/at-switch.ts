import type { CtiAnswer } from '../../contract/cti/answers.ts';
import { atCti, type LoggedIn } from './attempt.ts';
import type { Effect } from './effects.ts';
import { takenElsewhere } from './errors.ts';
import { askAgain } from './in-flight.ts';
import type { Moment } from './inputs.ts';
import { openWhenReady } from './interactions/communication-session.ts';
import { done, logInWhenReady, loginFailed } from './login.ts';
import { showProgress } from './login-progress.ts';
import { andThen, type DeskModel, type Step, step, withView } from './model.ts';
import { passwordAccepted } from './password-effects.ts';
import { loggedOut, takenOver } from './session-end.ts';
import { settleWaitingClicks } from './waiting-clicks.ts';

/** Login step 6: the agent's state at the switch is known; an agent who is elsewhere is taken over only when asked. */
export function agentAtSwitch(
  model: DeskModel,
  answer: Extract<CtiAnswer, { type: 'QueryAgentStateConf' }>,
  moment: Moment,
): Step {
  const { attempt } = model;
  if (!attempt || answer.agentId !== attempt.login.agentId) return step(model);
  if (model.view.login.phase === 'logging-out' && answer.state === 'LoggedOut') {
    return loggedOut(model, null, moment);
  }
  const elsewhere = answer.loggedInElsewhere;
  if (elsewhere) {
    const { desk, device, since } = elsewhere;
    if (attempt.stage === 'logged-in') return takenOver(model, { desk, device }, moment);
    if (!attempt.takeOver) {
      const error = takenElsewhere(desk, device, new Date(since).toISOString());
      return loginFailed(model, error, moment);
    }
  }
  const queried = showProgress({ ...model, attempt: atCti(attempt, 'queried') });
  return andThen(openWhenReady(queried, moment), (now) => logInWhenReady(now, moment));
}

/** Login step 8: the snapshots are here, so the desk shows exactly what the switch has. */
export function whole(model: DeskModel): Step {
  const { attempt } = model;
  // Nobody has asked the switch to log in: what it snapshots is no session of this desk's.
  if (!attempt || attempt.stage === 'preparing') return step(model);
  const { profile, login, loginString, memory, licence, communication } = attempt;
  const loggedIn: LoggedIn = {
    stage: 'logged-in',
    profile,
    login,
    loginString,
    memory: memory === 'none' ? 'none' : 'remembered',
    licence,
    communication,
    cti: 'whole',
  };
  const { view } = model;
  const here: DeskModel = {
    ...withView(model, {
      login:
        view.login.phase === 'logging-out'
          ? view.login
          : { phase: 'logged-in', profile: profile.name, agentId: login.agentId, device: login.device },
      lastProfile: profile.name,
    }),
    attempt: loggedIn,
  };
  const isNews = view.lastProfile !== profile.name;
  const settled = settleWaitingClicks(here);
  return step(
    settled.model,
    { type: 'stopTimer', timer: 'login-step' },
    { type: 'readOutbox', agentId: login.agentId, of: 'cti' },
    ...settled.effects,
    ...askAgain(settled.model, 'cti'),
    ...(attempt.stage === 'asking' ? [done(attempt.commandId), ...passwordAccepted(view, attempt)] : []),
    ...(isNews ? [{ type: 'keepLastProfile', profile: profile.name } satisfies Effect] : []),
  );
}
