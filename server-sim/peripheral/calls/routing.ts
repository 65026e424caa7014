import { systemReason } from '../../../contract/cti/system-reasons.ts';
import { setNotReady } from '../agents/agent-states.ts';
import type { Agent, SwitchedCall } from '../core/state.ts';
import { happened, mark, type Turn } from '../core/turn.ts';
import type { LegEnd } from './call-ends.ts';
import { addDevice, callNow, endView, leaveQueue, putCall } from './calls.ts';
import { offerLeg, releaseLeg } from './legs.ts';
import { hasPhone } from './numbers.ts';
import { callsOnDevice, isConnected, isDeviceParty, othersIn } from './parties.ts';
import { closeSegments, openSegment, waitOn } from './segments.ts';

/**
 * The phone refused the call: it was busy, or declined. Of the agent's own Reject a desk tells the connector alone (seed
 * 001: Cisco knows no reject on voice, and the call rings on until RONA). A phone that answers busy counts under 50041,
 * next to no answer's 32767 (UCCE 15.0 database schema handbook). Left Ready, he would be offered the same call at once.
 */
export const rejectedReason = 50_041;

/** Puts the call at the end of a skill group's queue. */
export function enqueue(turn: Turn, callId: string, groupId: number): void {
  const call = callNow(turn, callId);
  putCall(turn, {
    ...call,
    skillGroup: groupId,
    routing: { step: 'queued', groupId, since: turn.now },
    history: openSegment(call.history, 'queue', turn.now),
  });
  turn.queues.set(groupId, [...(turn.queues.get(groupId) ?? []), callId]);
  happened(turn, { type: 'call', callId, detail: { event: 'Queued', skillGroup: groupId } });
}

/** Puts the call back at the head of its queue, its waiting time kept. */
export function requeueAtHead(turn: Turn, callId: string, groupId: number, since: number): void {
  const call = callNow(turn, callId);
  putCall(turn, {
    ...call,
    routing: { step: 'queued', groupId, since },
    history: waitOn(call.history, turn.now),
  });
  turn.queues.set(groupId, [callId, ...(turn.queues.get(groupId) ?? [])]);
  happened(turn, { type: 'call', callId, detail: { event: 'Requeued', skillGroup: groupId } });
}

/** Offers waiting calls to available agents: the longest waiting call first, the longest available agent first. */
export function route(turn: Turn): void {
  for (const groupId of groupsByWaiting(turn)) {
    for (const callId of turn.queues.get(groupId) ?? []) {
      const agent = longestAvailable(turn, groupId);
      if (!agent) break;
      offerRouted(turn, callId, agent);
    }
  }
}

/** Skill groups with calls waiting, the one whose head waits longest first. */
function groupsByWaiting(turn: Turn): readonly number[] {
  const waitingSince = (groupId: number): number => {
    const head = turn.queues.get(groupId)?.[0];
    const routing = head === undefined ? undefined : turn.calls.get(head)?.routing;
    return routing?.step === 'queued' ? routing.since : Number.POSITIVE_INFINITY;
  };
  return [...turn.groups.keys()]
    .filter((groupId) => (turn.queues.get(groupId) ?? []).length > 0)
    .sort((one, other) => waitingSince(one) - waitingSince(other));
}

function longestAvailable(turn: Turn, groupId: number): Agent | undefined {
  return turn.agents
    .values()
    .filter(({ state, record }) => state === 'Ready' && record.skillGroups.includes(groupId))
    .sort((one, other) => one.since - other.since)
    .find((agent) => isAvailable(turn, agent));
}

/** For voice at his desk, with a phone in service that is on no call: an agent can be Ready while a direct call rings. */
function isAvailable(turn: Turn, agent: Agent): boolean {
  if (agent.device === null || !agent.withVoice || agent.isVoiceHeld) return false;
  if (agent.desk?.link.status !== 'connected') return false;
  return hasPhone(turn, agent.device) && callsOnDevice(turn, agent.device).length === 0;
}

function offerRouted(turn: Turn, callId: string, agent: Agent): void {
  const call = callNow(turn, callId);
  const device = agent.device === null ? undefined : turn.devices.get(agent.device);
  const { routing } = call;
  const group = routing.step === 'queued' ? turn.groups.get(routing.groupId) : undefined;
  if (!device || routing.step !== 'queued' || !group) return;
  leaveQueue(turn, call);
  const party = offerLeg(turn, device, callId, callerOf(call), 'offered');
  putCall(turn, {
    ...call,
    history: closeSegments(call.history, turn.now),
    routing: {
      step: 'offered',
      groupId: group.id,
      since: routing.since,
      partyId: party.partyId,
      noAnswerAt: turn.now + group.noAnswerMs,
    },
  });
  addDevice(turn, callId, party, 'inbound');
  mark(turn, callId, 'Delivered');
}

/** Who calls, as the next phone shows it: the party that is there, or the caller where nobody is. */
export function callerOf(call: SwitchedCall): { readonly number: string; readonly name: string } {
  const party = call.parties.find(({ role }) => role === 'customer') ?? call.parties.find(isConnected);
  return party ? { number: party.number, name: party.name } : call.caller;
}

/**
 * Takes an offered call back from the agent who did not take it and puts him Not Ready; the call goes to the head of
 * its queue. `isGone`: his phone has ended the leg itself.
 */
export function takeBack(
  turn: Turn,
  callId: string,
  end: LegEnd,
  { isGone, reasonCode }: { readonly isGone: boolean; readonly reasonCode: number | null },
): void {
  const call = callNow(turn, callId);
  const { routing } = call;
  if (routing.step !== 'offered') return;
  const party = call.parties.find(({ partyId }) => partyId === routing.partyId);
  if (!party || !isDeviceParty(party)) return;
  if (!isGone) releaseLeg(turn, party, end);
  const { agentId } = party.end;
  if (agentId !== null) endView(turn, callId, agentId, { cause: end.cause, message: end.message });
  putCall(turn, { ...callNow(turn, callId), parties: othersIn(call, party.partyId) });
  requeueAtHead(turn, callId, routing.groupId, routing.since);
  if (agentId !== null && reasonCode !== null) setNotReady(turn, agentId, reasonCode);
}

/** RONA: redirected on no answer. */
export function redirectOnNoAnswer(turn: Turn, callId: string): void {
  const { routing } = callNow(turn, callId);
  if (routing.step !== 'offered') return;
  const seconds = Math.round((turn.groups.get(routing.groupId)?.noAnswerMs ?? 0) / 1_000);
  const end: LegEnd = {
    cause: 'no-answer',
    message: `Not answered within ${seconds} s; the call went back to its queue`,
  };
  takeBack(turn, callId, end, { isGone: false, reasonCode: systemReason.noAnswer });
}

/** The menu is over: the caller is put into the queue he chose. */
export function leaveMenu(turn: Turn, callId: string): void {
  const { routing } = callNow(turn, callId);
  if (routing.step === 'menu') enqueue(turn, callId, routing.groupId);
}
