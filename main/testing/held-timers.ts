import type { Timers } from '../timers.ts';

/** Timers that go off only when the holder says so. */
export interface HeldTimers extends Timers {
  /** Lets so many milliseconds pass, with everything that falls due in them, in order. */
  advance(ms: number): void;
  /** How many are waiting. */
  pending(): number;
}

/** Time in the hands of a test. */
export function heldTimers(): HeldTimers {
  let now = 0;
  let count = 0;
  const waiting = new Map<number, { readonly at: number; readonly run: () => void }>();
  const nextUpTo = (end: number): [number, { readonly at: number; readonly run: () => void }] | undefined =>
    [...waiting].filter(([, { at }]) => at <= end).sort(([, one], [, other]) => one.at - other.at)[0];
  return {
    setTimeout: (run, ms) => {
      count += 1;
      waiting.set(count, { at: now + Math.max(0, ms), run });
      return count;
    },
    clearTimeout: (timer) => {
      if (typeof timer === 'number') waiting.delete(timer);
    },
    monotonic: () => now,
    pending: () => waiting.size,
    advance: (ms) => {
      const end = now + ms;
      for (let next = nextUpTo(end); next !== undefined; next = nextUpTo(end)) {
        const [id, { at, run }] = next;
        waiting.delete(id);
        now = at;
        run();
      }
      now = end;
    },
  };
}
