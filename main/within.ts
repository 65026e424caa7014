import type { Timers } from './timers.ts';

/** What comes of a promise in so many milliseconds; null: nothing yet. Its own failure is passed on. */
export function within<Value>(
  promise: Promise<Value>,
  limitMs: number,
  timers: Timers,
): Promise<{ readonly value: Value } | null> {
  return new Promise((resolve, reject) => {
    const timer = timers.setTimeout(() => resolve(null), limitMs);
    promise.then(
      (value) => {
        timers.clearTimeout(timer);
        resolve({ value });
      },
      (error: unknown) => {
        timers.clearTimeout(timer);
        reject(error);
      },
    );
  });
}
