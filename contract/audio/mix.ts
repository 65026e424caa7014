import { frameSamples, type Samples, silence, toSample } from './frame.ts';

/** The sum of frames, saturated. One frame is handed on as it is, none is silence. */
export function mixFrames(frames: readonly Samples[]): Samples {
  const heard = frames.filter((frame) => frame !== silence);
  const [first] = heard;
  if (!first) return silence;
  if (heard.length === 1) return first;
  const sums = new Int32Array(frameSamples);
  for (const frame of heard) {
    for (let at = 0; at < frameSamples; at += 1) sums[at] = (sums[at] ?? 0) + (frame[at] ?? 0);
  }
  const mixed: Samples = new Int16Array(frameSamples);
  for (let at = 0; at < frameSamples; at += 1) mixed[at] = toSample(sums[at] ?? 0);
  return mixed;
}
