import type { EdgeSide } from '../../links/device-control.ts';
import { putCall } from '../calls/calls.ts';
import { orderEdge } from '../calls/legs.ts';
import { callsOnDevice, withParty } from '../calls/parties.ts';
import { callerOf } from '../calls/routing.ts';
import type { Device, DeviceParty, SwitchedCall } from '../core/state.ts';
import { happened, newId, type Turn } from '../core/turn.ts';

/** How long a Ready agent's softphone may be unregistered before he is set Not Ready (50003), milliseconds. */
export const phoneGraceMs = 10_000;

/** The device registered with an edge: from now on calls reach it there. */
export function deviceRegistered(turn: Turn, name: string, side: EdgeSide): void {
  const device = turn.devices.get(name);
  if (!device) return;
  if (device.registrations[0] !== side) {
    turn.devices.set(name, { ...device, registrations: [side, ...without(device, side)] });
    happened(turn, { type: 'deviceRegistered', device: name, detail: { side } });
  }
  for (const { call, party } of callsOnDevice(turn, name)) {
    if (isUnanswered(party)) followDevice(turn, call, party, side);
  }
}

export function deviceUnregistered(turn: Turn, name: string, side: EdgeSide, cause: string): void {
  const device = turn.devices.get(name);
  if (!device?.registrations.includes(side)) return;
  const registrations = without(device, side);
  const unregisteredAt = registrations.length === 0 ? turn.now : device.unregisteredAt;
  turn.devices.set(name, { ...device, registrations, unregisteredAt });
  happened(turn, { type: 'deviceUnregistered', device: name, detail: { side, cause } });
}

/**
 * A call that still rings is offered again where the device is now: at another edge, or at the same one by another
 * connection, which is another life of the phone.
 */
export function followDevice(turn: Turn, call: SwitchedCall, party: DeviceParty, side: EdgeSide): void {
  const { end } = party;
  if (end.edge) {
    const reason = 'the phone registered elsewhere';
    orderEdge(turn, end.edge, { type: 'release', legId: party.legId, status: 487, reason });
  }
  const legId = newId(turn, 'leg');
  const autoAnswer = end.origin === 'auto-answer';
  const from = autoAnswer ? { number: call.dialled, name: '' } : callerOf(call);
  const { callRef, device } = end;
  orderEdge(turn, side, {
    type: 'offer',
    legId,
    callId: callRef,
    device,
    from,
    autoAnswer,
    redelivers: null,
  });
  putCall(turn, withParty(call, { ...party, legId, end: { ...end, edge: side } }));
}

/** Offered and not yet answered: it can be offered again. What the device dialled itself cannot. */
export function isUnanswered({ state, end }: DeviceParty): boolean {
  return (
    end.kind === 'softphone' && end.origin !== 'dialled' && (state === 'Alerting' || state === 'Initiated')
  );
}

function without(device: Device, side: EdgeSide): readonly EdgeSide[] {
  return device.registrations.filter((registered) => registered !== side);
}
