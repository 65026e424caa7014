import type { CSSProperties } from 'react';
import type { VoiceSession } from '../../../contract/desk/desk-state.ts';
import { useServerTime } from '../../state/desk-context.tsx';
import { type LineStretch, lineStretches, spokenLine } from './call-line-words.ts';

/** The call so far as a line: menu, queue, talking, hold, each as long as it took. */
export function CallLine({ session }: { readonly session: VoiceSession }) {
  const { segments } = session.call;
  const running = segments.some(({ endedAt }) => endedAt === null);
  const now = useServerTime((time) => (running ? time : 0));
  if (segments.length === 0) return null;
  const stretches = lineStretches(segments, now);
  return (
    <div className="call-line-block">
      <div className="call-line" role="img" aria-label={spokenLine(segments, now)}>
        {stretches.map((stretch, index) => (
          <i key={segments[index]?.startedAt} className={stretch.look} style={asLong(stretch)} />
        ))}
      </div>
      <div className="call-line-labels numeric" aria-hidden="true">
        {stretches.map((stretch, index) => (
          <span key={segments[index]?.startedAt} style={asLong(stretch)}>
            {stretch.labelled && stretch.label}
          </span>
        ))}
      </div>
    </div>
  );
}

function asLong({ seconds }: LineStretch): CSSProperties & Record<`--${string}`, number> {
  return { '--n': Math.max(1, seconds) };
}
