import { frameSamples, type Samples, silence } from './frame.ts';

/** The sound of the last second of a stream, for analysis. */
export interface LastSecond {
  /** Takes the next stretch of sound, heard at `now` (milliseconds of a clock that only goes forward). */
  add(samples: Samples, now: number): void;
  /** What was heard in the second before `now`, joined; empty when there was nothing. */
  samples(now: number): Samples;
}

const windowMs = 1_000;

/** Keeps one second of sound by reference; what is older is let go. */
export function createLastSecond(): LastSecond {
  let kept: { readonly samples: Samples; readonly at: number }[] = [];
  const drop = (now: number): void => {
    const first = kept.findIndex(({ at }) => now - at < windowMs);
    if (first === -1) kept = [];
    else if (first > 0) kept.splice(0, first);
  };
  return {
    add(samples, now) {
      drop(now);
      kept.push({ samples, at: now });
    },
    samples(now) {
      drop(now);
      if (kept.every(({ samples }) => samples === silence)) return new Int16Array(kept.length * frameSamples);
      const joined: Samples = new Int16Array(
        kept.reduce((length, { samples }) => length + samples.length, 0),
      );
      let at = 0;
      for (const { samples } of kept) {
        joined.set(samples, at);
        at += samples.length;
      }
      return joined;
    },
  };
}
