import { backOffMs } from './back-off.ts';
import { changeAddresses } from './pair-addresses.ts';
import {
  addressOrNull,
  freshSide,
  liveSide,
  otherSide,
  type PairEffect,
  type PairEvent,
  type PairSide,
  type PairState,
  type PairStep,
  pairStatus,
  type ServerOrder,
} from './pair-state.ts';
import { type Side, sides } from './server-kind.ts';

export { backOffMs } from './back-off.ts';
export { connectionView } from './connection-view.ts';
export type { PairEffect, PairEvent, PairSide, PairState, PairStep, ServerOrder } from './pair-state.ts';

/**
 * A connection that held for less than this counts as one more failure of its round, so that two servers that accept
 * and drop are not tried in a hot loop. Milliseconds.
 */
export const steadyMs = 2_000;

/** A stopped pair. Blank addresses, null or spaces, are skipped. */
export function newPair(order: ServerOrder, a: string | null, b: string | null, now: number): PairState {
  return {
    order,
    sides: {
      A: freshSide(addressOrNull(a), false, now),
      B: freshSide(addressOrNull(b), false, now),
    },
    inUse: null,
    firstUsed: null,
    round: 0,
    started: false,
    waiting: false,
    down: false,
    since: now,
  };
}

/**
 * What an event makes of a pair, and what is to be done. The order of the effects is kept by the driver; after each
 * step it clears its timer when `waiting` is false. An event that says nothing new gives back the same state.
 *
 * CIL alternates between its two servers in the same way (CTI OS developer guide, connection failure): the first side that fails needs no action.
 */
export function pairTransition(state: PairState, event: PairEvent): PairStep {
  const step = apply(state, event);
  if (step.state === state) return step;
  const since = pairStatus(step.state) === pairStatus(state) ? state.since : event.now;
  return { ...step, state: { ...step.state, since } };
}

function apply(state: PairState, event: PairEvent): PairStep {
  switch (event.type) {
    case 'start':
      return state.started ? unchanged(state) : start(state, event.now, event.random);
    case 'connected':
      return connected(state, event.side, event.now);
    case 'failed':
      return failed(state, event);
    case 'retry':
      return state.started && liveSide(state) === null
        ? beginRound(state, event.now, event.random)
        : unchanged(state);
    case 'addresses':
      return readdress(state, event);
    case 'stop':
      return stop(state, event.now);
  }
}

function start(state: PairState, now: number, random: number): PairStep {
  const { A, B } = state.sides;
  const fresh = { A: freshSide(A.address, true, now), B: freshSide(B.address, true, now) };
  return beginRound({ ...state, sides: fresh, started: true, round: 0, down: false }, now, random);
}

function stop(state: PairState, now: number): PairStep {
  if (!state.started) return unchanged(state);
  const { A, B } = state.sides;
  const live = liveSide(state);
  return {
    state: { ...newPair(state.order, A.address, B.address, now) },
    effects: live === null ? [] : [{ type: 'abandon', side: live }],
  };
}

function connected(state: PairState, side: Side, now: number): PairStep {
  if (state.inUse === side) return unchanged(state);
  // A socket nobody waits for: two in use at once would mean two sessions at one switch.
  if (state.sides[side].state !== 'connecting') return { state, effects: [{ type: 'abandon', side }] };
  return {
    state: {
      ...withSide(state, side, { state: 'in-use', since: now, error: null }),
      inUse: side,
      firstUsed: state.firstUsed ?? side,
      waiting: false,
      down: false,
    },
    effects: [],
  };
}

function failed(state: PairState, event: Extract<PairEvent, { type: 'failed' }>): PairStep {
  const { side, now } = event;
  const was = state.sides[side];
  if (liveSide(state) !== side) return unchanged(state);
  const other = otherSide(side);
  const held = was.state === 'in-use' && now - was.since >= steadyMs;
  const silent = withSide(state, side, { state: 'silent', since: now, error: event.error, tried: true });
  const lost: PairState = { ...silent, inUse: null };
  const next = held ? { ...withSide(lost, other, { tried: false }), round: 0 } : lost;
  return next.sides[other].tried || next.sides[other].address === null
    ? backOff(next, event.random)
    : connect(next, other, now);
}

function backOff(state: PairState, random: number): PairStep {
  return {
    state: { ...state, round: state.round + 1, waiting: true, down: true },
    effects: [{ type: 'wait', ms: backOffMs(state.round, random) }],
  };
}

function beginRound(state: PairState, now: number, random: number): PairStep {
  const first = firstSide(state, random);
  if (first === null) return nowhere(state);
  const untried = withSide(withSide(state, 'A', { tried: false }), 'B', { tried: false });
  return connect(untried, first, now);
}

function firstSide(state: PairState, random: number): Side | null {
  const [one, two] = sides.filter((side) => state.sides[side].address !== null);
  if (one === undefined || two === undefined) return one ?? null;
  return state.order === 'primary-first' || random < 0.5 ? one : two;
}

/** Both addresses are blank: only new addresses can help, so nothing is waited for. */
function nowhere(state: PairState): PairStep {
  return state.down && !state.waiting
    ? unchanged(state)
    : { state: { ...state, down: true, waiting: false }, effects: [] };
}

function connect(state: PairState, side: Side, now: number): PairStep {
  const { address } = state.sides[side];
  if (address === null) return nowhere(state);
  return {
    state: { ...withSide(state, side, { state: 'connecting', since: now }), waiting: false },
    effects: [{ type: 'connect', side, address }],
  };
}

function readdress(state: PairState, event: Extract<PairEvent, { type: 'addresses' }>): PairStep {
  const change = changeAddresses(state, event.a, event.b, event.now);
  if (change === null) return unchanged(state);
  if (!state.started || liveSide(change.state) !== null) return change;
  const begun = beginRound({ ...change.state, round: 0, down: false }, event.now, event.random);
  const effects: readonly PairEffect[] = [...change.effects, ...begun.effects];
  return { state: begun.state, effects };
}

function withSide(state: PairState, side: Side, part: Partial<PairSide>): PairState {
  return { ...state, sides: { ...state.sides, [side]: { ...state.sides[side], ...part } } };
}

function unchanged(state: PairState): PairStep {
  return { state, effects: [] };
}
