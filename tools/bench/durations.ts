/** What is told of a set of durations, milliseconds: the middle, what 19 of 20 stay under, the worst. */
export interface Durations {
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
}

/**
 * Sums durations up, to a tenth of a millisecond. Percentiles are by nearest rank: each is a value that was measured,
 * and with 20 runs one outlier is the maximum alone.
 */
export function durationsOf(milliseconds: readonly number[]): Durations {
  const sorted = [...milliseconds].sort((one, other) => one - other);
  return {
    p50: tenths(rank(sorted, 0.5)),
    p95: tenths(rank(sorted, 0.95)),
    max: tenths(rank(sorted, 1)),
  };
}

/** The middle of some numbers: half of them are at or under it. */
export function median(values: readonly number[]): number {
  return rank(
    [...values].sort((one, other) => one - other),
    0.5,
  );
}

export function durationsText({ p50, p95, max }: Durations): string {
  return `p50 ${p50} ms, p95 ${p95} ms, max ${max} ms`;
}

function rank(sorted: readonly number[], share: number): number {
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
  if (value === undefined) throw new RangeError('Nothing was measured: there is no duration to sum up.');
  return value;
}

function tenths(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}
