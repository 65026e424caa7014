import type { CallEnd } from '../../../contract/cti/call.ts';
import type { CallParty, CallView, DeviceParty, SwitchedCall } from '../core/state.ts';
import { happened, mark, newId, type Turn } from '../core/turn.ts';
import type { LegEnd } from './call-ends.ts';
import { newView } from './call-views.ts';
import { releaseLeg } from './legs.ts';
import { consultationOf, isConnected, isDeviceParty, isHeld, isLive, othersIn, withLeg } from './parties.ts';
import { closeSegments } from './segments.ts';

/** A call with nobody in it yet. */
export function newCall(
  turn: Turn,
  of: Pick<SwitchedCall, 'caller' | 'dialled'> & Partial<SwitchedCall>,
): SwitchedCall {
  return {
    consult: null,
    skillGroup: null,
    variables: {},
    customer: null,
    parties: [],
    routing: { step: 'none' },
    history: [],
    views: new Map(),
    wrapUp: [],
    endedAt: null,
    mixed: [],
    ...of,
    callId: newId(turn, 'call'),
  };
}

/** The call as it is now in this turn. A call that is gone is a fault of the switch itself. */
export function callNow(turn: Turn, callId: string): SwitchedCall {
  const call = turn.calls.get(callId);
  if (!call) throw new Error(`The switch lost its own call ${callId}`);
  return call;
}

export function putCall(turn: Turn, call: SwitchedCall): void {
  turn.calls.set(call.callId, call);
}

/** Adds an agent's device, or any device, to the call; the agent on it gets his own view of the call. */
export function addDevice(
  turn: Turn,
  callId: string,
  party: DeviceParty,
  direction: CallView['direction'],
): void {
  const call = callNow(turn, callId);
  const { agentId } = party.end;
  putCall(turn, { ...call, parties: [...call.parties, party], views: call.views });
  if (agentId === null) return;
  const view = newView(agentId, party, direction, call.dialled, call.history, turn.now);
  putView(turn, callId, view);
  mark(turn, callId, 'Begin', agentId);
}

export function putView(turn: Turn, callId: string, view: CallView): void {
  const call = callNow(turn, callId);
  putCall(turn, { ...call, views: new Map(call.views).set(view.agentId, view) });
}

/** Ends an agent's part in the call. His desk is told when the turn settles. */
export function endView(turn: Turn, callId: string, agentId: string, end: CallEnd): void {
  const view = turn.calls.get(callId)?.views.get(agentId);
  if (!view || view.endedAt !== null) return;
  const segments = closeSegments(view.segments, turn.now);
  putView(turn, callId, { ...view, segments, endedAt: turn.now, end });
}

/** Who ended it, and whether his edge must still be told: a leg that the device itself released is gone already. */
export interface Leaving {
  readonly party: CallParty;
  readonly isGone: boolean;
}

/** One party leaves. The call goes on while two are left, one of them connected; else it ends for all. */
export function leaveCall(turn: Turn, callId: string, leaving: Leaving, end: LegEnd) {
  const call = callNow(turn, callId);
  const { party } = leaving;
  const remaining = othersIn(call, party.partyId);
  if (!canGoOn(remaining)) return endCall(turn, callId, leaving, end);
  if (!leaving.isGone) releaseLeg(turn, party, end);
  endOwnView(turn, callId, party, end);
  putCall(turn, { ...callNow(turn, callId), parties: remaining });
  mark(turn, callId, 'ConnectionCleared');
  afterConsultation(turn, call, party);
}

function canGoOn(remaining: readonly CallParty[]): boolean {
  return remaining.length > 1 && remaining.some(isConnected);
}

/** Ends the whole call. `leaving` is who hung up; null where the switch ended it. */
export function endCall(turn: Turn, callId: string, leaving: Leaving | null, end: LegEnd): void {
  const call = callNow(turn, callId);
  for (const party of call.parties) {
    const isLeaving = party.partyId === leaving?.party.partyId;
    if (!(isLeaving && leaving?.isGone)) releaseLeg(turn, party, end);
    endOwnView(turn, callId, party, isLeaving ? end : asSeenByOthers(end));
  }
  leaveQueue(turn, call);
  putCall(turn, {
    ...callNow(turn, callId),
    routing: { step: 'none' },
    parties: call.parties.map((party) => ({ ...party, state: 'Cleared' as const })),
    endedAt: turn.now,
  });
  happened(turn, { type: 'call', callId, detail: { event: 'Over', cause: end.cause, message: end.message } });
  for (const party of call.parties) afterConsultation(turn, call, party);
}

/** What the agent did is for the others what the far end did. */
function asSeenByOthers(end: LegEnd): LegEnd {
  return end.cause === 'released-by-agent' ? { ...end, cause: 'released-by-far-end' } : end;
}

function endOwnView(turn: Turn, callId: string, party: CallParty, end: LegEnd): void {
  if (!isDeviceParty(party) || party.end.agentId === null) return;
  endView(turn, callId, party.end.agentId, { cause: end.cause, message: end.message });
}

export function leaveQueue(turn: Turn, call: SwitchedCall): void {
  if (call.routing.step !== 'queued') return;
  const { groupId } = call.routing;
  const queue = turn.queues.get(groupId) ?? [];
  turn.queues.set(
    groupId,
    queue.filter((waiting) => waiting !== call.callId),
  );
}

/**
 * A consultation of the party's ended with this call. What the switch held for it is held no longer where the phone
 * itself knows hold; a hardphone's call stays held until its agent retrieves it, as on a real phone.
 */
function afterConsultation(turn: Turn, call: SwitchedCall, party: CallParty): void {
  if (!isDeviceParty(party) || party.end.kind !== 'softphone' || party.end.agentId === null) return;
  const { agentId } = party.end;
  const otherCalls = turn.calls
    .values()
    .filter(
      (other) => isLive(other) && (other.consult?.of === call.callId || call.consult?.of === other.callId),
    );
  for (const other of otherCalls) {
    const mine = other.parties.filter(isDeviceParty).find(({ end }) => end.agentId === agentId);
    if (!mine?.end.isHeldBySwitch || consultationOf(turn, agentId, other.callId)) continue;
    const changed = withLeg(other, mine, { isHeldBySwitch: false });
    putCall(turn, changed);
    if (!isHeld({ ...mine, end: { ...mine.end, isHeldBySwitch: false } }))
      mark(turn, other.callId, 'Retrieved');
  }
}
