import { frameMs, type Samples } from '../../contract/audio/frame.ts';
import type { Listened } from '../links/media-control.ts';
import { createGapMeter, type GapMeter } from './gap-meter.ts';

/** Listening to one sound without a break, for whoever asks for it. */
export interface Listening {
  /** From now on, for a tone of so many Hz or for any sound. */
  begin(hertz: number | null): void;
  /** The frame of a tick, and when it was there; costs nothing while nobody listens. */
  hear(frame: Samples, tick: number, now: number): void;
  result(): Listened | null;
}

export function createListening(): Listening {
  let meter: GapMeter | null = null;
  let tone: number | null = null;
  let latest = 0;
  let nextTick: number | null = null;
  return {
    begin(hertz) {
      meter = createGapMeter(hertz);
      tone = hertz;
      latest = 0;
      nextTick = null;
    },
    hear(frame, tick, now) {
      if (!meter) return;
      meter.add(frame, tick);
      latest = Math.max(latest, now - (nextTick ?? tick) * frameMs);
      nextTick = tick + 1;
    },
    result: () => meter && { hertz: tone, ...meter.result(), latestTickMs: latest },
  };
}
