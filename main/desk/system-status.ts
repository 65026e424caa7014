import type { SystemStatus } from '../../contract/cti/answers.ts';
import { type Attempt, isWhole } from './attempt.ts';
import type { Moment } from './inputs.ts';
import { logInWhenReady, stepDeadlineMs } from './login.ts';
import { andThen, type DeskModel, type Step, step, withView } from './model.ts';

/** Login step 5: a system that is offline postpones the login, which goes on when the system is back. */
export function systemStatus(model: DeskModel, status: SystemStatus, moment: Moment): Step {
  const { login } = model.view;
  const offline = Object.values(status).includes('offline');
  if (login.phase === 'logging-in' && offline) return postponed(model, status, moment.now);
  if (login.phase === 'postponed') {
    return offline ? postponed(model, status, login.since) : resumed(model, moment);
  }
  const { attempt } = model;
  if (offline || !attempt) return step(model);
  // What was refused while the system was offline may be taken now: a desk that came back, and notes.
  return isWhole(attempt)
    ? step(model, { type: 'readOutbox', agentId: attempt.login.agentId, of: 'cti' })
    : logInWhenReady(model, moment);
}

function postponed(model: DeskModel, status: SystemStatus, since: number): Step {
  if (!model.attempt) return step(model);
  const { agentId, profile } = namesOf(model.attempt);
  const message = `${offlineParts(status)} offline. Your login waits, and goes on by itself when the system is back.`;
  return step(withView(model, { login: { phase: 'postponed', profile, agentId, status, message, since } }), {
    type: 'stopTimer',
    timer: 'login-step',
  });
}

function resumed(model: DeskModel, moment: Moment): Step {
  if (!model.attempt) return step(model);
  const { agentId, profile } = namesOf(model.attempt);
  const going = withView(model, {
    login: {
      phase: 'logging-in',
      step: 'agent-state',
      profile,
      agentId,
      waitingFor: 'The system is back; waiting for the switch to log you in',
    },
  });
  const timed = step(going, { type: 'startTimer', timer: 'login-step', ms: stepDeadlineMs });
  return andThen(timed, (now) => logInWhenReady(now, moment));
}

function namesOf({ profile, login }: Attempt): { readonly profile: string; readonly agentId: string } {
  return { profile: profile.name, agentId: login.agentId };
}

/** "The switch is", "The CTI server and the switch are". */
function offlineParts(status: SystemStatus): string {
  const names: Record<keyof SystemStatus, string> = {
    ctiServer: 'the CTI server',
    centralController: 'the central controller',
    peripheral: 'the switch',
  };
  const parts = (Object.keys(names) as (keyof SystemStatus)[]).filter((part) => status[part] === 'offline');
  const text = parts.map((part) => names[part]).join(' and ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)} ${parts.length > 1 ? 'are' : 'is'}`;
}
