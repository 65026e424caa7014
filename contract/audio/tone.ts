import { frameSamples, framesPerSecond, loopedFrame, type Samples, sampleRate, toSample } from './frame.ts';
import { sineAmplitude } from './level.ts';

/** The level of every test tone, root mean square: loud enough to stand out, quiet enough for three to add up. */
export const toneDbfs = -12;

/** The highest tone that a listener can tell: Opus passes 20 kHz, PCMU 3.4 kHz. */
export const highestTone = 20_000;

/**
 * Frame `index` of an endless sine. The phase follows from the index alone, so that consecutive frames join
 * without a step wherever they are made, and two sources of one frequency say the very same.
 */
export function toneFrame(hertz: number, index: number, dbfs: number = toneDbfs): Samples {
  const amplitude = sineAmplitude(dbfs);
  const frame: Samples = new Int16Array(frameSamples);
  const first = index * frameSamples;
  for (let at = 0; at < frameSamples; at += 1) {
    // Whole turns are taken off first: after hours of sound the sine's argument would lose precision.
    const turns = ((first + at) * hertz) / sampleRate;
    frame[at] = toSample(amplitude * Math.sin(2 * Math.PI * (turns - Math.floor(turns))));
  }
  return frame;
}

/** An endless sine, frame by frame; one of whole hertz repeats each second, and is worked out once. */
export function createTone(hertz: number): (index: number) => Samples {
  if (!Number.isInteger(hertz)) return (index) => toneFrame(hertz, index);
  const second: Samples = new Int16Array(sampleRate);
  for (let index = 0; index < framesPerSecond; index += 1) {
    second.set(toneFrame(hertz, index), index * frameSamples);
  }
  return (index) => loopedFrame(second, index);
}
