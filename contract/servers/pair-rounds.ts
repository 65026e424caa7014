import {
  otherSide,
  type PairEvent,
  type PairState,
  type PairStep,
  restingState,
  unchanged,
  usedSides,
  withSide,
} from './pair-state.ts';
import { type Side, sides } from './server-kind.ts';

/**
 * A connection that held for less than this counts as one more failure of its round, so that two servers that accept
 * and drop are not tried in a hot loop. Milliseconds.
 */
export const steadyMs = 2_000;

/** Begins anew with one of the two: at random or with A, by the pair's order. */
export function beginRound(state: PairState, now: number, random: number): PairStep {
  const first = firstSide(state, random);
  if (first === null) return nowhere(state);
  const untried = withSide(withSide(state, 'A', { tried: false }), 'B', { tried: false });
  return use({ ...untried, raced: false }, first, now);
}

function firstSide(state: PairState, random: number): Side | null {
  const [one, two] = sides.filter((side) => state.sides[side].address !== null);
  if (one === undefined || two === undefined) return one ?? null;
  return state.order === 'primary-first' || random < 0.5 ? one : two;
}

/** Both addresses are blank: only new addresses can help, so nothing is waited for. */
function nowhere(state: PairState): PairStep {
  return state.down ? unchanged(state) : { state: { ...state, down: true }, effects: [] };
}

/** Wants this side for use. One that is being asked whether it lives is wanted from now on. */
export function use(state: PairState, side: Side, now: number): PairStep {
  const { address, socket } = state.sides[side];
  if (address === null) return nowhere(state);
  return {
    state: withSide(state, side, { state: 'connecting', since: now, socket: 'use' }),
    effects: socket === 'none' ? [{ type: 'connect', side, address }] : [],
  };
}

/** A side that is not needed now that the other is better: it may still say that it lives. */
export function demoted(state: PairState, side: Side, now: number): PairState {
  const { socket } = state.sides[side];
  return socket === 'use'
    ? withSide(state, side, { state: restingState(state.sides[side]), since: now, socket: 'probe' })
    : state;
}

/** The head start of the first server is over: the other is begun with beside it (RFC 8305, section 5). */
export function race(state: PairState, now: number): PairStep {
  const [first] = usedSides(state);
  return first === undefined ? unchanged(state) : use({ ...state, raced: true }, otherSide(first), now);
}

/** A side that was wanted for use could not be had, or was lost. */
export function lost(
  state: PairState,
  { side, now, error }: Extract<PairEvent, { type: 'failed' }>,
): PairStep {
  const was = state.sides[side];
  const other = otherSide(side);
  const held = was.state === 'in-use' && now - was.since >= steadyMs;
  const silent = withSide(state, side, { state: 'silent', since: now, error, tried: true, socket: 'none' });
  const gone: PairState = { ...silent, inUse: null };
  const next = held ? { ...withSide(gone, other, { tried: false }), round: 0 } : gone;
  const { socket, address, tried } = next.sides[other];
  if (socket === 'use') return { state: next, effects: [] };
  return tried || address === null
    ? { state: { ...next, round: next.round + 1, down: true }, effects: [] }
    : use(next, other, now);
}
