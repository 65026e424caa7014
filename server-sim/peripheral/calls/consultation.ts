import type { CallEnd } from '../../../contract/cti/call.ts';
import type { Agent, CallParty, Device, DeviceParty, SwitchedCall } from '../core/state.ts';
import { happened, mark, orderMedia, type Turn } from '../core/turn.ts';
import { newView } from './call-views.ts';
import { callNow, endCall, endView, putCall, putView } from './calls.ts';
import { changeHold } from './holding.ts';
import { releaseLeg } from './legs.ts';
import { callOut } from './outbound-calls.ts';
import { type Consultation, isDeviceParty, isHeld, isLive, type Membership, othersIn } from './parties.ts';
import { closeSegments } from './segments.ts';

/**
 * Begins a consultation. The first call is held from now on: a softphone holds it itself when its second call is
 * answered, and the caller is not to hear what is said until then. Returns the second call's id.
 */
export function consult(
  turn: Turn,
  agent: Agent,
  device: Device,
  { call, party }: Membership,
  number: string,
): string {
  changeHold(turn, call, party, { isHeldBySwitch: true });
  return callOut(turn, agent, device, number, {
    consult: { of: call.callId, by: agent.record.agentId },
    variables: call.variables,
  });
}

/** Changes over between the two calls. What the phone itself holds stays held until the phone retrieves it. */
export function alternate(turn: Turn, { first, consult: second }: Consultation): void {
  const isSecondActive =
    !isHeld(second.party) || (first.party.end.isHeldBySwitch && !second.party.end.isHeldBySwitch);
  const [active, other] = isSecondActive ? [second, first] : [first, second];
  changeHold(turn, active.call, active.party, { isHeldBySwitch: true });
  changeHold(turn, other.call, other.party, { isHeldBySwitch: false });
}

/** Cancels the consultation. The first call is the agent's again as soon as his phone holds it no longer. */
export function reconnect(turn: Turn, { first, consult: second }: Consultation): void {
  const end = { cause: 'released-by-agent', message: 'The consultation was cancelled' } as const;
  endCall(turn, second.call.callId, { party: second.party, isGone: false }, end);
  const call = callNow(turn, first.call.callId);
  const party = call.parties.find(({ partyId }) => partyId === first.party.partyId);
  if (party && isDeviceParty(party)) changeHold(turn, call, party, { isHeldBySwitch: false });
}

/** The agent leaves both calls; who was in them is in the first call now. */
export function completeTransfer(turn: Turn, pair: Consultation): void {
  const { first, consult: second } = pair;
  const target = othersIn(second.call, second.party.partyId)[0];
  const end = {
    cause: 'transferred',
    message: `Transferred to ${target?.number ?? 'the other call'}`,
  } as const;
  joinCalls(turn, pair, end);
  releaseLeg(turn, first.party, end);
  const call = callNow(turn, first.call.callId);
  putCall(turn, { ...call, parties: othersIn(call, first.party.partyId) });
  if (first.party.end.agentId !== null) endView(turn, call.callId, first.party.end.agentId, end);
  mark(turn, call.callId, 'Transferred');
}

/** The agent stays with all of them in the first call, which keeps its id; his second leg is released. */
export function completeConference(turn: Turn, pair: Consultation): void {
  joinCalls(turn, pair, { cause: 'transferred', message: 'Joined into a conference' });
  const call = callNow(turn, pair.first.call.callId);
  const own = call.parties.find(({ partyId }) => partyId === pair.first.party.partyId);
  if (own && isDeviceParty(own)) changeHold(turn, call, own, { isHeldBySwitch: false });
  mark(turn, call.callId, 'Conferenced');
}

/** Moves the parties of the second call into the first and ends the second for the agent who began it. */
function joinCalls(turn: Turn, { first, consult: second }: Consultation, end: CallEnd): void {
  const moving = othersIn(second.call, second.party.partyId);
  const { agentId } = first.party.end;
  const history = first.call.views.get(agentId ?? '')?.segments ?? first.call.history;
  releaseLeg(turn, second.party, end);
  if (agentId !== null) endView(turn, second.call.callId, agentId, end);
  const emptied: SwitchedCall = { ...callNow(turn, second.call.callId), parties: [], endedAt: turn.now };
  if (emptied.mixed.length > 0) orderMedia(turn, { type: 'mix', callId: emptied.callId, parties: [] });
  happened(turn, { type: 'call', callId: emptied.callId, detail: { event: 'Over', ...end } });
  putCall(turn, { ...emptied, mixed: [], views: viewsThatStay(emptied, agentId) });
  const call = callNow(turn, first.call.callId);
  putCall(turn, { ...call, parties: [...call.parties, ...moving] });
  for (const party of moving)
    moveView(turn, call.callId, second.call, party, closeSegments(history, turn.now));
  followFirstCall(turn, second.call.callId, call.callId);
}

function viewsThatStay(call: SwitchedCall, agentId: string | null): SwitchedCall['views'] {
  return new Map([...call.views].filter(([id, view]) => id === agentId || view.endedAt !== null));
}

/** The other agent's view moves with him: his phone and his desk go on knowing the call by the id it rang with. */
function moveView(
  turn: Turn,
  callId: string,
  from: SwitchedCall,
  party: CallParty,
  history: SwitchedCall['history'],
): void {
  if (!isDeviceParty(party) || party.end.agentId === null) return;
  const { agentId } = party.end;
  const before = from.views.get(agentId);
  const fresh = newView(agentId, party as DeviceParty, 'inbound', from.dialled, history, turn.now);
  putView(turn, callId, before ? { ...before, segments: fresh.segments, shown: before.shown } : fresh);
}

/** A consultation that was begun from the call that went into another belongs to that other now. */
function followFirstCall(turn: Turn, from: string, to: string): void {
  for (const call of turn.calls.values()) {
    if (isLive(call) && call.consult?.of === from)
      putCall(turn, { ...call, consult: { ...call.consult, of: to } });
  }
}
