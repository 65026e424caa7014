import type { Call, CallSegment, Party } from '../../../contract/cti/call.ts';
import { endedCall } from '../core/ended-calls.ts';
import type { CallView, DeviceParty, SwitchedCall } from '../core/state.ts';
import type { SwitchReader } from '../core/turn.ts';
import { callMask } from '../requests/masks.ts';
import {
  connectionOf,
  hasConnectedPeer,
  isDeviceParty,
  isHeld,
  type Membership,
  othersIn,
} from './parties.ts';
import { closeSegments, openSegment } from './segments.ts';

/** A fresh view: the call comes to this agent now. */
export function newView(
  agentId: string,
  party: DeviceParty,
  direction: CallView['direction'],
  dialled: string,
  history: readonly CallSegment[],
  now: number,
): CallView {
  return {
    agentId,
    callRef: party.end.callRef,
    direction,
    dialled,
    offeredAt: now,
    answeredAt: null,
    segments: closeSegments(history, now),
    endedAt: null,
    end: null,
    shown: null,
  };
}

/** The view brought up to now: its line of segments follows from who is connected to whom. */
export function advancedView(call: SwitchedCall, party: DeviceParty, view: CallView, now: number): CallView {
  const kind = segmentNow(call, party);
  return {
    ...view,
    segments: openSegment(view.segments, kind, now),
    answeredAt: view.answeredAt ?? (kind === 'talking' ? now : null),
  };
}

function segmentNow(call: SwitchedCall, party: DeviceParty): CallSegment['kind'] {
  if (party.state === 'Connected' && isHeld(party)) return 'hold';
  if (party.state === 'Connected' && hasConnectedPeer(call, party.partyId)) return 'talking';
  return party.state === 'Connected' && call.routing.step === 'queued' ? 'queue' : 'alerting';
}

/** The call as its agent is told of it. */
export function callAsSeen(reader: SwitchReader, call: SwitchedCall, view: CallView): Call {
  const party = call.parties.find(
    (one): one is DeviceParty => isDeviceParty(one) && one.end.agentId === view.agentId,
  );
  const isOver = view.endedAt !== null || party === undefined;
  const isOffered = !isOver && call.routing.step === 'offered' && call.routing.partyId === party.partyId;
  return {
    callId: view.callRef,
    direction: view.direction,
    type: callType(call, view),
    consultOf: consultOf(reader, call, view),
    connection: isOver ? 'Cleared' : connectionOf(party),
    parties: partiesSeen(reader, call, party, isOver),
    dialled: view.dialled,
    skillGroup: groupOf(reader, call.skillGroup),
    variables: call.variables,
    customer: call.consult ? null : call.customer,
    segments: [...view.segments],
    offeredAt: view.offeredAt,
    answeredAt: view.answeredAt,
    endedAt: view.endedAt,
    noAnswerAt: isOffered && call.routing.step === 'offered' ? call.routing.noAnswerAt : null,
    end: view.end,
    enablement: isOver ? 0 : callMask(reader, view.agentId, { call, party } satisfies Membership),
  };
}

function callType(call: SwitchedCall, view: CallView): Call['type'] {
  if (call.consult) return 'consult';
  if (call.parties.length > 2) return 'conference';
  return call.skillGroup !== null && view.direction === 'inbound' ? 'acd' : 'direct';
}

/** Told to the agent who began it alone: the others are not in the first call. It is named as his device knows it. */
function consultOf(reader: SwitchReader, call: SwitchedCall, view: CallView): string | null {
  if (call.consult === null || call.consult.by !== view.agentId) return null;
  const first = reader.calls.get(call.consult.of) ?? endedCall(reader, call.consult.of);
  return first?.views.get(view.agentId)?.callRef ?? call.consult.of;
}

function partiesSeen(
  reader: SwitchReader,
  call: SwitchedCall,
  own: DeviceParty | undefined,
  isOver: boolean,
): Party[] {
  const others = (own ? othersIn(call, own.partyId) : call.parties).map(
    (party): Party => ({
      id: party.partyId,
      number: party.number,
      name: party.name,
      role: party.role,
      state: isOver ? 'Cleared' : connectionOf(party),
    }),
  );
  const queue = call.routing.step === 'queued' ? reader.groups.get(call.routing.groupId) : undefined;
  if (!queue || isOver) return others;
  return [
    ...others,
    { id: `queue-${queue.id}`, number: queue.number, name: queue.name, role: 'other', state: 'Queued' },
  ];
}

function groupOf(reader: SwitchReader, id: number | null): Call['skillGroup'] {
  const group = id === null ? undefined : reader.groups.get(id);
  return group ? { id: group.id, name: group.name } : null;
}
