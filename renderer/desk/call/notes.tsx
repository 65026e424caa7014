import type { ChangeEvent } from 'react';
import type { VoiceSession } from '../../../contract/desk/desk-state.ts';
import { useDesk, useDeskTools, useDraft } from '../../state/desk-context.tsx';
import { editNotes, noteText } from '../../state/note-lines.ts';
import { duration, secondsSince } from '../../state/times.ts';
import { savedWords } from '../wrap-up/saved-words.ts';

/** The field's id: the shortcut to the notes goes there. */
export const notesFieldId = 'call-notes';
const mostCharacters = 90_000;

/**
 * Notes of a call, on disk as they are typed. Each line gets the time in the call at which it was begun, shown
 * beside it: a mirror of the text lies under the field, wraps as it does and carries the times.
 */
export function Notes({ session }: { readonly session: VoiceSession }) {
  const { drafts, clock } = useDeskTools();
  const edit = useDraft(session);
  const saved = useDesk((desk) => savedWords(session.draft, edit.saving, desk));
  const { answeredAt, endedAt } = session.call;
  const onChange = (event: ChangeEvent<HTMLTextAreaElement>): void => {
    const inCall = answeredAt !== null && endedAt === null;
    const stamp = inCall ? duration(secondsSince(answeredAt, clock.store.getState().now)) : null;
    drafts.edit(session, { lines: editNotes(edit.lines, event.target.value, stamp) });
  };
  return (
    <section className="notes">
      <h2 className="section-title">
        Notes <span className="note">Stamped with the time in the call</span>
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
            aria-label="Call notes"
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
