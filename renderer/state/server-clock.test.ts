import { expect, test } from 'vitest';
import { createServerClock, type LocalClock } from './server-clock.ts';

/** A clock that moves only when told, and says what was asked of it. */
function handClock(now: number) {
  let due: { at: number; callback: () => void } | null = null;
  const clock: LocalClock = {
    now: () => now,
    after: (milliseconds, callback) => {
      due = { at: now + milliseconds, callback };
      return () => {
        due = null;
      };
    },
  };
  return {
    clock,
    nextAt: () => due?.at,
    run: (lateMs = 0) => {
      const next = due;
      if (!next) throw new Error('no timer is set');
      due = null;
      now = next.at + lateMs;
      next.callback();
    },
  };
}

test('ticks on the second of the servers’ clock, not of this computer’s', () => {
  const hand = handClock(10_300);
  const server = createServerClock(hand.clock);
  server.setOffset(500);
  expect(server.store.getState().now).toBe(10_000);
  expect(hand.nextAt()).toBe(10_500);
  hand.run();
  expect(server.store.getState().now).toBe(11_000);
});

test('a late timer does not shift the ticks after it, an early one belongs to its second', () => {
  const hand = handClock(0);
  const server = createServerClock(hand.clock);
  hand.run(240);
  expect(server.store.getState().now).toBe(1_000);
  expect(hand.nextAt()).toBe(2_000);
  hand.run(-3);
  expect(server.store.getState().now).toBe(2_000);
  expect(hand.nextAt()).toBe(3_000);
});

test('follows a corrected offset at once, and stops', () => {
  const hand = handClock(5_000);
  const server = createServerClock(hand.clock);
  server.setOffset(-3_600_000);
  expect(server.store.getState().now).toBe(5_000 - 3_600_000);
  server.stop();
  expect(hand.nextAt()).toBeUndefined();
});
