import { membershipByRef } from '../calls/parties.ts';
import { type RedeliveryRefusal, redeliver } from '../calls/redelivery.ts';
import type { Agent, RequestAnswer } from '../core/state.ts';
import type { Turn } from '../core/turn.ts';
import type { DeskRequest } from '../messages.ts';
import { confirmed, phoneNotRegistered, refusal } from './refusals.ts';

type Asked = Extract<DeskRequest, { type: 'RedeliverCallRequest' }>;

/** A desk whose phone has lost a standing call asks for it. Confirmed: it is under way. */
export function redeliverCall(turn: Turn, agent: Agent, { id, callId }: Asked): RequestAnswer {
  const { agentId } = agent.record;
  const membership = membershipByRef(turn, agentId, callId);
  if (!membership) {
    const message = `Agent ${agentId} is in no call ${callId}: it is over, or another agent's`;
    return refusal(id, 'unknownCall', message, { callId, agentId });
  }
  const { device } = membership.party.end;
  if (device !== agent.device) {
    const message = `Call ${callId} is at device ${device}, and agent ${agentId} is at ${agent.device ?? 'none'}: release or transfer it`;
    return refusal(id, 'notAllowedNow', message, { callId, device });
  }
  const refused = redeliver(turn, membership);
  if (refused === null) return confirmed(id);
  if (refused === 'not registered') return phoneNotRegistered(id, device);
  const code = refused === 'registered twice' ? 'callAtAnotherPhone' : 'notAllowedNow';
  const why = whyNot(refused, membership.party.state);
  const message = `Call ${callId} cannot be delivered to device ${device} again: ${why}`;
  return refusal(id, code, message, { callId, device });
}

function whyNot(refused: Exclude<RedeliveryRefusal, 'not registered'>, state: string): string {
  switch (refused) {
    case 'not answered':
      return `it is ${state} there; one that rings is offered again by itself`;
    case 'not by SIP':
      return 'its sound is at a phone on the desk, which does not lose it';
    case 'registered twice':
      return 'another phone of the device is registered with the SIP edge that has the call';
    case 'under way':
      return 'that is under way; wait for its outcome';
  }
}
