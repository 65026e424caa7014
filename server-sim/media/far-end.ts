import { analyseSound } from '../../contract/audio/analyse.ts';
import { type Samples, silence } from '../../contract/audio/frame.ts';
import { createLastSecond } from '../../contract/audio/last-second.ts';
import type { Heard, Listened } from '../links/media-control.ts';
import { createListening } from './listening.ts';
import type { VoiceSource } from './voices.ts';

/** A party with no wire: it speaks with a voice, and what it hears is kept for questions. */
export interface FarEnd {
  readonly kind: 'farEnd';
  /** Null while it is silent. */
  voice(): VoiceSource | null;
  speak(voice: VoiceSource | null): void;
  hear(frame: Samples, tick: number, now: number): void;
  hearDigits(digits: string): void;
  heard(now: number): Heard;
  /** Listens, from now on, to what it hears. */
  listen(hertz: number | null): void;
  listened(): Listened | null;
}

export function createFarEnd(first: VoiceSource | null): FarEnd {
  const lastSecond = createLastSecond();
  const listening = createListening();
  let voice = first;
  let packets = 0;
  let lastSoundAt: number | null = null;
  let digits = '';
  return {
    kind: 'farEnd',
    voice: () => voice,
    speak(next) {
      voice = next;
    },
    hear(frame, tick, now) {
      lastSecond.add(frame, now);
      listening.hear(frame, tick, now);
      if (frame === silence) return;
      packets += 1;
      lastSoundAt = now;
    },
    hearDigits(more) {
      digits += more;
    },
    heard: (now) => ({
      ...analyseSound(lastSecond.samples(now)),
      packets,
      silentForMs: lastSoundAt === null ? null : now - lastSoundAt,
      digits,
    }),
    listen: (hertz) => listening.begin(hertz),
    listened: () => listening.result(),
  };
}
