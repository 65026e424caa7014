import { expect, test } from 'vitest';
import { sampleRate } from '../../../contract/audio/frame.ts';
import { levelDbfs } from '../../../contract/audio/level.ts';
import { composeChime, composeRing, ringSeconds } from './ring-tone.ts';

test('the ring is heard, never clips, and joins to its repetition without a click', () => {
  const samples = composeRing();
  expect(samples.length).toBe(ringSeconds * sampleRate);
  expect(levelDbfs(samples.subarray(0, sampleRate))).toBeGreaterThan(-30);
  expect(samples.every((sample) => Math.abs(sample) < 32_000)).toBe(true);
  expect(levelDbfs(samples.subarray(2 * sampleRate))).toBeNull();
  expect(samples[0]).toBe(0);
});

test('the chime is heard and short', () => {
  const samples = composeChime();
  expect(levelDbfs(samples)).toBeGreaterThan(-35);
  expect(samples.length).toBeLessThan(2 * sampleRate);
});
