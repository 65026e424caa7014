import { isDeepStrictEqual } from 'node:util';
import type { Call } from '../../../contract/cti/call.ts';
import { agentSnapshot } from '../agents/agent-snapshot.ts';
import { settleAgent } from '../agents/agent-states.ts';
import { advancedView, callAsSeen } from '../calls/call-views.ts';
import { putView } from '../calls/calls.ts';
import { isDeviceParty, isLive, membershipsOf } from '../calls/parties.ts';
import { withEndedCall } from './ended-calls.ts';
import { settleMixes } from './mixing.ts';
import type { CallView, DeviceParty, SwitchedCall } from './state.ts';
import { type CallMark, deliver, happened, type Turn } from './turn.ts';

/**
 * Brings everything that follows from the calls in line with them, and tells it: agents' states, each agent's view of
 * his calls, who hears whom. Events are named where things happen; what they say is how things are now.
 */
export function settle(turn: Turn): void {
  const agentIds = affectedAgents(turn);
  for (const agentId of agentIds) settleAgent(turn, agentId);
  const callIds = affectedCalls(turn, agentIds);
  for (const callId of callIds) tellCall(turn, callId);
  settleMixes(
    turn,
    callIds.flatMap((callId) => turn.calls.get(callId) ?? []),
  );
  for (const agentId of agentIds) tellAgent(turn, agentId);
  for (const sessionId of turn.greetings) greet(turn, sessionId);
  for (const callId of callIds) archive(turn, callId);
  turn.marks.length = 0;
  turn.greetings.clear();
  turn.farewells.clear();
  for (const table of [turn.agents, turn.devices, turn.calls]) table.forgetChanges();
}

/** Those who changed, whose calls changed, and whose device is in a changed call, whoever talks on it. */
function affectedAgents(turn: Turn): readonly string[] {
  const affected = new Set(turn.agents.changed);
  const devices = new Set(turn.devices.changed);
  for (const callId of turn.calls.changed) {
    for (const call of [turn.base.calls.get(callId), turn.calls.get(callId)]) {
      for (const agentId of call?.views.keys() ?? []) affected.add(agentId);
      for (const { end } of call?.parties ?? []) if (end.kind !== 'far-end') devices.add(end.device);
    }
  }
  for (const name of devices) {
    const user = turn.devices.get(name)?.user;
    if (user) affected.add(user.agentId);
  }
  return [...affected].filter((agentId) => turn.agents.get(agentId) !== undefined);
}

/** What an agent may do with a call depends on his other calls too. */
function affectedCalls(turn: Turn, agentIds: readonly string[]): readonly string[] {
  const affected = new Set(turn.calls.changed);
  for (const agentId of agentIds) {
    for (const { call } of membershipsOf(turn, agentId)) affected.add(call.callId);
  }
  return [...affected];
}

function tellCall(turn: Turn, callId: string): void {
  for (const agentId of turn.calls.get(callId)?.views.keys() ?? []) {
    const call = turn.calls.get(callId);
    const view = call?.views.get(agentId);
    if (call && view && (view.shown?.endedAt ?? null) === null) tellView(turn, call, view);
  }
}

function tellView(turn: Turn, call: SwitchedCall, view: CallView): void {
  const party = call.parties.find(
    (one): one is DeviceParty => isDeviceParty(one) && one.end.agentId === view.agentId,
  );
  const advanced = party && view.endedAt === null ? advancedView(call, party, view, turn.now) : view;
  const seen = callAsSeen(turn, call, advanced);
  for (const event of eventsFor(turn.marks, call, advanced, seen)) {
    tellEvent(turn, call.callId, view.agentId, event, seen);
  }
  putView(turn, call.callId, { ...advanced, shown: seen });
}

/** An event, and why where that is told. */
type Told = Pick<CallMark, 'event' | 'cause'>;

function eventsFor(
  marks: readonly CallMark[],
  call: SwitchedCall,
  view: CallView,
  seen: Call,
): readonly Told[] {
  const isOver = view.endedAt !== null;
  const own = marks
    .filter(({ callId }) => callId === call.callId)
    .filter(({ agentId }) => agentId === view.agentId || (agentId === null && !isOver))
    .map(({ event, cause }) => ({ event, ...(cause ? { cause } : {}) }));
  if (isOver) return [...own, { event: 'End' }];
  if (own.length > 0) return own;
  return view.shown !== null && isDeepStrictEqual(view.shown, seen) ? [] : [{ event: 'DataUpdate' }];
}

function tellEvent(turn: Turn, callId: string, agentId: string, told: Told, call: Call): void {
  const { event } = told;
  const agent = turn.agents.get(agentId);
  happened(turn, {
    type: 'call',
    callId,
    agentId,
    ...(agent?.device ? { device: agent.device } : {}),
    detail: { event, connection: call.connection, seenAs: call.callId, cause: call.end?.cause ?? null },
  });
  const sessionId = sessionOf(turn, agentId);
  if (sessionId === undefined || turn.greetings.has(sessionId)) return;
  deliver(turn, sessionId, { type: 'CallEvent', time: turn.now, ...told, call });
}

function tellAgent(turn: Turn, agentId: string): void {
  const agent = turn.agents.get(agentId);
  if (!agent) return;
  const snapshot = agentSnapshot(turn, agent);
  const sessionId = sessionOf(turn, agentId);
  const isNew = !isDeepStrictEqual(agent.shown, snapshot);
  if (isNew) turn.agents.set(agentId, { ...agent, shown: snapshot });
  if (sessionId === undefined || !(isNew || turn.greetings.has(sessionId))) return;
  deliver(turn, sessionId, { type: 'AgentStateEvent', time: turn.now, agent: snapshot });
}

/** The session that is told of the agent: his desk's, or the one that he has just logged out in. */
function sessionOf(turn: Turn, agentId: string): string | undefined {
  const link = turn.agents.get(agentId)?.desk?.link;
  return link?.status === 'connected' ? link.sessionId : turn.farewells.get(agentId);
}

/** Seed 004, login step 7: the agent's device and the calls on it, whole. */
function greet(turn: Turn, sessionId: string): void {
  const session = turn.sessions.get(sessionId);
  const agent = session && turn.agents.get(session.agentId);
  const device = agent?.device ? turn.devices.get(agent.device) : undefined;
  if (!agent || !device) return;
  const calls = membershipsOf(turn, agent.record.agentId).flatMap(
    ({ call }) => call.views.get(agent.record.agentId)?.shown ?? [],
  );
  const { device: user, sipPassword: password } = device.record;
  deliver(turn, sessionId, {
    type: 'SnapshotDeviceConf',
    time: turn.now,
    device: user,
    sip: agent.phone === 'softphone' ? { user, password } : null,
    callIds: calls.map(({ callId }) => callId),
  });
  deliver(turn, sessionId, { type: 'SnapshotCallsConf', time: turn.now, calls });
}

function archive(turn: Turn, callId: string): void {
  const call = turn.calls.get(callId);
  if (!call || isLive(call)) return;
  turn.calls.delete(callId);
  turn.endedCalls = withEndedCall(turn.endedCalls, call);
}
