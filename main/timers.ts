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
