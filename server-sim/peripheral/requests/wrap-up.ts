import { allEndedCalls, withEndedCall } from '../core/ended-calls.ts';
import type { DeskSession, RequestAnswer, SwitchedCall } from '../core/state.ts';
import type { Turn } from '../core/turn.ts';
import type { DeskRequest } from '../messages.ts';
import { refusal } from './refusals.ts';

type SetCallData = Extract<DeskRequest, { type: 'SetCallDataRequest' }>;

/**
 * Keeps what the agent wrote about a call, also when the call is long over, he is logged out, or his desk was
 * displaced: nothing he did is lost. A repeat of a request changes nothing and is confirmed again.
 */
export function keepWrapUp(turn: Turn, session: DeskSession, asked: SetCallData): RequestAnswer {
  const { agentId } = session;
  const { id, callId, disposition, notes } = asked;
  if (!session.isAuthenticated) {
    const message = `${session.desk.name} has not logged agent ${agentId} in: log in, then send the notes again`;
    return refusal(id, 'notLoggedIn', message, { agentId });
  }
  const found = callSeenAs(turn, agentId, callId);
  if (!found) {
    const message = `Agent ${agentId} was in no call ${callId} that the switch remembers: keep the notes`;
    return refusal(id, 'unknownCall', message, { callId, agentId });
  }
  const isKnown = found.wrapUp.some((entry) => entry.requestId === id && entry.agentId === agentId);
  if (!isKnown) {
    const entry = { requestId: id, agentId, disposition, notes, at: turn.now };
    replace(turn, { ...found, wrapUp: [...found.wrapUp, entry] });
  }
  return { type: 'RequestConf', id };
}

/** The call that the agent's desk knows by this id, or knew before it came to him a second time, over or not. */
function callSeenAs(turn: Turn, agentId: string, callRef: string): SwitchedCall | undefined {
  return [...turn.calls.values(), ...allEndedCalls(turn)]
    .filter(({ views }) => views.has(agentId))
    .find((one) => one.callId === callRef || one.views.get(agentId)?.callRef === callRef);
}

function replace(turn: Turn, call: SwitchedCall): void {
  if (turn.calls.get(call.callId)) turn.calls.set(call.callId, call);
  else turn.endedCalls = withEndedCall(turn.endedCalls, call);
}
