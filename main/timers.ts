/** What a timer is called by; opaque. */
export type TimerHandle = unknown;

/** Time, handed in: the real one in the app, one that a test holds in tests. */
export interface Timers {
  /** Calls `run` once, `ms` milliseconds from now. */
  setTimeout(run: () => void, ms: number): TimerHandle;
  clearTimeout(timer: TimerHandle): void;
  /** Milliseconds of a clock that only grows, whatever is done to the computer's date. */
  monotonic(): number;
}

/** The runtime's own. */
export const realTimers: Timers = {
  setTimeout: (run, ms) => setTimeout(run, ms),
  clearTimeout: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
  monotonic: () => performance.now(),
};

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
