import type { CallEvent, CtiAnswer } from '../../contract/cti/answers.ts';
import { agentChanged } from './agent.ts';
import { askForChosenState } from './agent-state.ts';
import { agentAtSwitch, whole } from './at-switch.ts';
import { isWhole } from './attempt.ts';
import { callChanged } from './calls.ts';
import { callsTold } from './calls-snapshot.ts';
import type { Moment } from './inputs.ts';
import { openClosed } from './interactions/communication-session.ts';
import { withKeptManualSessions } from './manual-sessions.ts';
import { andThen, type DeskModel, type Step, step } from './model.ts';
import { registerPhone } from './phone-registration.ts';
import { type RedeliveryFailure, redeliveryFailed } from './redelivery.ts';
import { confirmed, refused } from './requests.ts';
import { serverTime } from './server-time.ts';
import { takenOver } from './session-end.ts';
import { setSessionMode } from './session-mode.ts';
import { systemStatus } from './system-status.ts';
import { postLeftDrafts } from './wrap-up.ts';
import { endFinishedWrapUp } from './wrap-up-end.ts';
import { wrongMessage } from './wrong-message.ts';

/**
 * One message of the CTI server in use. Events carry a number that grows by one: one that was seen, or is older, is
 * passed over; after a gap everything is asked for anew.
 */
export function ctiMessage(model: DeskModel, answer: CtiAnswer, moment: Moment): Step {
  const timed = 'time' in answer ? serverTime(model, answer.time, moment.now) : model;
  if (!('sequence' in answer)) return fresh(timed, answer, moment);
  const { lastSequence } = model;
  if (answer.sequence <= lastSequence) {
    const what = `${answer.type} number ${answer.sequence} came after number ${lastSequence}; passed over.`;
    return step(model, wrongMessage(model, what));
  }
  const next = fresh({ ...timed, lastSequence: answer.sequence }, answer, moment);
  const missed = lastSequence >= 0 && answer.sequence > lastSequence + 1;
  return missed && isWhole(model.attempt)
    ? andThen(next, (now) => askAnew(now, lastSequence, answer.sequence, moment))
    : next;
}

/** Events were lost on the way: what the switch has is asked for whole, as after a lost server. */
function askAnew(model: DeskModel, last: number, came: number, moment: Moment): Step {
  const what = `event number ${came} came after number ${last}; what was between is asked for anew.`;
  const asked = setSessionMode(model, moment);
  return step(asked.model, wrongMessage(model, what), ...asked.effects);
}

function fresh(model: DeskModel, answer: CtiAnswer, moment: Moment): Step {
  switch (answer.type) {
    case 'SetAgentModeEvent':
    case 'SystemEvent':
      return systemStatus(model, answer.status, moment);
    case 'QueryAgentStateConf':
      return agentAtSwitch(model, answer, moment);
    case 'AgentStateEvent':
      return agentChanged(model, answer.agent, moment);
    case 'SnapshotDeviceConf':
      return registerPhone({ ...model, snapshot: { ...model.snapshot, onDevice: answer.callIds } }, answer);
    case 'SnapshotCallsConf':
      return callsTold(withKeptManualSessions(model), answer.calls, moment, (accepted) =>
        [whole, postLeftDrafts, askForChosenState, endFinishedWrapUp, openClosed].reduce<Step>(
          (so, next) => andThen(so, (now) => next(now, moment)),
          step(accepted),
        ),
      );
    case 'CallEvent':
      return andThen(callChanged(model, answer.call, answer.event, moment), (now) =>
        isLeftWithoutPhone(answer)
          ? redeliveryFailed(now, answer.call.callId, noPhone(answer), moment)
          : step(now),
      );
    case 'RequestConf':
      return confirmed(model, answer, moment);
    case 'FailureConf':
      return refused(model, answer, moment);
    case 'DisplacedEvent':
      return takenOver(model, answer.by, moment);
    case 'Hello': {
      const { kind, side, cluster } = answer;
      const what = `Hello came again, as ${kind} server ${side} of cluster ${cluster}; passed over.`;
      return step(model, wrongMessage(model, what));
    }
    case 'HeartbeatConf':
      return step(model);
  }
}

/** A call that goes on and `Failed` could not be delivered to its device again. */
function isLeftWithoutPhone({ event, call }: CallEvent): boolean {
  return event === 'Failed' && call.endedAt === null;
}

function noPhone({ cause }: CallEvent): RedeliveryFailure {
  if (cause === undefined) return { why: 'the phone could not take it', isElsewhere: false };
  return { why: 'another phone of the device has it', isElsewhere: true };
}
