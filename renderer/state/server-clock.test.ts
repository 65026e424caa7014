import { expect, test } from 'vitest';
import { createServerClock, type DeskClock } from './server-clock.ts';

/** A clock that moves only when told, and says what was asked of it. */
function handClock(now: number) {
  let due: { at: number; callback: () => void } | null = null;
  let set = 0;
  const clock: DeskClock = {
    now: () => now + set,
    monotonic: () => now,
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
    /** The date is set by so much; or the computer sleeps for so long, where only the date goes on. */
    jump: (byMs: number) => {
      set += byMs;
    },
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

test.each([3_600_000, -3_600_000])('a date that is set by %i ms changes no time on the desk', (jumpMs) => {
  const hand = handClock(10_000);
  const server = createServerClock(hand.clock);
  const shown = () => server.store.getState().now;
  hand.jump(jumpMs);
  hand.run();
  hand.run();
  expect(shown()).toBe(12_000);
  server.setOffset(-jumpMs);
  expect(shown()).toBe(12_000);
  for (let second = 0; second < 10; second += 1) hand.run();
  expect(shown()).toBe(22_000);
});

test('who slept sees the right time after a moment, for the servers have no other for him', () => {
  const hand = handClock(10_000);
  const server = createServerClock(hand.clock);
  hand.jump(3_600_000);
  for (let second = 0; second < 4; second += 1) hand.run();
  expect(server.store.getState().now).toBe(14_000 + 3_600_000);
});
