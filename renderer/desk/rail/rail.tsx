import { type KeyboardEvent, useRef } from 'react';
import { voiceSessions } from '../../../contract/desk/voice-sessions.ts';
import { Icon } from '../../parts/icon.tsx';
import { Slots } from '../../parts/slots.tsx';
import { useCommand, useDesk, useDeskMade } from '../../state/desk-context.tsx';
import { railSlots } from './rail-slots.ts';
import { SessionTab } from './session-tab.tsx';

/** The sessions at the side: voice above all others. */
export function Rail() {
  const { slots, count, reserved, free } = useDeskMade(railSlots);
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
      <Tabs />
      {reserved > 0 && <Ghost look="held" text="Reserved for a call transfer" />}
      {free > 0 && <Ghost look="free" text={free === 1 ? 'Free' : `${free} free`} />}
    </nav>
  );
}

/** One stop of the Tab key; up and down go between the sessions. */
function Tabs() {
  const list = useRef<HTMLDivElement>(null);
  const sessions = useDesk((desk) => desk.sessions);
  const selected = useDesk((desk) => desk.selectedSession);
  const send = useCommand();
  const onKeyDown = (event: KeyboardEvent): void => {
    const tabs = [...(list.current?.querySelectorAll<HTMLElement>('[role=tab]') ?? [])];
    const at = tabs.findIndex((tab) => tab.matches(':focus'));
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    tabs[(to + tabs.length) % tabs.length]?.focus();
  };
  if (sessions.length === 0) return null;
  const stop = sessions.some(({ id }) => id === selected) ? selected : sessions[0]?.id;
  return (
    <div
      ref={list}
      className="tabs"
      role="tablist"
      aria-orientation="vertical"
      aria-label="Open sessions"
      onKeyDown={onKeyDown}
    >
      {voiceSessions(sessions).map((session) => (
        <SessionTab
          key={session.id}
          session={session}
          isSelected={session.id === selected}
          isStop={session.id === stop}
          onSelect={() => send({ type: 'selectSession', sessionId: session.id })}
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
