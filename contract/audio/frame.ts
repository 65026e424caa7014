/** The sound every part of the house works in: mono, 16 bit, 48 kHz, which is Opus' own rate (RFC 7587). */
export const sampleRate = 48_000;

/** One frame is 20 ms, the default packet time of Opus (RFC 7587) and of PCMU (RFC 3551). */
export const frameMs = 20;
export const frameSamples = (sampleRate * frameMs) / 1000;
export const framesPerSecond = 1000 / frameMs;

/** Sound as signed 16-bit samples. A frame is one of exactly `frameSamples`. Never written to once handed on. */
export type Samples = Int16Array<ArrayBuffer>;

/** The one frame of digital silence; sources hand it out so that a mixer can tell silence by identity. */
export const silence: Samples = new Int16Array(frameSamples);

/** Rounds to the nearest sample and saturates instead of wrapping round. */
export function toSample(value: number): number {
  if (value >= 32_767) return 32_767;
  if (value <= -32_768) return -32_768;
  return Math.round(value);
}

/** A frame of a looped recording: frame `index` of its endless repetition. */
export function loopedFrame(recording: Samples, index: number): Samples {
  if (recording.length === 0) return silence;
  const start = (index * frameSamples) % recording.length;
  if (start + frameSamples <= recording.length) return recording.subarray(start, start + frameSamples);
  const frame: Samples = new Int16Array(frameSamples);
  for (let at = 0; at < frameSamples; at += 1) frame[at] = recording[(start + at) % recording.length] ?? 0;
  return frame;
}
