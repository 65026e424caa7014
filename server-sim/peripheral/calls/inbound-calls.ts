import type { InboundCall } from '../../links/switch-control.ts';
import { endedCall } from '../core/ended-calls.ts';
import type { CallParty, SwitchedCall } from '../core/state.ts';
import { happened, type SwitchReader, type Turn } from '../core/turn.ts';
import { leaveCall, newCall, putCall } from './calls.ts';
import { dialInto, targetFailed } from './dialling.ts';
import { callerLeg } from './legs.ts';
import { destinationOf } from './numbers.ts';
import { isDeviceParty, isLive } from './parties.ts';
import { enqueue } from './routing.ts';

/** A call comes from outside, to a skill group's queue or directly to a device. */
export function placeCall(turn: Turn, { from, to, variables, customer, voice, menuMs }: InboundCall) {
  const destination = destinationOf(turn, to);
  if (destination.kind === 'unknown' || destination.kind === 'far-end') {
    return refuse(
      turn,
      `No skill group and no device has the number ${to}: call one of ${numbersIn(turn).join(', ')}`,
    );
  }
  const empty = newCall(turn, { caller: from, dialled: to, variables, customer });
  const call: SwitchedCall = { ...empty, parties: [callerLeg(turn, from, voice)] };
  putCall(turn, call);
  happened(turn, { type: 'call', callId: call.callId, detail: { event: 'Placed', from: from.number, to } });
  turn.outputs.push({ type: 'placed', callId: call.callId });
  if (destination.kind === 'device') return dialInto(turn, call.callId, destination);
  if (menuMs === 0) return enqueue(turn, call.callId, destination.group.id);
  putCall(turn, {
    ...call,
    routing: { step: 'menu', groupId: destination.group.id, until: turn.now + menuMs },
    history: [{ kind: 'menu', startedAt: turn.now, endedAt: null }],
  });
}

/** A far end hangs up, or refuses where it still rings. */
export function farEndHangsUp(turn: Turn, callId: string, number: string | null) {
  const found = findFarEnd(turn, callId, number);
  if (typeof found === 'string') return refuse(turn, found);
  const { call, party } = found;
  const who = party.name || party.number || 'The far end';
  const leaving = { party, isGone: false };
  if (party.state === 'Alerting') {
    return targetFailed(turn, call.callId, leaving, {
      cause: 'rejected',
      message: `${who} did not take the call`,
    });
  }
  leaveCall(turn, call.callId, leaving, { cause: 'released-by-far-end', message: `${who} hung up` });
}

/** The far end of a call: the one with this number, or the only or first one; a sentence where there is none. */
export function findFarEnd(
  reader: SwitchReader,
  callId: string,
  number: string | null,
): { readonly call: SwitchedCall; readonly party: CallParty } | string {
  const call = reader.calls.get(callId);
  if (!call || !isLive(call)) {
    return endedCall(reader, callId) || call
      ? `Call ${callId} is over: place another`
      : `There is no call ${callId}: the calls are listed by the control API`;
  }
  const farEnds = call.parties.filter((party) => !isDeviceParty(party));
  const party = farEnds.find((one) => number === null || one.number === number);
  if (party) return { call, party };
  const there = farEnds.map((one) => one.number).join(', ') || 'none';
  return `Call ${callId} has no far end ${number ?? ''}: its far ends are ${there}`;
}

export function refuse(turn: Turn, message: string): void {
  turn.outputs.push({ type: 'refused', message });
}

function numbersIn(turn: Turn): readonly string[] {
  return [
    ...[...turn.groups.values()].map(({ number }) => number),
    ...turn.devices.values().map(({ record }) => record.device),
  ].slice(0, 20);
}
