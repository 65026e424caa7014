import { endUnseen } from './calls.ts';
import { ghostAfterMs } from './ghost-calls.ts';
import type { Moment } from './inputs.ts';
import { andThen, type DeskModel, type Step, step } from './model.ts';
import { sessionOf } from './sessions.ts';

/** The phone had its time to hear that the call is over: one that it still has is released there. */
export function ghostLook(model: DeskModel, callId: string, moment: Moment): Step {
  if (model.endedAtSwitch.includes(callId)) return released(model, callId, 'the switch had ended it');
  const session = sessionOf(model, callId);
  const isMissing = model.missingAtSwitch.includes(callId) && model.view.agent?.known === 'live';
  if (!isMissing || !session || session.phase === 'ended') return step(model);
  // The phone has ended it by itself meanwhile, and the switch, which has no such call, tells of no end.
  if (!session.phone) return endUnseen(model, session, moment);
  return andThen(released(model, callId, 'the switch said that it has no such call'), (now) =>
    endUnseen(now, session, moment),
  );
}

function released(model: DeskModel, callId: string, since: string): Step {
  const sentence = `The phone still had call ${callId} ${ghostAfterMs / 1_000} s after ${since}: it is released at the phone.`;
  return step(
    model,
    { type: 'log', level: 'warn', sentence },
    { type: 'phone', command: { type: 'release', callId } },
  );
}
