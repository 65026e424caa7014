import { frameSamples, type Samples, silence } from '../../contract/audio/frame.ts';

/** Turns sound that comes in packets, at their own pace and length, into one frame a tick. */
export interface Playout {
  push(samples: Samples): void;
  /** The next frame; silence when there is none. */
  pull(): Samples;
}

/** 40 ms wait before the first frame, which is as late as a packet may come without a gap. */
const framesAhead = 2;
/** More than this has piled up during a stall: it is cut back, or the call would stay that late. */
const mostFrames = 8;

export function createPlayout(): Playout {
  let frames: Samples[] = [];
  let rest: Samples = new Int16Array(0);
  let playing = false;
  return {
    push(samples) {
      const all = rest.length === 0 ? samples : join(rest, samples);
      let at = 0;
      for (; at + frameSamples <= all.length; at += frameSamples) {
        frames.push(all.subarray(at, at + frameSamples));
      }
      rest = all.slice(at);
      if (frames.length > mostFrames) frames = frames.slice(-framesAhead);
    },
    pull() {
      playing = playing ? frames.length > 0 : frames.length >= framesAhead;
      return playing ? (frames.shift() ?? silence) : silence;
    },
  };
}

function join(one: Samples, other: Samples): Samples {
  const joined: Samples = new Int16Array(one.length + other.length);
  joined.set(one);
  joined.set(other, one.length);
  return joined;
}
