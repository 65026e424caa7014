import { use } from './pair-rounds.ts';
import { otherSide, type PairState, type PairStep, restingState, unchanged, withSide } from './pair-state.ts';
import type { Side } from './server-kind.ts';

/** The side that the pair would go home to; null: it is there, or has no home (random order, one address, switched off). */
export function awayFrom({ order, started, inUse, homeAfterMs, sides }: PairState): Side | null {
  const hasHome = started && order === 'primary-first' && homeAfterMs > 0;
  return hasHome && inUse === 'B' && sides.A.address !== null ? 'A' : null;
}

/**
 * Goes home where that may be: the agent is at rest, and the primary was seen to live for as long as it must. The
 * secondary stays in use until the primary has said who it is: make before break.
 */
export function goHome(state: PairState, now: number): PairStep {
  const home = awayFrom(state);
  if (home === null || !state.isIdle) return unchanged(state);
  const { state: shown, since, answeredAt, socket } = state.sides[home];
  // Seen twice so far apart: when it was found, and now.
  const isSteady = shown === 'standby' && answeredAt !== null && answeredAt - since >= state.homeAfterMs;
  // One that does not answer is being left already.
  const isLeaving = state.sides[otherSide(home)].error !== null;
  return isSteady && !isLeaving && socket !== 'use' ? use(state, home, now) : unchanged(state);
}

/** At rest he may go home. What begins before he is there keeps him where he is. */
export function idleChanged(before: PairState, isIdle: boolean, now: number): PairStep {
  if (before.isIdle === isIdle) return unchanged(before);
  const state = { ...before, isIdle };
  if (isIdle) return goHome(state, now);
  const home = awayFrom(state);
  const isLeaving = home !== null && state.sides[otherSide(home)].error !== null;
  if (home === null || isLeaving || state.sides[home].socket !== 'use') return { state, effects: [] };
  const rests = { state: restingState(state.sides[home]), since: now, socket: 'none' } as const;
  return { state: withSide(state, home, rests), effects: [{ type: 'leave', side: home }] };
}
