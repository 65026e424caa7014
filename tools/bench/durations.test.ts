import { describe, expect, it } from 'vitest';
import { durationsOf, median } from './durations.ts';

describe('durations', () => {
  it('are by nearest rank: with 20 runs one outlier is the maximum alone', () => {
    const runs = Array.from({ length: 19 }, (_, index) => index + 1);
    expect(durationsOf([900, ...runs])).toEqual({ p50: 10, p95: 19, max: 900 });
  });

  it('of one run are that run, to a tenth of a millisecond', () => {
    expect(durationsOf([12.345])).toEqual({ p50: 12.3, p95: 12.3, max: 12.3 });
  });

  it('are sorted as numbers, and leave what they were given alone', () => {
    const given = [100, 9, 20];
    expect(durationsOf(given)).toEqual({ p50: 20, p95: 100, max: 100 });
    expect(given).toEqual([100, 9, 20]);
    expect(median(given)).toBe(20);
  });

  it('of nothing are an error, not a nought', () => {
    expect(() => durationsOf([])).toThrow(/Nothing was measured/);
  });
});
