import { type Samples, sampleRate, toSample } from '../../../contract/audio/frame.ts';
import { sineAmplitude } from '../../../contract/audio/level.ts';

interface Note {
  readonly hertz: number;
  /** Seconds. */
  readonly start: number;
  readonly seconds: number;
}

/** One ring: two soft phrases, then quiet; as long as the ringing of a European exchange and its pause. */
export const ringSeconds = 4;
const loudest = -18;

const phrase: readonly Note[] = [
  { hertz: 659.26, start: 0, seconds: 0.5 },
  { hertz: 880, start: 0.16, seconds: 0.5 },
  { hertz: 1108.73, start: 0.32, seconds: 0.7 },
];
const ring = [...phrase, ...phrase.map((note) => ({ ...note, start: note.start + 0.8 }))];
const chime: readonly Note[] = [
  { hertz: 659.26, start: 0, seconds: 0.5 },
  { hertz: 880, start: 0.18, seconds: 0.8 },
];

/** The ring, to be looped: it begins and ends in silence. */
export function composeRing(): Samples {
  return compose(ring, ringSeconds);
}

/** The short sound a device is tried with. */
export function composeChime(): Samples {
  return compose(chime, 1.2);
}

function compose(notes: readonly Note[], seconds: number): Samples {
  const sums = new Float64Array(Math.round(seconds * sampleRate));
  for (const note of notes) strike(sums, note);
  return Int16Array.from(sums, toSample);
}

/** A struck bar: a soft beginning, an exponential end, and the overtone that makes a marimba of a sine. */
function strike(sums: Float64Array, { hertz, start, seconds }: Note): void {
  const amplitude = sineAmplitude(loudest);
  const first = Math.round(start * sampleRate);
  const length = Math.min(Math.round(seconds * sampleRate), sums.length - first);
  const attack = 0.006 * sampleRate;
  for (let at = 0; at < length; at += 1) {
    const fading = Math.exp((-6 * at) / length) * (1 - at / length);
    const phase = (2 * Math.PI * hertz * at) / sampleRate;
    const overtone = 0.25 * Math.sin(4 * phase) * Math.exp((-18 * at) / length);
    const sound = Math.min(1, at / attack) * fading * (Math.sin(phase) + overtone);
    sums[first + at] = (sums[first + at] ?? 0) + amplitude * sound;
  }
}
