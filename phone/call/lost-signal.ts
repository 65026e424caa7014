import type { PhoneTimers } from '../surroundings.ts';

/** Resolves after so many milliseconds, or as soon as the connection is lost. */
export function pauseUnlessLost(timers: PhoneTimers, ms: number, lost: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      timers.clearTimeout(timer);
      lost.removeEventListener('abort', done);
      resolve();
    };
    const timer = timers.setTimeout(done, ms);
    lost.addEventListener('abort', done);
    if (lost.aborted) done();
  });
}

/** Waits for something, but not beyond the loss of the connection. Never rejects. */
export function settledOrLost(promise: Promise<unknown>, lost: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      lost.removeEventListener('abort', done);
      resolve();
    };
    lost.addEventListener('abort', done);
    if (lost.aborted) done();
    promise.then(done, done);
  });
}
