import { type Samples, sampleRate, toSample } from './frame.ts';
import { sineAmplitude } from './level.ts';

interface Note {
  readonly hertz: number;
  /** Seconds from the start of the tune. */
  readonly start: number;
  readonly seconds: number;
  /** Root mean square of the note's loudest moment, dBFS. */
  readonly dbfs: number;
}

/** Length of the tune; it ends in silence, so that its repetition joins without a click. */
export const tuneSeconds = 6;

// C major, Am, F, G: one bar of 1.5 s each, a soft bass under a broken chord. Frequencies of equal temperament.
const bars: readonly { readonly bass: number; readonly chord: readonly number[] }[] = [
  { bass: 130.81, chord: [261.63, 329.63, 392.0, 329.63] },
  { bass: 110.0, chord: [220.0, 261.63, 329.63, 261.63] },
  { bass: 174.61, chord: [261.63, 349.23, 440.0, 349.23] },
  { bass: 196.0, chord: [246.94, 293.66, 392.0, 293.66] },
];
const barSeconds = tuneSeconds / bars.length;

const notes: readonly Note[] = bars.flatMap(({ bass, chord }, bar) => [
  { hertz: bass, start: bar * barSeconds, seconds: barSeconds, dbfs: -30 },
  ...chord.map((hertz, beat) => ({
    hertz,
    start: bar * barSeconds + (beat * barSeconds) / chord.length,
    seconds: barSeconds / 2,
    dbfs: -26,
  })),
]);

/** Composes the house's own hold music and default prompt: a few soft notes, at 48 kHz, to be looped. */
export function composeTune(): Samples {
  const sums = new Float64Array(tuneSeconds * sampleRate);
  for (const note of notes) addNote(sums, note);
  const tune: Samples = new Int16Array(sums.length);
  for (let at = 0; at < sums.length; at += 1) tune[at] = toSample(sums[at] ?? 0);
  return tune;
}

/** A plucked sound: a soft start, a long decay that has ended by the note's end, one quiet overtone. */
function addNote(sums: Float64Array, { hertz, start, seconds, dbfs }: Note): void {
  const amplitude = sineAmplitude(dbfs);
  const first = Math.round(start * sampleRate);
  const length = Math.min(Math.round(seconds * sampleRate), sums.length - first);
  const attack = 0.015 * sampleRate;
  for (let at = 0; at < length; at += 1) {
    const envelope = Math.min(1, at / attack) * Math.exp((-2.5 * at) / length) * (1 - at / length);
    const phase = (2 * Math.PI * hertz * at) / sampleRate;
    const sound = Math.sin(phase) + 0.2 * Math.sin(2 * phase);
    sums[first + at] = (sums[first + at] ?? 0) + amplitude * envelope * sound;
  }
}
