import { type KeyboardEvent, useRef } from 'react';
import { Icon } from '../../parts/icon.tsx';
import { Slots } from '../../parts/slots.tsx';
import { useDesk, useDeskMade, useUi } from '../../state/desk-context.tsx';
import { tabsInOrder } from '../../state/selectors.ts';
import { NewManualSession } from '../manual/new-manual-session.tsx';
import { railSlots } from './rail-slots.ts';
import { SessionTab } from './session-tab.tsx';

/** The sessions at the side: voice above chats above action items above manual ones. */
export function Rail() {
  const { slots, count, reserved, free, reservedFor } = useDeskMade(railSlots);
  return (
    <nav className="rail" aria-label="Sessions">
      <div className="rail-head">
        <div className="row">
          {count ? (
            <span className="numeric">
              <b className="ink">
                {count.open} of {count.most} sessions
              </b>
              {reserved > 0 ? `, ${reserved} reserved` : free === 0 ? ', full' : ''}
            </span>
          ) : (
            'Capacity not known'
          )}
        </div>
        <Slots slots={slots} />
      </div>
      <div className="rail-body">
        <Tabs />
        {reserved > 0 && (
          <Ghost look="held" text={reserved === 1 ? reservedFor : `${reserved} ${lowerCase(reservedFor)}`} />
        )}
        {free > 0 && <Ghost look="free" text={free === 1 ? 'Free' : `${free} free`} />}
      </div>
      <div className="rail-foot">
        <NewManualSession look="quiet" />
      </div>
    </nav>
  );
}

/** One stop of the Tab key; up and down go between the sessions. */
function Tabs() {
  const list = useRef<HTMLDivElement>(null);
  const sessions = useDeskMade((desk) => tabsInOrder(desk.sessions));
  const isCovered = useUi(({ panel }) => panel !== null);
  const chosen = useDesk((desk) => desk.selectedSession);
  const selected = isCovered ? null : chosen;
  const onKeyDown = (event: KeyboardEvent): void => {
    const tabs = [...(list.current?.querySelectorAll<HTMLElement>('[role=tab]') ?? [])];
    const at = tabs.findIndex((tab) => tab.matches(':focus'));
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    tabs[(to + tabs.length) % tabs.length]?.focus();
  };
  if (sessions.length === 0) return null;
  const stop = sessions.some(({ id }) => id === chosen) ? chosen : sessions[0]?.id;
  return (
    <div
      ref={list}
      className="tabs"
      role="tablist"
      aria-orientation="vertical"
      aria-label="Open sessions"
      onKeyDown={onKeyDown}
    >
      {sessions.map((session, index) => (
        <SessionTab
          key={session.id}
          session={session}
          place={index + 1}
          isSelected={session.id === selected}
          isStop={session.id === stop}
        />
      ))}
    </div>
  );
}

function Ghost({ look, text }: { readonly look: 'held' | 'free'; readonly text: string }) {
  return (
    <div className={`ghost ${look}`} title={text}>
      <span className="kind">
        <Icon name={look === 'held' ? 'reserved' : 'plus'} size="small" />
      </span>
      <span>
        <bdi>{text}</bdi>
      </span>
    </div>
  );
}

function lowerCase(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}
