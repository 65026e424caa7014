import { expect, test } from 'vitest';
import { heldTimers } from './held-timers.ts';

test('held timers go off in order of time, when they are told', () => {
  const timers = heldTimers();
  const went: string[] = [];
  timers.setTimeout(() => went.push(`c at ${timers.monotonic()}`), 300);
  timers.setTimeout(() => {
    went.push(`a at ${timers.monotonic()}`);
    timers.setTimeout(() => went.push(`b at ${timers.monotonic()}`), 100);
  }, 100);
  const cleared = timers.setTimeout(() => went.push('never'), 50);
  timers.clearTimeout(cleared);
  timers.clearTimeout(null);
  timers.advance(99);
  expect(went).toEqual([]);
  timers.advance(150);
  expect(went).toEqual(['a at 100', 'b at 200']);
  expect(timers.monotonic()).toBe(249);
  expect(timers.pending()).toBe(1);
  timers.advance(51);
  expect(went.at(-1)).toBe('c at 300');
});
