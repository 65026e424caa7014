import { useEffect, useRef, useState } from 'react';
import type { ManualSession } from '../../../contract/desk/desk-state.ts';
import { Button } from '../../parts/button.tsx';
import { Chip } from '../../parts/chip.tsx';
import { useCommand, useDeskTools } from '../../state/desk-context.tsx';
import { clockTime, dayOf } from '../../state/times.ts';
import { sameDay } from '../action-item/due-words.ts';
import { Notes } from '../call/notes.tsx';

const longestTitle = 200;

/** A session that the agent opened for himself: a title, notes, and Close. */
export function ManualSheet({ session }: { readonly session: ManualSession }) {
  const { clock } = useDeskTools();
  const send = useCommand();
  const { now } = clock.store.getState();
  const { openedAt } = session;
  return (
    <div
      className="sheet-inside"
      id="sheet"
      role="tabpanel"
      aria-label={`Manual session: ${session.title || 'without a title'}`}
    >
      <div className="headline">
        <h1 className="visually-hidden">{session.title || 'Manual session'}</h1>
        <div className="row">
          <Title session={session} />
          <Chip icon="manual" place="push">
            Only on this desk
          </Chip>
          <Button onClick={() => send({ type: 'closeManualSession', sessionId: session.id })}>Close</Button>
        </div>
        <p className="meta">
          <span>
            Opened {sameDay(openedAt, now) ? 'today' : dayOf(openedAt, now)}{' '}
            <span className="numeric">{clockTime(openedAt)}</span>
          </span>
          <span className="dotted">
            The contact centre does not know of it. It takes one of your sessions.
          </span>
        </p>
      </div>
      <Notes session={session} label="Manual session notes" during={null} />
    </div>
  );
}

/** What is typed stands here; main has each letter of it. */
function Title({ session }: { readonly session: ManualSession }) {
  const { ui } = useDeskTools();
  const send = useCommand();
  const field = useRef<HTMLInputElement>(null);
  const [title, setTitle] = useState(session.title);
  useEffect(() => {
    if (ui.getState().focusNext !== 'manual-title') return;
    ui.setState({ focusNext: null });
    // What is typed next takes the place of the title that it was given.
    field.current?.select();
  }, [ui]);
  return (
    <input
      ref={field}
      className="field title-field text-lg grow"
      aria-label="Title"
      placeholder="What it is about"
      value={title}
      maxLength={longestTitle}
      onChange={(event) => {
        setTitle(event.target.value);
        send({ type: 'renameManualSession', sessionId: session.id, title: event.target.value });
      }}
    />
  );
}
