import {
  newPair,
  type PairEffect,
  type PairEvent,
  type PairState,
  pairTransition,
  type ServerOrder,
} from '../pair-rules.ts';

export const a = 'a.example:1';
export const b = 'b.example:2';
export const c = 'c.example:3';

/** Plays events through a pair; returns where it ends and what each event asked for. */
export function play(
  start: PairState,
  events: readonly PairEvent[],
): { readonly state: PairState; readonly effects: readonly (readonly PairEffect[])[] } {
  let state = start;
  const effects = events.map((event) => {
    const step = pairTransition(state, event);
    state = step.state;
    return step.effects;
  });
  return { state, effects };
}

export const pair = (
  order: ServerOrder = 'primary-first',
  one: string | null = a,
  two: string | null = b,
): PairState => newPair(order, one, two, 0);
export const start = (now = 0, random = 0): PairEvent => ({ type: 'start', now, random });
export const up = (side: 'A' | 'B', now = 0): PairEvent => ({ type: 'connected', side, now });
export const down = (side: 'A' | 'B', now = 0, random = 0): PairEvent => ({
  type: 'failed',
  side,
  now,
  random,
  error: `${side} is gone`,
});
export const retry = (now = 0, random = 0): PairEvent => ({ type: 'retry', now, random });
export const addresses = (one: string | null, two: string | null, now = 0, random = 0): PairEvent => ({
  type: 'addresses',
  a: one,
  b: two,
  now,
  random,
});
export const connectA: PairEffect = { type: 'connect', side: 'A', address: a };
export const connectB: PairEffect = { type: 'connect', side: 'B', address: b };
