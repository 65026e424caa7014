import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backOffMs } from './back-off.ts';

test.each([
  [0, 0, 125],
  [0, 0.9999, 250],
  [1, 0, 250],
  [2, 0.5, 750],
  [5, 0, 4_000],
  [6, 0, 7_500],
  [6, 0.9999, 14_999],
  [60, 0, 7_500],
  [Number.MAX_SAFE_INTEGER, 0.9999, 14_999],
  [-1, 0, 125],
])('round %d with chance %d waits %d ms', (round, random, ms) => {
  expect(backOffMs(round, random)).toBe(ms);
});

test('is never short of half, never longer than 15 s, and never shorter in a later round', () => {
  fc.assert(
    fc.property(
      fc.nat(1_000),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (round, random) => {
        const ms = backOffMs(round, random);
        expect(ms).toBeGreaterThanOrEqual(125);
        expect(ms).toBeLessThanOrEqual(15_000);
        expect(backOffMs(round + 1, random)).toBeGreaterThanOrEqual(ms);
      },
    ),
  );
});
