import {
  newPair,
  type PairEffect,
  type PairEvent,
  type PairState,
  pairTransition,
  type ServerOrder,
} from '../pair-rules.ts';
import type { Side } from '../server-kind.ts';

export const a = 'a.example:1';
export const b = 'b.example:2';
export const c = 'c.example:3';

/**
 * Plays events through a pair; returns where it ends and what each event asked for. Waits are told apart: most stories
 * are about sockets.
 */
export function play(
  start: PairState,
  events: readonly PairEvent[],
): {
  readonly state: PairState;
  readonly effects: readonly (readonly PairEffect[])[];
  readonly waits: readonly (readonly Extract<PairEffect, { type: 'wait' }>[])[];
} {
  let state = start;
  const all = events.map((event) => {
    const step = pairTransition(state, event);
    state = step.state;
    return step.effects;
  });
  return {
    state,
    effects: all.map((effects) => effects.filter(({ type }) => type !== 'wait')),
    waits: all.map((effects) => effects.filter((effect) => effect.type === 'wait')),
  };
}

export const pair = (
  order: ServerOrder = 'primary-first',
  one: string | null = a,
  two: string | null = b,
): PairState => newPair(order, one, two, 0);
export const start = (now = 0, random = 0): PairEvent => ({ type: 'start', now, random });
export const stop = (now = 0): PairEvent => ({ type: 'stop', now, random: 0 });
export const up = (side: Side, now = 0, says: Side = side): PairEvent => ({
  type: 'connected',
  side,
  says: { side: says, cluster: 'edinburgh' },
  now,
  random: 0,
});
export const opened = (side: Side, now = 0): PairEvent => ({ type: 'opened', side, now, random: 0 });
export const down = (side: Side, now = 0, random = 0): PairEvent => ({
  type: 'failed',
  side,
  now,
  random,
  error: `${side} is gone`,
});
export const unanswered = (side: Side, now = 0, random = 0): PairEvent => ({
  type: 'unanswered',
  side,
  now,
  random,
  error: `${side} does not answer`,
});
export const answered = (side: Side, now = 0): PairEvent => ({ type: 'answered', side, now, random: 0 });
export const retry = (now = 0, random = 0): PairEvent => ({ type: 'retry', now, random });
export const timer = (now = 0, random = 0): PairEvent => ({ type: 'timer', now, random });
export const addresses = (one: string | null, two: string | null, now = 0, random = 0): PairEvent => ({
  type: 'addresses',
  a: one,
  b: two,
  now,
  random,
});
export const connectA: PairEffect = { type: 'connect', side: 'A', address: a };
export const connectB: PairEffect = { type: 'connect', side: 'B', address: b };
export const abandonA: PairEffect = { type: 'abandon', side: 'A' };
export const leaveA: PairEffect = { type: 'leave', side: 'A' };
export const leaveB: PairEffect = { type: 'leave', side: 'B' };
