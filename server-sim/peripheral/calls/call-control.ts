import { mark, type Turn } from '../core/turn.ts';
import { callNow, endView, leaveCall, putCall } from './calls.ts';
import { declined } from './device-reports.ts';
import { dialInto, established } from './dialling.ts';
import { changeHold, holdOthers } from './holding.ts';
import { putHardphoneInMedia, releaseLeg } from './legs.ts';
import { destinationOf } from './numbers.ts';
import { type Membership, othersIn, withParty } from './parties.ts';
import { closeSegments } from './segments.ts';

/** What an agent does with one call by CTI. Each is called only where the call's mask allows it. */

/** A hardphone is answered by CTI alone; its other call is held, for a phone has one earpiece. */
export function answer(turn: Turn, { call, party }: Membership): void {
  holdOthers(turn, call.callId, party.end.device);
  putHardphoneInMedia(turn, party.legId);
  const routing = call.routing.step === 'offered' ? ({ step: 'none' } as const) : call.routing;
  putCall(turn, { ...withParty(callNow(turn, call.callId), { ...party, state: 'Connected' }), routing });
  established(turn, call.callId);
}

export function release(turn: Turn, { call, party }: Membership): void {
  const end = { cause: 'released-by-agent', message: `${party.name} hung up` } as const;
  leaveCall(turn, call.callId, { party, isGone: false }, end);
}

export function reject(turn: Turn, { call, party }: Membership): void {
  const end = { cause: 'rejected', message: `${party.name} rejected the call` } as const;
  declined(turn, call, party, end, false);
}

export function hold(turn: Turn, { call, party }: Membership): void {
  changeHold(turn, call, party, { isHeldBySwitch: true });
}

export function retrieve(turn: Turn, { call, party }: Membership): void {
  holdOthers(turn, call.callId, party.end.device);
  changeHold(turn, callNow(turn, call.callId), party, { isHeldBySwitch: false });
}

/** Single step transfer: the agent leaves at once, the caller is put through with the call's whole history. */
export function transferBlind(turn: Turn, { call, party }: Membership, number: string): void {
  const { agentId } = party.end;
  const end = { cause: 'transferred', message: `Transferred to ${number}` } as const;
  const view = agentId === null ? undefined : call.views.get(agentId);
  releaseLeg(turn, party, end);
  putCall(turn, {
    ...call,
    parties: othersIn(call, party.partyId),
    history: closeSegments(view?.segments ?? call.history, turn.now),
    consult: call.consult?.by === agentId ? null : call.consult,
  });
  if (agentId !== null) endView(turn, call.callId, agentId, end);
  mark(turn, call.callId, 'Transferred');
  dialInto(turn, call.callId, destinationOf(turn, number));
}
