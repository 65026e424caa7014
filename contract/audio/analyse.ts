import { createPowerMeter, type PowerSpectrum } from './fourier.ts';
import { type Samples, sampleRate } from './frame.ts';
import { levelDbfs } from './level.ts';

/** What a stretch of sound was. */
export interface SoundAnalysis {
  /** Root mean square, dBFS; null for digital silence. */
  readonly levelDbfs: number | null;
  /** The frequency, Hz, of the one tone that dominates; null where none does. */
  readonly toneHertz: number | null;
  /** Tones over -40 dBFS, Hz, strongest first. */
  readonly tonesHertz: readonly number[];
}

/** Blocks of 171 ms: bins of 5.9 Hz, so that tones 40 Hz apart are told apart, within about 1 Hz each. */
const blockSamples = 8_192;
const binHertz = sampleRate / blockSamples;

/** Half the width of a tone under a Hann window, in bins. */
const lobe = 2;
/** How far round a tone its surroundings are looked at, in bins, and how far the tone must stand out of them. */
const surroundings = 32;
const prominenceDb = 15;
const quietestToneDbfs = -40;
/** What is this far under the strongest tone is taken for what lost packets make of it, not for a tone. */
const maskedDb = 28;
/** The share of all the power that a tone has that dominates. */
const dominance = 0.6;
const mostTones = 8;

interface Tone {
  readonly hertz: number;
  readonly power: number;
}

const powerMeter = createPowerMeter(blockSamples);

/** Says how loud a stretch of sound is and which steady tones are in it. Shorter than 171 ms, it has none. */
export function analyseSound(samples: Samples): SoundAnalysis {
  const level = levelDbfs(samples);
  if (level === null || samples.length < blockSamples)
    return { levelDbfs: level, toneHertz: null, tonesHertz: [] };
  const tones = findTones(averageSpectrum(samples));
  const [strongest] = tones;
  const dominates = strongest !== undefined && strongest.power >= dominance * powerOf(level);
  return {
    levelDbfs: level,
    toneHertz: dominates ? strongest.hertz : null,
    tonesHertz: tones.map((tone) => tone.hertz),
  };
}

/** Bartlett's method: the average over blocks, which steady tones survive and noise does not. */
function averageSpectrum(samples: Samples): PowerSpectrum {
  const powers: PowerSpectrum = new Float64Array(blockSamples / 2);
  let blocks = 0;
  for (let start = 0; start + blockSamples <= samples.length; start += blockSamples) {
    powerMeter((at) => (samples[start + at] ?? 0) / 32_768, powers);
    blocks += 1;
  }
  return powers.map((power) => power / blocks);
}

function findTones(powers: PowerSpectrum): readonly Tone[] {
  const tones: Tone[] = [];
  for (let bin = lobe; bin < powers.length - lobe; bin += 1) {
    const tone = toneAt(powers, bin);
    if (tone) tones.push(tone);
  }
  const strongest = Math.max(...tones.map((tone) => tone.power));
  return tones
    .filter((tone) => tone.power >= strongest * 10 ** (-maskedDb / 10))
    .sort((one, other) => other.power - one.power)
    .slice(0, mostTones);
}

/** The tone whose peak is this bin: the highest of its lobe, loud enough and standing out of what is round it. */
function toneAt(powers: PowerSpectrum, bin: number): Tone | null {
  const peak = powers[bin] ?? 0;
  for (let at = bin - lobe; at <= bin + lobe; at += 1) {
    const power = powers[at] ?? 0;
    if (power > peak || (power === peak && at < bin)) return null;
  }
  const power = sumOf(powers, bin - lobe, bin + lobe);
  if (power < powerOf(quietestToneDbfs)) return null;
  if (peak < floorAround(powers, bin) * 10 ** (prominenceDb / 10)) return null;
  return { hertz: Math.round((bin + offset(powers, bin)) * binHertz * 10) / 10, power };
}

/** The median round a bin: other tones nearby do not raise it, noise does. */
function floorAround(powers: PowerSpectrum, bin: number): number {
  const before = powers.slice(Math.max(0, bin - surroundings), bin - lobe);
  const after = powers.slice(bin + lobe + 1, bin + surroundings + 1);
  const sorted = [...before, ...after].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** Where between two bins the peak is: the vertex of a parabola through the logarithms of three bins. */
function offset(powers: PowerSpectrum, bin: number): number {
  const [before, peak, after] = [bin - 1, bin, bin + 1].map((at) => Math.log((powers[at] ?? 0) + 1e-20));
  if (before === undefined || peak === undefined || after === undefined) return 0;
  const curve = before - 2 * peak + after;
  return curve === 0 ? 0 : (0.5 * (before - after)) / curve;
}

function sumOf(powers: PowerSpectrum, first: number, last: number): number {
  let sum = 0;
  for (let bin = Math.max(0, first); bin <= last; bin += 1) sum += powers[bin] ?? 0;
  return sum;
}

function powerOf(dbfs: number): number {
  return 10 ** (dbfs / 10);
}
