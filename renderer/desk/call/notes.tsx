import type { ChangeEvent } from 'react';
import { useDesk, useDeskTools, useDraft } from '../../state/desk-context.tsx';
import type { Drafted } from '../../state/drafts.ts';
import { editNotes, noteText } from '../../state/note-lines.ts';
import { duration, secondsSince } from '../../state/times.ts';
import { savedWords } from '../wrap-up/saved-words.ts';

/** The field's id: the shortcut to the notes goes there. */
export const notesFieldId = 'call-notes';
const mostCharacters = 90_000;

export interface NotesProps {
  readonly session: Drafted;
  readonly label: string;
  /** What the lines are stamped with the time of; null: they are not. */
  readonly during: { readonly answeredAt: number | null; readonly endedAt: number | null } | null;
  /** Beside the title. */
  readonly stamps?: string;
}

/**
 * Notes of a session, on disk as they are typed. Each line gets the time in it at which it was begun, shown
 * beside it: a mirror of the text lies under the field, wraps as it does and carries the times.
 */
export function Notes({ session, label, during, stamps }: NotesProps) {
  const { drafts, clock } = useDeskTools();
  const edit = useDraft(session);
  const saved = useDesk((desk) => savedWords(session.draft, edit.saving, desk));
  const onChange = (event: ChangeEvent<HTMLTextAreaElement>): void => {
    const since = during?.endedAt === null ? during.answeredAt : null;
    const stamp = since === null ? null : duration(secondsSince(since, clock.store.getState().now));
    drafts.edit(session, { lines: editNotes(edit.lines, event.target.value, stamp) });
  };
  return (
    <section className="notes">
      <h2 className="section-title">
        Notes {stamps && <span className="note">{stamps}</span>}
        <span className={edit.saving === 'failed' ? 'note push numeric ink-red' : 'note push numeric'}>
          {saved}
        </span>
      </h2>
      <div className="paper">
        <div className="paper-inside">
          <div className="mirror" aria-hidden="true">
            {Array.from(edit.lines.entries(), ([place, { stamp, text }]) => (
              <div key={place} className="stamped">
                <time>{stamp}</time>
                <span>{text}&#8203;</span>
              </div>
            ))}
          </div>
          <textarea
            id={notesFieldId}
            aria-label={label}
            value={noteText(edit.lines)}
            onChange={onChange}
            maxLength={mostCharacters}
            spellCheck
          />
        </div>
      </div>
    </section>
  );
}
