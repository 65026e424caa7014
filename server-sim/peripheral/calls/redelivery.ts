import { type DeviceReport, edgeSide, otherPhoneHasIt } from '../../links/device-control.ts';
import type { DeviceParty, SwitchedCall } from '../core/state.ts';
import { type CallMark, happened, mark, newId, orderMedia, type Turn } from '../core/turn.ts';
import { putCall } from './calls.ts';
import { dropRedelivery, orderEdge } from './legs.ts';
import { isHeld, type Membership, othersIn, withLeg, withParty } from './parties.ts';

/** Why a standing call cannot be delivered to its device again; null: it is under way. */
export type RedeliveryRefusal =
  | 'not answered'
  | 'not by SIP'
  | 'not registered'
  | 'registered twice'
  | 'under way';

/**
 * Delivers a standing call to its device again, which has lost it: its phone began anew. Nothing of the call changes
 * before the phone has answered; then the new leg takes the old one's place.
 */
export function redeliver(turn: Turn, { call, party }: Membership): RedeliveryRefusal | null {
  const { end, state } = party;
  if (end.kind !== 'softphone') return 'not by SIP';
  if (state !== 'Connected') return 'not answered';
  if (end.redelivery) return 'under way';
  const registrations = turn.devices.get(end.device)?.registrations ?? [];
  const [edge] = registrations;
  if (!edge) return 'not registered';
  // The edge that is asked cannot see whether the other's phone is the one that has the call.
  if (end.edge && end.edge !== edge && registrations.includes(end.edge)) {
    orderEdge(turn, end.edge, { type: 'doubt', legId: party.legId });
    return 'registered twice';
  }
  const legId = newId(turn, 'leg');
  const peer = othersIn(call, party.partyId)[0] ?? call.caller;
  orderEdge(turn, edge, {
    type: 'offer',
    legId,
    callId: end.callRef,
    device: end.device,
    from: { number: peer.number, name: peer.name },
    autoAnswer: true,
    redelivers: { legId: party.legId, held: isHeld(party) },
  });
  putCall(turn, withLeg(call, party, { redelivery: { legId, edge } }));
  return null;
}

/** What an edge says of a leg that is to take another's place. */
export function redeliveryReport(turn: Turn, { call, party }: Membership, report: DeviceReport): void {
  switch (report.type) {
    case 'answered':
      redelivered(turn, call, party);
      break;
    case 'refused':
      notRedelivered(turn, call, party, report.status === otherPhoneHasIt ? 'callAtAnotherPhone' : undefined);
      break;
    case 'unreached':
    case 'released':
      notRedelivered(turn, call, party);
      break;
    // It rings, or says whether it is on hold: the switch knows.
    default:
  }
}

/** The device has the call again, by another leg. What any edge kept of the old one is forgotten. */
function redelivered(turn: Turn, call: SwitchedCall, party: DeviceParty): void {
  const { end, legId } = party;
  if (!end.redelivery) return;
  for (const edge of edgeSide.options) orderEdge(turn, edge, { type: 'abandon', legId });
  orderMedia(turn, { type: 'removeLeg', legId });
  const { redelivery } = end;
  const there = {
    ...party,
    legId: redelivery.legId,
    end: { ...end, edge: redelivery.edge, redelivery: null },
  };
  putCall(turn, withParty(call, there));
  happened(turn, {
    type: 'call',
    callId: call.callId,
    device: end.device,
    ...(end.agentId === null ? {} : { agentId: end.agentId }),
    detail: { event: 'Redelivered', side: redelivery.edge },
  });
}

/** It came to nothing: the call goes on as it was, without its device, and the agent's desk is told. */
export function notRedelivered(
  turn: Turn,
  call: SwitchedCall,
  party: DeviceParty,
  cause?: CallMark['cause'],
): void {
  const { redelivery, agentId } = party.end;
  if (!redelivery) return;
  dropRedelivery(turn, redelivery, 'not delivered');
  putCall(turn, withLeg(call, party, { redelivery: null }));
  if (agentId !== null) mark(turn, call.callId, 'Failed', agentId, cause);
}
