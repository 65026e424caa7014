import { type Samples, sampleRate, toSample } from './frame.ts';

/** Zero crossings of the sinc on each side: about 70 dB of stop band with the window below. */
const crossings = 16;

/**
 * Brings a recording to another rate by windowed-sinc interpolation; what the lower rate cannot carry is
 * filtered out. The result is as long as the recording, to the nearest sample.
 */
export function resample(samples: Samples, fromRate: number, toRate: number = sampleRate): Samples {
  if (fromRate === toRate) return samples;
  const resampled: Samples = new Int16Array(Math.round((samples.length * toRate) / fromRate));
  const kernel = createKernel(fromRate, toRate);
  for (let at = 0; at < resampled.length; at += 1) {
    resampled[at] = toSample(kernel(samples, at));
  }
  return resampled;
}

/** The weights for each of the few positions that occur between two samples, computed once per position. */
function createKernel(fromRate: number, toRate: number): (samples: Samples, at: number) => number {
  const divisor = greatestCommonDivisor(fromRate, toRate);
  const phases = toRate / divisor;
  const step = fromRate / divisor;
  // Below 1 the cut-off lies under the source's own half rate: the target's half rate, less a guard band.
  const cutOff = Math.min(1, toRate / fromRate) * 0.95;
  const reach = Math.ceil(crossings / cutOff);
  const weights = new Map<number, Float64Array>();
  return (samples, at) => {
    const position = at * step;
    const first = Math.floor(position / phases);
    const phase = position - first * phases;
    const taps = weights.get(phase) ?? tapsAt(phase / phases, cutOff, reach);
    weights.set(phase, taps);
    let sum = 0;
    for (let tap = 0; tap < taps.length; tap += 1) {
      sum += (taps[tap] ?? 0) * (samples[first + tap - reach + 1] ?? 0);
    }
    return sum;
  };
}

function tapsAt(fraction: number, cutOff: number, reach: number): Float64Array {
  const taps = Float64Array.from({ length: 2 * reach }, (_, tap) => {
    const distance = tap - reach + 1 - fraction;
    return sinc(distance * cutOff) * blackman(distance / reach);
  });
  const sum = taps.reduce((total, tap) => total + tap, 0);
  return taps.map((tap) => tap / sum);
}

function sinc(value: number): number {
  return value === 0 ? 1 : Math.sin(Math.PI * value) / (Math.PI * value);
}

/** Blackman's window over -1 to 1. */
function blackman(value: number): number {
  return 0.42 + 0.5 * Math.cos(Math.PI * value) + 0.08 * Math.cos(2 * Math.PI * value);
}

function greatestCommonDivisor(one: number, other: number): number {
  return other === 0 ? one : greatestCommonDivisor(other, one % other);
}
