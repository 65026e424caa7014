import { callLabel } from '../../../contract/cti/call-label.ts';
import type { VoiceSession } from '../../../contract/desk/desk-state.ts';
import { Icon } from '../../parts/icon.tsx';
import { useDesk } from '../../state/desk-context.tsx';
import { RunningOut } from '../frame/running-out.tsx';
import { Elapsed, Remaining } from '../frame/times.tsx';
import { sessionWords } from './session-words.ts';

export interface SessionTabProps {
  readonly session: VoiceSession;
  readonly isSelected: boolean;
  /** Whether the Tab key stops here. */
  readonly isStop: boolean;
  readonly onSelect: () => void;
}

/** A session in the rail; the open one joins its sheet, a ringing one counts down. */
export function SessionTab({ session, isSelected, isStop, onSelect }: SessionTabProps) {
  const agent = useDesk((desk) => desk.agent);
  const { what, since } = sessionWords(session, agent);
  const { offeredAt, noAnswerAt, direction } = session.call;
  const name = callLabel(session.call);
  const ringing = session.phase === 'offered';
  return (
    <button
      type="button"
      role="tab"
      className={ringing ? 'tab ringing' : 'tab'}
      aria-selected={isSelected}
      aria-controls={isSelected ? 'sheet' : undefined}
      tabIndex={isStop ? 0 : -1}
      title={`${name}, ${what}`}
      onClick={onSelect}
    >
      <span className="kind">
        <Icon name={direction === 'outbound' ? 'outbound' : 'phone'} />
      </span>
      <span className="name cut">
        <bdi>{name}</bdi>
      </span>
      <span className="when numeric">{since !== null && <Elapsed since={since} />}</span>
      <span className="what cut">
        {what}
        {ringing && noAnswerAt !== null && (
          <>
            , <Remaining from={offeredAt} until={noAnswerAt} /> left
          </>
        )}
      </span>
      {ringing && noAnswerAt !== null && <RunningOut from={offeredAt} until={noAnswerAt} />}
    </button>
  );
}
