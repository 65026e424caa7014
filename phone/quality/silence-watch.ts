import type { LegLook } from './leg-watch.ts';
import { listen, noSilence, type Silence, type SilenceLimits } from './silence.ts';

export interface SilenceWatchParts {
  readonly limits: () => SilenceLimits;
  /** Whether sound is to come now. */
  readonly isExpected: () => boolean;
  /** How long it has been silent, milliseconds; null: it is not any more. */
  readonly tell: (silentForMs: number | null) => void;
  /** It was silent for too long. */
  readonly end: () => void;
}

/** Watches over a call's received sound, look by look. */
export function watchSilence({ limits, isExpected, tell, end }: SilenceWatchParts): (look: LegLook) => void {
  let silence: Silence = noSilence;
  return ({ statistics, isMeasured, elapsedMs }) => {
    if (!isMeasured) return;
    const silentForMs = statistics?.silentForMs ?? null;
    const step = listen(silence, { elapsedMs, silentForMs, isExpected: isExpected() }, limits());
    silence = step.silence;
    const { news } = step;
    if (news.type === 'silent') tell(Math.round(news.forMs));
    else if (news.type === 'over') tell(null);
    else if (news.type === 'end') end();
  };
}
