import { expect, test } from 'vitest';
import { realTimers } from './timers.ts';

test('real timers go off, and cleared ones do not', async () => {
  const before = realTimers.monotonic();
  await new Promise<void>((resolve, reject) => {
    const cleared = realTimers.setTimeout(() => reject(new Error('was cleared')), 1);
    realTimers.clearTimeout(cleared);
    realTimers.clearTimeout(null);
    realTimers.setTimeout(resolve, 5);
  });
  expect(realTimers.monotonic()).toBeGreaterThan(before);
});
