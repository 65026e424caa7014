import type { Samples } from './frame.ts';

const fullScale = 32_768;

/**
 * Root mean square in dBFS; a square wave of full scale is 0 dBFS, a sine of full scale -3 dBFS. Null for
 * digital silence and for nothing at all, whose level would be minus infinity, which JSON cannot say.
 */
export function levelDbfs(samples: Samples): number | null {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return sum === 0 ? null : 10 * Math.log10(sum / samples.length / fullScale ** 2);
}

/** The amplitude of a sine whose root mean square is at that level. */
export function sineAmplitude(dbfs: number): number {
  return fullScale * Math.SQRT2 * 10 ** (dbfs / 20);
}
