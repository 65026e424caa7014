import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CommandOutcome } from '../../contract/desk/desk-error.ts';
import type { DeskSession } from '../../contract/desk/desk-state.ts';
import { type NoteLine, readNotes, writeNotes } from './note-lines.ts';
import type { LocalClock } from './server-clock.ts';

/** What the agent writes about a session, ahead of what main has confirmed to be on disk. */
export interface DraftEdit {
  readonly lines: readonly NoteLine[];
  readonly disposition: number | null;
  /** `failed`: main could not save it; it is tried again by itself. */
  readonly saving: 'saved' | 'saving' | 'failed';
}

/** What of a session an edit begins with. */
export type Drafted = Pick<DeskSession, 'id' | 'draft'>;

export type DraftEdits = Readonly<Record<string, DraftEdit>>;

export interface Drafts {
  readonly store: StoreApi<DraftEdits>;
  /**
   * Takes what was typed or chosen and sends it at once, so that none of it is left here when the session closes; main
   * keeps the order and writes the newest.
   */
  edit(session: Drafted, change: Partial<Pick<DraftEdit, 'lines' | 'disposition'>>): void;
  /** Forgets the edits of sessions that are gone. */
  keepOnly(sessionIds: readonly string[]): void;
}

export type SaveDraft = (
  sessionId: string,
  notes: string,
  disposition: number | null,
) => Promise<CommandOutcome>;

const retryMs = 2_000;

/** What is being edited, or what main has where nothing is. */
export function draftOf(edits: DraftEdits, session: Drafted): DraftEdit {
  return (
    edits[session.id] ?? {
      lines: readNotes(session.draft.notes),
      disposition: session.draft.disposition,
      saving: 'saved',
    }
  );
}

export function createDrafts(save: SaveDraft, clock: LocalClock): Drafts {
  const store = createStore<DraftEdits>(() => ({}));
  const put = (id: string, edit: DraftEdit): void => store.setState({ [id]: edit });

  /** What comes of a save says something only of the newest edit: an older one has been overtaken. */
  const send = async (id: string, edit: DraftEdit): Promise<void> => {
    const outcome = await save(id, writeNotes(edit.lines), edit.disposition);
    const newest = store.getState()[id];
    if (newest?.lines !== edit.lines || newest.disposition !== edit.disposition) return;
    put(id, { ...newest, saving: outcome.ok ? 'saved' : 'failed' });
    if (!outcome.ok) clock.after(retryMs, () => retry(id));
  };

  const retry = (id: string): void => {
    const edit = store.getState()[id];
    if (edit?.saving === 'failed') void send(id, edit);
  };

  return {
    store,
    edit(session, change) {
      const edit: DraftEdit = { ...draftOf(store.getState(), session), ...change, saving: 'saving' };
      put(session.id, edit);
      void send(session.id, edit);
    },
    keepOnly(sessionIds) {
      const kept = Object.entries(store.getState()).filter(([id]) => sessionIds.includes(id));
      if (kept.length < Object.keys(store.getState()).length) store.setState(Object.fromEntries(kept), true);
    },
  };
}
