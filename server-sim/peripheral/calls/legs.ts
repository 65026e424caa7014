import type { DeviceOrder, EdgeSide } from '../../links/device-control.ts';
import type { Voice } from '../../links/media-control.ts';
import type { CallParty, Device, DeviceLeg, DeviceParty, Redelivery } from '../core/state.ts';
import { newId, orderMedia, type Turn } from '../core/turn.ts';
import type { LegEnd } from './call-ends.ts';
import { statusOf } from './call-ends.ts';
import { phoneOn } from './numbers.ts';
import { isDeviceParty } from './parties.ts';

/** Offers the call to the device's phone: by SIP where it is a softphone; a hardphone rings in the switch alone. */
export function offerLeg(
  turn: Turn,
  device: Device,
  callRef: string,
  from: { readonly number: string; readonly name: string },
  origin: 'offered' | 'auto-answer',
): DeviceParty {
  const name = device.record.device;
  const user = device.user ? turn.agents.get(device.user.agentId) : undefined;
  const kind = phoneOn(turn, device);
  const edge = kind === 'softphone' ? (device.registrations[0] ?? null) : null;
  const legId = newId(turn, 'leg');
  if (edge) {
    const order = { type: 'offer', legId, callId: callRef, device: name, from, redelivers: null } as const;
    orderEdge(turn, edge, { ...order, autoAnswer: origin === 'auto-answer' });
  }
  const isOffHook = kind === 'hardphone' && origin === 'auto-answer';
  if (isOffHook) putHardphoneInMedia(turn, legId);
  return {
    partyId: legId,
    legId,
    number: name,
    name: user?.record.name ?? name,
    role: 'agent',
    state: origin === 'offered' ? 'Alerting' : isOffHook ? 'Connected' : 'Initiated',
    end: {
      kind,
      device: name,
      agentId: user?.record.agentId ?? null,
      callRef,
      edge,
      origin,
      isHeldByPhone: false,
      isHeldBySwitch: false,
      redelivery: null,
    },
  };
}

/** A hardphone has no wire: media stands in for its microphone, so that what it hears can be asked. */
export function putHardphoneInMedia(turn: Turn, legId: string): void {
  orderMedia(turn, { type: 'addFarEnd', legId, voice: { type: 'silence' } });
}

/** A far end that is in the call from the start: the caller. */
export function callerLeg(turn: Turn, from: { number: string; name: string }, voice: Voice): CallParty {
  const legId = newId(turn, 'leg');
  orderMedia(turn, { type: 'addFarEnd', legId, voice });
  return {
    partyId: legId,
    legId,
    ...from,
    role: 'customer',
    state: 'Connected',
    end: { kind: 'far-end', voice, answersAt: null },
  };
}

/**
 * Ends the leg where it still is: at its edge, and in media, for the edge may be gone. A leg whose device moved is ended
 * at both edges.
 */
export function releaseLeg(turn: Turn, party: CallParty, end: LegEnd): void {
  const isSoftphone = party.end.kind === 'softphone';
  if (isSoftphone || party.state === 'Connected') {
    orderMedia(turn, { type: 'removeLeg', legId: party.legId });
  }
  if (!isDeviceParty(party) || !isSoftphone) return;
  if (party.end.redelivery) dropRedelivery(turn, party.end.redelivery, end.message);
  for (const edge of edgesOf(turn, party.end)) {
    orderEdge(turn, edge, {
      type: 'release',
      legId: party.legId,
      status: statusOf(end.cause),
      reason: end.message,
    });
  }
}

/** The leg that was to take another's place is not needed any more. */
export function dropRedelivery(turn: Turn, { legId, edge }: Redelivery, reason: string): void {
  orderMedia(turn, { type: 'removeLeg', legId });
  orderEdge(turn, edge, { type: 'release', legId, status: 487, reason });
}

function edgesOf(turn: Turn, leg: DeviceLeg): ReadonlySet<EdgeSide> {
  const recent = turn.devices.get(leg.device)?.registrations[0];
  return new Set([leg.edge, recent ?? null].filter((edge) => edge !== null));
}

export function orderEdge(turn: Turn, edge: EdgeSide, order: DeviceOrder): void {
  turn.outputs.push({ type: 'order', edge, order });
}
