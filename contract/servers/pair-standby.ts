import { demoted, use } from './pair-rounds.ts';
import {
  otherSide,
  type PairEvent,
  type PairState,
  type PairStep,
  unchanged,
  withSide,
} from './pair-state.ts';
import { avoidedFor } from './pair-timing.ts';
import type { Side } from './server-kind.ts';

/** Asks the side that is not in use whether it lives; what is shown of it stays until it has answered or not. */
export function probe(state: PairState): PairStep {
  if (state.inUse === null) return unchanged(state);
  const side = otherSide(state.inUse);
  const { address } = state.sides[side];
  if (address === null) return unchanged(state);
  return {
    state: withSide(state, side, { socket: 'probe' }),
    effects: [{ type: 'connect', side, address }],
  };
}

/** It lives, and it is left alone. */
export function alive(state: PairState, side: Side, now: number): PairStep {
  const { state: shown, since } = state.sides[side];
  return {
    state: withSide(state, side, {
      state: 'standby',
      since: shown === 'standby' ? since : now,
      error: null,
      answeredAt: now,
      socket: 'none',
    }),
    effects: [{ type: 'leave', side }],
  };
}

/** It could not be had, while another is in use or wanted: no harm is done, and it is not tried again at once. */
export function notHad(
  state: PairState,
  { side, now, random, error }: Extract<PairEvent, { type: 'failed' }>,
): PairStep {
  const { state: shown, since } = state.sides[side];
  return {
    state: withSide(state, side, {
      state: 'silent',
      since: shown === 'silent' ? since : now,
      error,
      socket: 'none',
      avoidedUntil: now + avoidedFor(random),
    }),
    effects: [],
  };
}

/**
 * The server in use lives but does not answer: that is said of it, and the other is wanted where it may do better.
 * This one is kept until the other has said who it is: slow is not dead.
 */
export function doesNotAnswer(
  state: PairState,
  { side, now, error }: Extract<PairEvent, { type: 'unanswered' }>,
): PairStep {
  if (state.inUse !== side) return unchanged(state);
  const said = withSide(state, side, { error });
  const other = otherSide(side);
  const { address, socket, avoidedUntil } = state.sides[other];
  return address === null || socket === 'use' || avoidedUntil > now
    ? { state: said, effects: [] }
    : use(said, other, now);
}

/** It was slow, not dead: the other is not wanted any more. */
export function answersAgain(state: PairState, side: Side, now: number): PairStep {
  if (state.inUse !== side || state.sides[side].error === null) return unchanged(state);
  return { state: demoted(withSide(state, side, { error: null }), otherSide(side), now), effects: [] };
}
