import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueTicks, untilNextTick } from './ticks.ts';

describe('ticks', () => {
  it('are each done once and in order, however late the timer, short of a stall', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 79 }), { maxLength: 200 }), (delays) => {
        let elapsed = 0;
        let last = -1;
        const done: number[] = [];
        for (const delay of delays) {
          elapsed += delay;
          const due = dueTicks(last, elapsed);
          done.push(...due);
          last = due.at(-1) ?? last;
        }
        expect(done).toEqual(Array.from({ length: done.length }, (_, at) => at));
        if (delays.length > 0) expect(last).toBe(Math.floor(elapsed / 20));
      }),
    );
  });

  it('are left out after a stall, but for the last five', () => {
    expect(dueTicks(10, 1000)).toEqual([46, 47, 48, 49, 50]);
  });

  it('come at multiples of 20 ms from the start', () => {
    expect([0, 19, 20, 20.5, 39.9].map(untilNextTick)).toEqual([20, 1, 20, 19.5, expect.closeTo(0.1)]);
  });
});
