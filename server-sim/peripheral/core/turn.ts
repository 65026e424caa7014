import type { CallEvent, SystemStatus } from '../../../contract/cti/answers.ts';
import type { FarEnd, OutgoingWrapUp, SkillGroupRecord } from '../../links/switch-control.ts';
import { openTable, type Table } from '../../tables/table.ts';
import type { DeskAnswer, Happening, MediaOrder, SwitchOutput } from '../messages.ts';
import type { EndedCalls } from './ended-calls.ts';
import type { Agent, DeskSession, Device, SwitchedCall, SwitchState } from './state.ts';

/**
 * One transition at work: the state being made and what is to be done. It never leaves `transition`, which stays a
 * pure function; the records in the tables are replaced, never changed.
 */
export interface Turn {
  readonly now: number;
  readonly base: SwitchState;
  readonly outgoingWrapUp: OutgoingWrapUp;
  readonly groups: ReadonlyMap<number, SkillGroupRecord>;
  readonly farEnds: Table<string, FarEnd>;
  readonly agents: Table<string, Agent>;
  readonly devices: Table<string, Device>;
  readonly calls: Table<string, SwitchedCall>;
  readonly queues: Table<number, readonly string[]>;
  readonly sessions: Table<string, DeskSession>;
  status: SystemStatus;
  endedCalls: EndedCalls;
  nextId: number;
  readonly outputs: SwitchOutput[];
  /** Call events to be sent when the turn settles, in order; `agentId` null: to every agent in the call. */
  readonly marks: CallMark[];
  /** Sessions that logged in: each is shown agent, device and calls whole. */
  readonly greetings: Set<string>;
  /** Sessions whose agent left them in this turn, by agent: they are told of it. */
  readonly farewells: Map<string, string>;
}

export interface CallMark {
  readonly callId: string;
  readonly agentId: string | null;
  readonly event: CallEvent['event'];
  readonly cause?: 'callAtAnotherPhone';
}

/** What questions about the switch need: the state has it, and a turn at work has it too. */
export interface SwitchReader {
  readonly status: SystemStatus;
  readonly outgoingWrapUp: OutgoingWrapUp;
  readonly groups: Lookup<number, SkillGroupRecord>;
  readonly farEnds: Lookup<string, FarEnd>;
  readonly agents: Lookup<string, Agent>;
  readonly devices: Lookup<string, Device>;
  readonly calls: Lookup<string, SwitchedCall>;
  readonly endedCalls: EndedCalls;
}

interface Lookup<Key, Value> {
  get(key: Key): Value | undefined;
  values(): Iterable<Value>;
}

export function openTurn(base: SwitchState, now: number): Turn {
  return {
    now: Math.max(now, base.time),
    base,
    outgoingWrapUp: base.outgoingWrapUp,
    groups: base.groups,
    farEnds: openTable(base.farEnds),
    agents: openTable(base.agents),
    devices: openTable(base.devices),
    calls: openTable(base.calls),
    queues: openTable(base.queues),
    sessions: openTable(base.sessions),
    status: base.status,
    endedCalls: base.endedCalls,
    nextId: base.ids.next,
    outputs: [],
    marks: [],
    greetings: new Set(),
    farewells: new Map(),
  };
}

export function closeTurn(turn: Turn): SwitchState {
  return {
    ...turn.base,
    time: turn.now,
    status: turn.status,
    farEnds: turn.farEnds.result(),
    agents: turn.agents.result(),
    devices: turn.devices.result(),
    calls: turn.calls.result(),
    endedCalls: turn.endedCalls,
    queues: turn.queues.result(),
    sessions: turn.sessions.result(),
    ids: { ...turn.base.ids, next: turn.nextId },
  };
}

export function newId(turn: Turn, kind: 'call' | 'leg'): string {
  const number = turn.nextId;
  turn.nextId += 1;
  return `${turn.base.ids.prefix}-${kind}-${number}`;
}

export function deliver(turn: Turn, sessionId: string, answer: DeskAnswer): void {
  turn.outputs.push({ type: 'deliver', sessionId, answer });
}

export function happened(turn: Turn, event: Happening): void {
  turn.outputs.push({ type: 'happened', at: turn.now, event });
}

export function orderMedia(turn: Turn, order: MediaOrder): void {
  turn.outputs.push({ type: 'media', order });
}

export function mark(
  turn: Turn,
  callId: string,
  event: CallMark['event'],
  agentId: string | null = null,
  cause?: CallMark['cause'],
): void {
  turn.marks.push({ callId, event, agentId, ...(cause ? { cause } : {}) });
}
