import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createLane, type LaneMode } from './lane.ts';

const mode = fc.constantFrom<LaneMode>({ type: 'pass' }, { type: 'hold' }, { type: 'delay', ms: 10_000 });

it('keeps the order and loses nothing, however it is held, delayed and let go', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.constant('push' as const), mode), { maxLength: 60 }), (steps) => {
      const arrived: number[] = [];
      const lost: number[] = [];
      const lane = createLane<number>(
        (item) => arrived.push(item),
        (item) => lost.push(item),
      );
      let pushed = 0;
      for (const step of steps) {
        if (step === 'push') {
          lane.push(pushed);
          pushed += 1;
        } else lane.setMode(step);
      }
      lane.setMode({ type: 'pass' });
      expect(arrived).toEqual([...Array(pushed).keys()]);
      expect(lost).toEqual([]);
      expect(lane.hasLost).toBe(false);
    }),
  );
});

it('remembers that it has lost something, also what was under way', () => {
  const lost: number[] = [];
  const lane = createLane<number>(
    () => undefined,
    (item) => lost.push(item),
  );
  lane.setMode({ type: 'hold' });
  lane.push(1);
  lane.setMode({ type: 'lose' });
  lane.push(2);
  lane.setMode({ type: 'pass' });
  expect(lost).toEqual([1, 2]);
  expect(lane.hasLost).toBe(true);
});

it('delivers late, in order, when the delay is shortened meanwhile', async () => {
  const arrived: number[] = [];
  const all = new Promise<void>((resolve) => {
    const lane = createLane<number>(
      (item) => {
        arrived.push(item);
        if (arrived.length === 3) resolve();
      },
      () => undefined,
    );
    lane.setMode({ type: 'delay', ms: 40 });
    lane.push(1);
    lane.push(2);
    lane.setMode({ type: 'delay', ms: 1 });
    lane.push(3);
  });
  await all;
  expect(arrived).toEqual([1, 2, 3]);
});
