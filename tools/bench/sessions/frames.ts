/** How evenly frames were drawn. */
export interface Frames {
  readonly count: number;
  /** Those that came later than one frame at 60 Hz and its usual jitter: at least one was left out. */
  readonly over16Ms: number;
  /** What 99 of 100 stay under, milliseconds. */
  readonly p99Ms: number;
}

/** A frame at 60 Hz takes 16.7 ms; what is under one and a half of them is that frame, told a little late. */
const oneFrameMs = 25;

/** @param milliseconds from one frame to the next, each */
export function framesOf(milliseconds: readonly number[]): Frames {
  const sorted = [...milliseconds].sort((one, other) => one - other);
  const p99 = sorted[Math.max(0, Math.ceil(sorted.length * 0.99) - 1)] ?? 0;
  return {
    count: sorted.length,
    over16Ms: sorted.filter((ms) => ms > oneFrameMs).length,
    p99Ms: Math.round(p99 * 10) / 10,
  };
}
