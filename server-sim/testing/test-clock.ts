import type { ContactCentreClock } from '../links/switch-control.ts';

/** A clock that moves only when it is told to: what is due on the way is called back at its own time, in order. */
export function createTestClock(start = 0): ContactCentreClock {
  let now = start;
  let waiting: readonly { readonly time: number; readonly callback: () => void }[] = [];
  return {
    now: () => now,
    at(time, callback) {
      const entry = { time, callback };
      waiting = [...waiting, entry].sort((one, other) => one.time - other.time);
      return () => {
        waiting = waiting.filter((one) => one !== entry);
      };
    },
    hold: () => undefined,
    release: () => undefined,
    advance(milliseconds) {
      const end = now + milliseconds;
      for (let next = waiting[0]; next && next.time <= end; next = waiting[0]) {
        waiting = waiting.slice(1);
        now = Math.max(now, next.time);
        next.callback();
      }
      now = end;
    },
  };
}
