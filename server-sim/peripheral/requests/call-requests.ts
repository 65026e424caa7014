import { allows, type EnablementBit } from '../../../contract/cti/enablement.ts';
import { never } from '../../../contract/result.ts';
import { answer, hold, reject, release, retrieve, transferBlind } from '../calls/call-control.ts';
import {
  alternate,
  completeConference,
  completeTransfer,
  consult,
  reconnect,
} from '../calls/consultation.ts';
import { destinationOf, isBusy, isInService } from '../calls/numbers.ts';
import { consultationOf, type Membership, membershipByRef } from '../calls/parties.ts';
import type { Agent, RequestAnswer } from '../core/state.ts';
import type { Turn } from '../core/turn.ts';
import type { DeskRequest } from '../messages.ts';
import { actionWords } from './action-words.ts';
import { callMask } from './masks.ts';
import { confirmed, ownNumber, type Refusal, refusal } from './refusals.ts';

export type CallRequest = Exclude<
  Extract<DeskRequest, { callId: string }>,
  { type: 'SetCallDataRequest' | 'RedeliverCallRequest' }
>;

const bitOf: Readonly<Record<CallRequest['type'], EnablementBit>> = {
  AnswerCallRequest: 'answer',
  ReleaseCallRequest: 'release',
  HoldCallRequest: 'hold',
  RetrieveCallRequest: 'retrieve',
  RejectCallRequest: 'reject',
  SingleStepTransferRequest: 'blindTransfer',
  ConsultationCallRequest: 'consult',
  TransferCallRequest: 'transferComplete',
  ConferenceCallRequest: 'conferenceComplete',
  ReconnectCallRequest: 'reconnect',
  AlternateCallRequest: 'alternate',
};

/** A request about one call: refused by the mask the desk was shown, and by nothing it could have known. */
export function requestOnCall(turn: Turn, agent: Agent, asked: CallRequest): RequestAnswer {
  const { agentId } = agent.record;
  const membership = membershipByRef(turn, agentId, asked.callId);
  if (!membership) {
    const message = `Agent ${agentId} is in no call ${asked.callId}: it is over, or another agent's`;
    return refusal(asked.id, 'unknownCall', message, { callId: asked.callId, agentId });
  }
  const bit = bitOf[asked.type];
  if (!allows(callMask(turn, agentId, membership), bit)) {
    const message = `${actionWords[bit] ?? bit} is not possible now: call ${asked.callId} is ${membership.party.state}`;
    return refusal(asked.id, 'notAllowedNow', message, { callId: asked.callId });
  }
  return (
    refuseForPhone(asked, membership) ??
    refuseNumber(turn, asked, membership) ??
    act(turn, agent, asked, membership)
  );
}

/** A softphone answers, holds and retrieves by SIP itself; the switch has no order for it. */
function refuseForPhone(asked: CallRequest, { party }: Membership): Refusal | null {
  const isPhones =
    asked.type === 'AnswerCallRequest' ||
    asked.type === 'HoldCallRequest' ||
    asked.type === 'RetrieveCallRequest';
  if (!isPhones || party.end.kind === 'hardphone') return null;
  const message = `Device ${party.end.device} is a softphone: it answers, holds and retrieves by SIP itself`;
  return refusal(asked.id, 'notAllowedNow', message, { device: party.end.device });
}

/** Numbers that would lose the caller are refused before anybody is let go. */
function refuseNumber(turn: Turn, asked: CallRequest, { call, party }: Membership): Refusal | null {
  if (asked.type !== 'SingleStepTransferRequest' && asked.type !== 'ConsultationCallRequest') return null;
  const { id, number } = asked;
  if (number === party.end.device) return ownNumber(id, number);
  const bad = (why: string): Refusal => refusal(id, 'badNumber', `${number} ${why}`, { number });
  const destination = destinationOf(turn, number);
  const isThere = call.parties.some(({ end }) => end.kind !== 'far-end' && end.device === number);
  if (isThere) return bad('is in this call already: dial another number');
  if (asked.type === 'ConsultationCallRequest') return null;
  if (destination.kind === 'unknown') return bad('is not a number in service: check it, and transfer again');
  if (destination.kind !== 'device') return null;
  if (!isInService(turn, destination.device)) return bad('cannot be reached: its phone is not registered');
  return isBusy(turn, destination.device) ? bad('is busy: consult, or try again later') : null;
}

function act(turn: Turn, agent: Agent, asked: CallRequest, membership: Membership): RequestAnswer {
  const { id } = asked;
  switch (asked.type) {
    case 'AnswerCallRequest':
      answer(turn, membership);
      return confirmed(id);
    case 'ReleaseCallRequest':
      release(turn, membership);
      return confirmed(id);
    case 'HoldCallRequest':
      hold(turn, membership);
      return confirmed(id);
    case 'RetrieveCallRequest':
      retrieve(turn, membership);
      return confirmed(id);
    case 'RejectCallRequest':
      reject(turn, membership);
      return confirmed(id);
    case 'SingleStepTransferRequest':
      transferBlind(turn, membership, asked.number);
      return confirmed(id);
    case 'ConsultationCallRequest': {
      const device = turn.devices.get(membership.party.end.device);
      return device
        ? confirmed(id, consult(turn, agent, device, membership, asked.number))
        : ownNumber(id, asked.number);
    }
    default:
      return onPair(turn, agent, asked, membership);
  }
}

function onPair(
  turn: Turn,
  agent: Agent,
  {
    type,
    id,
  }: Extract<CallRequest, { type: `${'Transfer' | 'Conference' | 'Reconnect' | 'Alternate'}CallRequest` }>,
  { call }: Membership,
): RequestAnswer {
  const pair = consultationOf(turn, agent.record.agentId, call.callId);
  if (!pair) return refusal(id, 'notAllowedNow', `Call ${call.callId} is in no consultation`);
  switch (type) {
    case 'TransferCallRequest':
      completeTransfer(turn, pair);
      break;
    case 'ConferenceCallRequest':
      completeConference(turn, pair);
      break;
    case 'ReconnectCallRequest':
      reconnect(turn, pair);
      break;
    case 'AlternateCallRequest':
      alternate(turn, pair);
      break;
    default:
      return never(type);
  }
  return confirmed(id);
}
