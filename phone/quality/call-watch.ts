import type { LineQuality } from '../../contract/softphone/phone-call.ts';
import type { MediaLeg } from '../media.ts';
import type { Surroundings } from '../surroundings.ts';
import { watchLeg } from './leg-watch.ts';
import { watchQuality } from './quality-watch.ts';
import type { SilenceLimits } from './silence.ts';
import { watchSilence } from './silence-watch.ts';

/** A restart of ICE has so many seconds before the next. */
const looksBetween = 5;

export interface CallWatch {
  readonly silenceLimits: () => SilenceLimits;
  /** Whether sound is to come now: not while either side holds the call. */
  readonly isSoundExpected: () => boolean;
  /** Null: there is nothing to measure any more. */
  readonly tellQuality: (quality: LineQuality | null) => void;
  /** How long it has been silent, milliseconds; null: it is not any more. */
  readonly tellSilence: (silentForMs: number | null) => void;
  readonly onSilentTooLong: () => void;
  readonly isPathLost: () => boolean;
  /** Once when it is lost, and every 5 s for as long as it is. */
  readonly onPathLost: () => void;
}

/** Watches over what a standing call brings, once a second, until it is told to stop. */
export function watchCall(
  leg: MediaLeg,
  surroundings: Pick<Surroundings, 'timers' | 'now'>,
  { isPathLost, onPathLost, ...sound }: CallWatch,
): () => void {
  const { silenceLimits, isSoundExpected, tellQuality, tellSilence, onSilentTooLong } = sound;
  let lostLooks = 0;
  const quality = watchQuality(tellQuality);
  const silence = watchSilence({
    limits: silenceLimits,
    isExpected: isSoundExpected,
    tell: tellSilence,
    end: onSilentTooLong,
  });
  return watchLeg(leg, surroundings, (look) => {
    quality(look);
    silence(look);
    lostLooks = isPathLost() ? lostLooks + 1 : 0;
    if (lostLooks % looksBetween === 1) onPathLost();
  });
}
