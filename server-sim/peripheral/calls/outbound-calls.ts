import type { DeviceReport } from '../../links/device-control.ts';
import type { Agent, Device, DeviceParty, SwitchedCall } from '../core/state.ts';
import { newId, type Turn } from '../core/turn.ts';
import { addDevice, callNow, newCall, putCall } from './calls.ts';
import { dialInto } from './dialling.ts';
import { offerLeg, orderEdge } from './legs.ts';
import { type Destination, destinationOf, isBusy } from './numbers.ts';
import { withParty } from './parties.ts';

/** Third-party call control: the agent's own phone first, by itself; then the number. Returns the new call's id. */
export function callOut(
  turn: Turn,
  agent: Agent,
  device: Device,
  number: string,
  of: Partial<SwitchedCall> = {},
): string {
  const caller = { number: device.record.device, name: agent.record.name };
  const call = newCall(turn, { ...of, caller, dialled: number });
  putCall(turn, call);
  const callee = { number, name: nameOf(destinationOf(turn, number)) };
  const party = offerLeg(turn, device, call.callId, callee, 'auto-answer');
  addDevice(turn, call.callId, party, 'outbound');
  if (party.state === 'Connected') dialInto(turn, call.callId, destinationOf(turn, number));
  return call.callId;
}

export function ownPhoneAnswered(turn: Turn, callId: string, party: DeviceParty): void {
  const call = callNow(turn, callId);
  putCall(turn, withParty(call, { ...party, state: 'Connected' }));
  dialInto(turn, callId, destinationOf(turn, call.dialled));
}

/** The device dialled by SIP itself: the edge has its leg already. */
export function deviceDialled(turn: Turn, report: Extract<DeviceReport, { type: 'dialled' }>) {
  const { legId, side, number } = report;
  const device = turn.devices.get(report.device);
  if (!device || isBusy(turn, device) || number === report.device) {
    const [status, reason] = device ? [486, 'No more calls on this device'] : [403, 'No such device'];
    return orderEdge(turn, side, { type: 'release', legId, status, reason });
  }
  const user = device.user ? turn.agents.get(device.user.agentId) : undefined;
  const name = user?.record.name ?? report.device;
  const call = newCall(turn, { caller: { number: report.device, name }, dialled: number });
  putCall(turn, call);
  const party: DeviceParty = {
    partyId: newId(turn, 'leg'),
    legId,
    number: report.device,
    name,
    role: 'agent',
    state: 'Initiated',
    end: {
      kind: 'softphone',
      device: report.device,
      agentId: user?.record.agentId ?? null,
      callRef: call.callId,
      edge: side,
      origin: 'dialled',
      isHeldByPhone: false,
      isHeldBySwitch: false,
      redelivery: null,
    },
  };
  addDevice(turn, call.callId, party, 'outbound');
  dialInto(turn, call.callId, destinationOf(turn, number));
}

function nameOf(destination: Destination): string {
  switch (destination.kind) {
    case 'group':
      return destination.group.name;
    case 'far-end':
      return destination.farEnd.name;
    case 'device':
    case 'unknown':
      return '';
  }
}
