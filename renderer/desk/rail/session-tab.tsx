import { memo } from 'react';
import type { DeskSession } from '../../../contract/desk/desk-state.ts';
import { Icon } from '../../parts/icon.tsx';
import { useCommand, useDeskMade, useDeskTools } from '../../state/desk-context.tsx';
import { RunningOut } from '../frame/running-out.tsx';
import { Elapsed, Remaining } from '../frame/times.tsx';
import { ariaPlace, placeText } from '../shortcuts.ts';
import { tabWords } from './tab-words.ts';

export interface SessionTabProps {
  readonly session: DeskSession;
  /** Its place in the rail, from 1. */
  readonly place: number;
  readonly isSelected: boolean;
  /** Whether the Tab key stops here. */
  readonly isStop: boolean;
}

/** A session in the rail; the open one joins its sheet, a ringing one counts down. */
export const SessionTab = memo(function SessionTab(props: SessionTabProps) {
  const { session, place, isSelected, isStop } = props;
  const { bridge, clock } = useDeskTools();
  const send = useCommand();
  const words = useDeskMade((desk) => tabWords(session, desk, clock.store.getState().now));
  const { name, icon, what, since, ends, unread, isRinging, isKnown } = words;
  const looks = ['tab', isRinging ? 'ringing' : '', session.kind === 'manual' ? 'manual' : ''];
  return (
    <button
      type="button"
      role="tab"
      className={[...looks, isKnown ? '' : 'unknown'].filter(Boolean).join(' ')}
      aria-selected={isSelected}
      aria-controls={isSelected ? 'sheet' : undefined}
      aria-keyshortcuts={ariaPlace(place, bridge.platform)}
      tabIndex={isStop ? 0 : -1}
      title={`${name}, ${what} (${placeText(place, bridge.platform)})`}
      onClick={() => send({ type: 'selectSession', sessionId: session.id })}
    >
      <span className="kind">
        <Icon name={icon} />
        {unread > 0 && <Unread count={unread} />}
      </span>
      <span className="name cut">
        <bdi>{name}</bdi>
      </span>
      <span className="when numeric">{since !== null && <Elapsed since={since} />}</span>
      <span className="what cut">
        {what}
        {ends && (
          <>
            , <Remaining from={ends.from} until={ends.at} /> left
          </>
        )}
      </span>
      {isRinging && ends && <RunningOut from={ends.from} until={ends.at} />}
    </button>
  );
});

function Unread({ count }: { readonly count: number }) {
  return (
    <span className="unread">
      {count > 99 ? '99+' : count}
      <span className="visually-hidden"> unread</span>
    </span>
  );
}
