import { type EnablementBit, enablementMask } from '../../../contract/cti/enablement.ts';
import { mayWrapUp } from '../agents/wrap-up-rules.ts';
import { hasPhone, mayBeReady } from '../calls/numbers.ts';
import {
  type Consultation,
  callsOnDevice,
  consultationOf,
  hasConnectedPeer,
  isConnected,
  isHeld,
  type Membership,
  membershipsOf,
  othersIn,
} from '../calls/parties.ts';
import type { Agent } from '../core/state.ts';
import type { SwitchReader } from '../core/turn.ts';

/**
 * What the agent may do now. Requests are refused by the same mask, so that a button never lies. Outbound calls are
 * allowed from Not Ready and from Ready, as CCE does (CCX: from Not Ready alone).
 */
export function agentMask(reader: SwitchReader, agent: Agent): number {
  return enablementMask(agentBits(reader, agent));
}

function agentBits(reader: SwitchReader, agent: Agent): readonly EnablementBit[] {
  const ready: readonly EnablementBit[] = mayBeReady(reader, agent) ? ['ready'] : [];
  switch (agent.state) {
    case 'LoggedOut':
      return isOnline(reader) ? ['logIn'] : [];
    case 'NotReady':
      return [
        ...ready,
        'notReady',
        'notReadyWithReason',
        ...(membershipsOf(reader, agent.record.agentId).length === 0 ? (['logOut'] as const) : []),
        ...makeCall(reader, agent),
      ];
    case 'Ready':
      return ['notReady', 'notReadyWithReason', ...makeCall(reader, agent)];
    case 'Reserved':
    case 'Talking':
    case 'Hold':
      return [
        ...ready,
        'notReady',
        'notReadyWithReason',
        ...(mayWrapUp(reader, agent.record.agentId) ? (['wrapUp'] as const) : []),
      ];
    case 'WrapUp':
      return [...ready, 'notReady', 'notReadyWithReason'];
  }
}

function makeCall(reader: SwitchReader, { device }: Agent): readonly EnablementBit[] {
  if (device === null || !hasPhone(reader, device)) return [];
  return callsOnDevice(reader, device).length === 0 ? ['makeCall'] : [];
}

export function isOnline({ status }: SwitchReader): boolean {
  return Object.values(status).every((part) => part === 'online');
}

/**
 * What the agent may do with this call now. Answer, hold and retrieve are the buttons' bits for both kinds of phone;
 * a softphone does them itself, by SIP.
 */
export function callMask(reader: SwitchReader, agentId: string, membership: Membership): number {
  const { call, party } = membership;
  switch (party.state) {
    case 'Initiated':
      return enablementMask(['release', ...consultationBits(reader, agentId, call.callId)]);
    case 'Alerting':
      return enablementMask(['answer', 'reject']);
    case 'Cleared':
      return 0;
    case 'Connected':
      return enablementMask([
        'release',
        ...holdBits(membership),
        ...consultationBits(reader, agentId, call.callId),
        ...passingOnBits(reader, membership),
      ]);
  }
}

function holdBits({ call, party }: Membership): readonly EnablementBit[] {
  if (isHeld(party)) return ['retrieve'];
  return hasConnectedPeer(call, party.partyId) ? ['hold'] : [];
}

/** Both calls of a consultation show what may be done with the pair: either may be on the agent's screen. */
function consultationBits(reader: SwitchReader, agentId: string, callId: string): readonly EnablementBit[] {
  const pair = consultationOf(reader, agentId, callId);
  if (!pair) return [];
  if (!canJoin(pair)) return ['reconnect'];
  return ['transferComplete', 'conferenceComplete', 'alternate', 'reconnect'];
}

/** Whether both calls have somebody to be joined, and nobody twice. */
function canJoin({ first, consult }: Consultation): boolean {
  const inFirst = othersIn(first.call, first.party.partyId);
  const inConsult = othersIn(consult.call, consult.party.partyId);
  const numbers = new Set(inFirst.map(({ number }) => number));
  return (
    [first.party, consult.party].every(isConnected) &&
    [inFirst, inConsult].every((others) => others.length > 0 && others.every(isConnected)) &&
    !inConsult.some((party) => party.end.kind !== 'far-end' && numbers.has(party.number))
  );
}

/** Beginning a transfer or a consultation: in an active call that is not in a consultation itself. */
function passingOnBits(reader: SwitchReader, { call, party }: Membership): readonly EnablementBit[] {
  const others = othersIn(call, party.partyId);
  if (isHeld(party) || others.length === 0 || !others.every(isConnected)) return [];
  const { agentId, device } = party.end;
  if (agentId !== null && consultationOf(reader, agentId, call.callId)) return [];
  const hasRoom = callsOnDevice(reader, device).length === 1 && hasPhone(reader, device);
  return [
    ...(others.length === 1 ? (['blindTransfer'] as const) : []),
    ...(hasRoom ? (['consult'] as const) : []),
  ];
}
