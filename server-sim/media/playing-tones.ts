import { isDeepStrictEqual } from 'node:util';
import type { MixParty } from '../links/media-control.ts';
import type { VoiceSource, Voices } from './voices.ts';

/** The tones that legs hear, each in step with its own beginning. */
export interface PlayingTones {
  /** A call's mix became another: what goes on goes on, what is new begins at this tick, the rest ends. */
  change(before: readonly MixParty[], after: readonly MixParty[], tick: number): void;
  /** The leg's tone; none where it hears none. */
  of(legId: string): readonly VoiceSource[];
}

export function createPlayingTones({ progressTone }: Pick<Voices, 'progressTone'>): PlayingTones {
  const playing = new Map<string, VoiceSource>();
  return {
    change(before, after, tick) {
      for (const { legId, tone } of before) {
        const next = after.find((party) => party.legId === legId)?.tone;
        if (tone && !isDeepStrictEqual(tone, next)) playing.delete(legId);
      }
      for (const { legId, tone } of after) {
        if (tone && !playing.has(legId)) playing.set(legId, progressTone(tone, tick));
      }
    },
    of: (legId) => [playing.get(legId)].filter((source) => source !== undefined),
  };
}
