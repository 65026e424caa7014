import type { CallEnd } from '../../../contract/cti/call.ts';
import type { FarEnd } from '../../links/switch-control.ts';
import type { CallParty, SwitchedCall } from '../core/state.ts';
import { mark, newId, orderMedia, type Turn } from '../core/turn.ts';
import type { LegEnd } from './call-ends.ts';
import { addDevice, callNow, endCall, endView, type Leaving, putCall } from './calls.ts';
import { offerLeg, orderEdge, releaseLeg } from './legs.ts';
import type { Destination } from './numbers.ts';
import { isBusy, isInService } from './numbers.ts';
import { isDeviceParty, othersIn, withParty } from './parties.ts';
import { callerOf, enqueue, requeueAtHead } from './routing.ts';

type DialFailure = Extract<CallEnd['cause'], 'busy' | 'unreachable'>;

/** Calls the destination into the call: it rings, waits in a queue, or the call fails. */
export function dialInto(turn: Turn, callId: string, destination: Destination) {
  switch (destination.kind) {
    case 'group':
      progressDialled(turn, callId);
      acceptDialled(turn, callId);
      return enqueue(turn, callId, destination.group.id);
    case 'device': {
      const { device } = destination;
      const name = device.record.device;
      if (!isInService(turn, device)) {
        return failDial(
          turn,
          callId,
          'unreachable',
          `${name} cannot be reached: its phone is not registered`,
        );
      }
      if (isBusy(turn, device)) return failDial(turn, callId, 'busy', `${name} is busy`);
      const party = offerLeg(turn, device, callId, callerOf(callNow(turn, callId)), 'offered');
      addDevice(turn, callId, party, 'inbound');
      return ring(turn, callId);
    }
    case 'far-end':
      return dialFarEnd(turn, callId, destination.farEnd);
    case 'unknown':
      return failDial(turn, callId, 'unreachable', `${destination.number} is not a number in service`);
  }
}

function dialFarEnd(turn: Turn, callId: string, { answers, number, name, voice }: FarEnd) {
  if (answers === 'busy') return failDial(turn, callId, 'busy', `${number} is busy`);
  if (answers === 'unreachable') return failDial(turn, callId, 'unreachable', `${number} cannot be reached`);
  const call = callNow(turn, callId);
  const legId = newId(turn, 'leg');
  const isCustomer = call.consult === null && !call.parties.some(({ role }) => role === 'customer');
  const party: CallParty = {
    partyId: legId,
    legId,
    number,
    name,
    role: isCustomer ? 'customer' : 'other',
    state: 'Alerting',
    end: { kind: 'far-end', voice, answersAt: answers === 'never' ? null : turn.now + answers },
  };
  putCall(turn, { ...call, parties: [...call.parties, party] });
  ring(turn, callId);
}

function ring(turn: Turn, callId: string): void {
  progressDialled(turn, callId);
  mark(turn, callId, 'Delivered');
}

/** A far end answers by itself. */
export function farEndAnswers(turn: Turn, callId: string, partyId: string): void {
  const call = callNow(turn, callId);
  const party = call.parties.find((one) => one.partyId === partyId);
  if (!party || isDeviceParty(party) || party.end.kind !== 'far-end') return;
  orderMedia(turn, { type: 'addFarEnd', legId: party.legId, voice: party.end.voice });
  putCall(turn, withParty(call, { ...party, state: 'Connected', end: { ...party.end, answersAt: null } }));
  established(turn, callId);
}

/** Somebody answered: legs that devices dialled by SIP are answered too. */
export function established(turn: Turn, callId: string): void {
  acceptDialled(turn, callId);
  mark(turn, callId, 'Established');
}

function progressDialled(turn: Turn, callId: string): void {
  for (const { legId, end, state } of callNow(turn, callId).parties) {
    if (end.kind === 'far-end' || end.origin !== 'dialled' || state !== 'Initiated' || !end.edge) continue;
    orderEdge(turn, end.edge, { type: 'progress', legId });
  }
}

function acceptDialled(turn: Turn, callId: string): void {
  for (const party of callNow(turn, callId).parties) {
    const { end } = party;
    if (end.kind === 'far-end' || end.origin !== 'dialled' || party.state !== 'Initiated' || !end.edge)
      continue;
    orderEdge(turn, end.edge, { type: 'accept', legId: party.legId });
    putCall(turn, withParty(callNow(turn, callId), { ...party, state: 'Connected' }));
  }
}

/** Nobody could be rung at all. */
function failDial(turn: Turn, callId: string, cause: DialFailure, message: string): void {
  const call = callNow(turn, callId);
  if (!fallBack(turn, call, call.parties)) failed(turn, call, null, { cause, message });
}

/** A party that was rung did not take the call. */
export function targetFailed(turn: Turn, callId: string, leaving: Leaving, end: LegEnd) {
  const call = callNow(turn, callId);
  const { party } = leaving;
  if (!fallBack(turn, call, othersIn(call, party.partyId))) return failed(turn, call, leaving, end);
  if (!leaving.isGone) releaseLeg(turn, party, end);
  if (!isDeviceParty(party) || party.end.agentId === null) return;
  endView(turn, callId, party.end.agentId, { cause: end.cause, message: end.message });
}

/** A transferred caller whose target cannot take him is not dropped: he goes back to his skill group, first in line. */
function fallBack(turn: Turn, call: SwitchedCall, remaining: readonly CallParty[]): boolean {
  const [only] = remaining;
  if (call.skillGroup === null || remaining.length !== 1 || !only || isDeviceParty(only)) return false;
  putCall(turn, { ...call, parties: remaining });
  requeueAtHead(turn, call.callId, call.skillGroup, turn.now);
  return true;
}

function failed(turn: Turn, call: SwitchedCall, leaving: Leaving | null, end: LegEnd): void {
  for (const party of call.parties) {
    if (!isDeviceParty(party) || party.partyId === leaving?.party.partyId) continue;
    if (party.end.agentId !== null) mark(turn, call.callId, 'Failed', party.end.agentId);
  }
  endCall(turn, call.callId, leaving, end);
}
