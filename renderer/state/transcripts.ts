import { createStore, type StoreApi } from 'zustand/vanilla';
import type { TranscriptPage } from '../../contract/desk/transcript.ts';
import type { ChatMessage } from '../../contract/sessions/interaction.ts';
import { shareUnchanged } from './share-unchanged.ts';

/** What was written in each chat, by session id. */
export type TranscriptsBySession = Readonly<Record<string, readonly ChatMessage[]>>;

export interface Transcripts {
  readonly store: StoreApi<TranscriptsBySession>;
  /** Takes a page: it takes the place of what there was from its first number on. A message that did not change stays the very object. */
  take(page: TranscriptPage): void;
  /** Forgets the transcripts of sessions that were there and are gone. */
  keepOnly(sessionIds: readonly string[]): void;
}

export function createTranscripts(): Transcripts {
  const store = createStore<TranscriptsBySession>(() => ({}));
  /** A page comes before the state that has its session: what was never there is not gone. */
  let seen: ReadonlySet<string> = new Set();
  return {
    store,
    take({ sessionId, messages }) {
      const before = store.getState()[sessionId] ?? [];
      const after = withPage(before, messages);
      if (after !== before) store.setState({ [sessionId]: after });
    },
    keepOnly(sessionIds) {
      const open = new Set(sessionIds);
      const all = Object.entries(store.getState());
      const kept = all.filter(([id]) => open.has(id) || !seen.has(id));
      seen = open;
      if (kept.length < all.length) store.setState(Object.fromEntries(kept), true);
    },
  };
}

/** What is told once more, as to a window that asked again, changes nothing: chats only grow. */
function withPage(before: readonly ChatMessage[], page: readonly ChatMessage[]): readonly ChatMessage[] {
  const [first] = page;
  if (!first) return before;
  if (before.at(-1)?.number === first.number - 1) return [...before, ...page];
  const from = before.findIndex(({ number }) => number >= first.number);
  if (from === -1) return [...before, ...page];
  const old = before.slice(from, from + page.length);
  const fresh = shareUnchanged(old, page);
  return fresh === old ? before : [...before.slice(0, from), ...fresh];
}
