import type { CallSegment } from '../../../contract/cti/call.ts';
import { duration, secondsSince, spokenDuration } from '../../state/times.ts';

/** A stretch of the call's line, as drawn. */
export interface LineStretch {
  readonly look: '' | 'wait' | 'talk' | 'hold';
  readonly seconds: number;
  readonly label: string;
  /** Whether its label has room under it; the spoken text has them all. */
  readonly labelled: boolean;
}

const kinds = {
  menu: { word: 'Menu', look: '' },
  queue: { word: 'Queue', look: 'wait' },
  alerting: { word: 'Ringing', look: 'wait' },
  talking: { word: 'Talking', look: 'talk' },
  hold: { word: 'Hold', look: 'hold' },
} as const;

/** A label needs about this share of the line; the last one may reach back over the one before. */
const roomForLabel = 0.1;

/** The call so far as stretches of a line, each as long as it took. */
export function lineStretches(segments: readonly CallSegment[], now: number): readonly LineStretch[] {
  const lasting = segments.map(({ startedAt, endedAt }) => secondsSince(startedAt, endedAt ?? now));
  const whole = Math.max(
    1,
    lasting.reduce((sum, seconds) => sum + seconds, 0),
  );
  const shares = lasting.map((seconds) => seconds / whole);
  const last = segments.length - 1;
  return segments.map(({ kind }, index) => {
    const seconds = lasting[index] ?? 0;
    const share = shares[index] ?? 0;
    const nextIsRoomyLast = index + 1 === last && (shares[last] ?? 0) > 0.2;
    return {
      look: kinds[kind].look,
      seconds,
      label: `${kinds[kind].word} ${duration(seconds)}`,
      labelled: index === last || share >= roomForLabel || (nextIsRoomyLast && share > 0.03),
    };
  });
}

/** The same for screen readers. */
export function spokenLine(segments: readonly CallSegment[], now: number): string {
  const parts = segments.map(
    ({ kind, startedAt, endedAt }) =>
      `${kinds[kind].word.toLowerCase()} ${spokenDuration(secondsSince(startedAt, endedAt ?? now))}`,
  );
  return `This call so far: ${parts.join(', ')}`;
}
