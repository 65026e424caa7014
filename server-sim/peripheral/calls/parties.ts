import type { ConnectionState } from '../../../contract/cti/call.ts';
import type { CallParty, DeviceLeg, DeviceParty, SwitchedCall } from '../core/state.ts';
import type { SwitchReader } from '../core/turn.ts';

/** A call an agent is in, and his own place in it. */
export interface Membership {
  readonly call: SwitchedCall;
  readonly party: DeviceParty;
}

export function isDeviceParty(party: CallParty): party is DeviceParty {
  return party.end.kind !== 'far-end';
}

export function isLive(call: SwitchedCall): boolean {
  return call.endedAt === null;
}

/** The party's connection as CTI tells it. */
export function connectionOf(party: CallParty): ConnectionState {
  return party.state === 'Connected' && isHeld(party) ? 'Held' : party.state;
}

export function isHeld(party: CallParty): boolean {
  return isDeviceParty(party) && (party.end.isHeldByPhone || party.end.isHeldBySwitch);
}

export function isConnected(party: CallParty): boolean {
  return party.state === 'Connected';
}

/** The agent's calls that are not over, oldest first. */
export function membershipsOf(reader: SwitchReader, agentId: string): readonly Membership[] {
  return memberships(reader, (end) => end.agentId === agentId);
}

/** The calls on a device, whoever uses it. */
export function callsOnDevice(reader: SwitchReader, device: string): readonly Membership[] {
  return memberships(reader, (end) => end.device === device);
}

function memberships(reader: SwitchReader, isMine: (end: DeviceLeg) => boolean): readonly Membership[] {
  const found: Membership[] = [];
  for (const call of reader.calls.values()) {
    if (!isLive(call)) continue;
    const party = call.parties.find((one): one is DeviceParty => isDeviceParty(one) && isMine(one.end));
    if (party) found.push({ call, party });
  }
  return found;
}

/** The live call that the agent's device knows by this id. */
export function membershipByRef(
  reader: SwitchReader,
  agentId: string,
  callRef: string,
): Membership | undefined {
  return membershipsOf(reader, agentId).find(({ party }) => party.end.callRef === callRef);
}

export function findLeg(
  reader: SwitchReader,
  legId: string,
): { readonly call: SwitchedCall; readonly party: CallParty } | undefined {
  for (const call of reader.calls.values()) {
    if (!isLive(call)) continue;
    const party = call.parties.find((one) => one.legId === legId);
    if (party) return { call, party };
  }
  return undefined;
}

/** The call in which this leg is to take another's place, and the party whose it is. */
export function findRedelivery(reader: SwitchReader, legId: string): Membership | undefined {
  return memberships(reader, ({ redelivery }) => redelivery?.legId === legId)[0];
}

export function othersIn(call: SwitchedCall, partyId: string): readonly CallParty[] {
  return call.parties.filter((one) => one.partyId !== partyId);
}

export function hasConnectedPeer(call: SwitchedCall, partyId: string): boolean {
  return othersIn(call, partyId).some(isConnected);
}

/** He and somebody else are connected. */
export function isAnswered({ call, party }: Membership): boolean {
  return party.state === 'Connected' && hasConnectedPeer(call, party.partyId);
}

/** The call with one of its parties replaced. */
export function withParty(call: SwitchedCall, changed: CallParty): SwitchedCall {
  return {
    ...call,
    parties: call.parties.map((party) => (party.partyId === changed.partyId ? changed : party)),
  };
}

/** The call with a device's leg changed. */
export function withLeg(call: SwitchedCall, party: DeviceParty, change: Partial<DeviceLeg>): SwitchedCall {
  return withParty(call, { ...party, end: { ...party.end, ...change } });
}

/** The two calls of an agent's consultation, whichever of them is asked about. */
export interface Consultation {
  readonly first: Membership;
  readonly consult: Membership;
}

export function consultationOf(
  reader: SwitchReader,
  agentId: string,
  callId: string,
): Consultation | undefined {
  const mine = membershipsOf(reader, agentId);
  const consult = mine.find(
    ({ call }) => call.consult?.by === agentId && (call.callId === callId || call.consult.of === callId),
  );
  const first = mine.find(({ call }) => call.callId === consult?.call.consult?.of);
  return consult && first ? { first, consult } : undefined;
}
