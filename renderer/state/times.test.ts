import { expect, test } from 'vitest';
import { age, clockTimeToTheSecond, duration, secondsLeft, secondsSince, spokenDuration } from './times.ts';

test.each([
  [0, '0:00'],
  [9, '0:09'],
  [252, '4:12'],
  [3_599, '59:59'],
  [3_600, '1:00:00'],
  [3_760, '1:02:40'],
  [360_000, '100:00:00'],
])('%i s is %s', (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});

test('counts up from a beginning and down to an end, and never below none', () => {
  expect(secondsSince(1_000, 3_999)).toBe(2);
  expect(secondsSince(5_000, 3_999)).toBe(0);
  expect(secondsLeft(0, 3_999, 1_000)).toBe(3);
  expect(secondsLeft(0, 1_000, 3_999)).toBe(0);
  expect(secondsLeft(1_000, 61_000, 990)).toBe(60);
});

test('says durations as they are spoken', () => {
  expect(spokenDuration(72)).toBe('1 minute 12 seconds');
  expect(spokenDuration(3_601)).toBe('1 hour 1 second');
  expect(spokenDuration(0)).toBe('0 seconds');
});

test('says an age roughly', () => {
  expect(age(0, 30_000)).toBe('less than a minute');
  expect(age(0, 60_000)).toBe('1 minute');
  expect(age(0, 47 * 3_600_000)).toBe('47 hours');
  expect(age(0, 72 * 3_600_000)).toBe('3 days');
});

test('clock times have seconds where something happened', () => {
  expect(clockTimeToTheSecond(new Date(2026, 4, 5, 9, 41, 7).getTime())).toBe('09:41:07');
});
