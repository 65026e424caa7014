import type { EdgeSide } from '../../links/device-control.ts';
import { deviceUnregistered, isUnanswered } from '../agents/registrations.ts';
import type { DeviceParty, SwitchedCall } from '../core/state.ts';
import { orderMedia, type Turn } from '../core/turn.ts';
import { putCall } from './calls.ts';
import { declined } from './device-reports.ts';
import { callsOnDevice, withParty } from './parties.ts';
import { notRedelivered } from './redelivery.ts';

/** An edge is gone with its memory: its registrations and what was not answered there went with it; audio goes on. */
export function edgeLost(turn: Turn, side: EdgeSide): void {
  for (const { record } of turn.devices.values()) {
    deviceUnregistered(turn, record.device, side, `SIP edge ${side} is gone`);
    for (const { call, party } of callsOnDevice(turn, record.device)) {
      if (party.end.redelivery?.edge === side) notRedelivered(turn, call, party);
      if (party.end.edge === side) loseEdge(turn, call, party, side);
    }
  }
}

function loseEdge(turn: Turn, call: SwitchedCall, party: DeviceParty, side: EdgeSide): void {
  const { legId, state, end } = party;
  if (isUnanswered(party)) {
    orderMedia(turn, { type: 'removeLeg', legId });
    putCall(turn, withParty(call, { ...party, end: { ...end, edge: null } }));
  } else if (end.origin === 'dialled' && state === 'Initiated') {
    orderMedia(turn, { type: 'removeLeg', legId });
    const message = `SIP edge ${side} was lost while ${party.name} was dialling: dial again`;
    declined(turn, call, party, { cause: 'out-of-service', message }, true);
  }
}
