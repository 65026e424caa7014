import type { ConnectionView, DeskState } from '../../contract/desk/desk-state.ts';
import { type ServerKind, serverKinds } from '../../contract/servers/server-kind.ts';

/** A move to the other server takes less: what would come and go in that time tells nobody anything. Milliseconds. */
export const moveMs = 1_000;

/**
 * What can be lost: a pair's server in use, the word of the CTI server about the agent, or the communication session, which
 * is not back before what waits for it is sent.
 */
const losables = [...serverKinds, 'agent', 'communication'] as const;
type Losable = (typeof losables)[number];

/** What the window shows of main's newest state, and what it does not show yet. */
export interface ShownDesk {
  readonly desk: DeskState;
  /** When each loss that is not over began. What was lost from the start was never shown. */
  readonly lostAt: Readonly<Partial<Record<Losable, number>>>;
  /** When a loss that lasts is to be shown; null: nothing is held back. */
  readonly lookAgainAt: number | null;
}

/**
 * The one rule of what is shown while a desk moves from one server to the other: as long as that may be a move, the
 * window goes on showing what it showed of the connection and of the agent's state, and nothing that waits; a loss that
 * lasts is shown.
 * Main knows of every loss at once, and answers each click by what is so.
 * @param before what was shown last; null at the window's first state
 * @param now a clock that only grows, milliseconds; the instants of what is returned are by it
 */
export function shownDesk(newest: DeskState, before: ShownDesk | null, now: number): ShownDesk {
  const lostAt = losses(newest, before, now);
  const heldUntil = (what: Losable): number => (lostAt[what] ?? Number.NEGATIVE_INFINITY) + moveMs;
  const held = (what: Losable): boolean => before !== null && heldUntil(what) > now;
  const connectionOf = (kind: ServerKind): ConnectionView =>
    before && held(kind) ? before.desk.connections[kind] : newest.connections[kind];
  const isHeld = { cti: held('agent'), sessions: held('communication') };
  const heldBack = losables.filter(held);
  return {
    desk: {
      ...newest,
      connections: {
        configuration: connectionOf('configuration'),
        licensing: connectionOf('licensing'),
        cti: connectionOf('cti'),
        sip: connectionOf('sip'),
        sessions: connectionOf('sessions'),
      },
      agent: newest.agent && held('agent') ? { ...newest.agent, known: 'live' } : newest.agent,
      waiting: newest.waiting.filter(({ goesBy }) => !isHeld[goesBy]),
    },
    lostAt,
    lookAgainAt: heldBack.length === 0 ? null : Math.min(...heldBack.map(heldUntil)),
  };
}

function losses(newest: DeskState, before: ShownDesk | null, now: number): ShownDesk['lostAt'] {
  const lost = losables.flatMap((what) => {
    if (!isLost(newest, what)) return [];
    const since = before?.lostAt[what] ?? (before && had(before.desk, what) ? now : undefined);
    return since === undefined ? [] : [[what, since] as const];
  });
  return Object.fromEntries(lost);
}

function isLost(desk: DeskState, what: Losable): boolean {
  const { agent, connections, waiting } = desk;
  if (what === 'agent') return agent?.known === 'lost';
  if (what === 'communication') {
    return isLost(desk, 'sessions') || waiting.some(({ goesBy }) => goesBy === 'sessions');
  }
  const { inUse, status } = connections[what];
  return inUse === null && status !== 'off';
}

/** It was there: only then can it be lost; a first connection that is being made is shown as such. */
function had({ agent, connections }: DeskState, what: Losable): boolean {
  if (what === 'agent') return agent?.known === 'live';
  return connections[what === 'communication' ? 'sessions' : what].inUse !== null;
}
