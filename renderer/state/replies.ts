import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DeskCommand } from '../../contract/desk/desk-command.ts';
import type { CommandOutcome } from '../../contract/desk/desk-error.ts';
import type { LocalClock } from './server-clock.ts';

/** A reply that is being written, ahead of what main has confirmed to be on disk. */
export interface ReplyEdit {
  readonly text: string;
  /** `failed`: main could not save it; it is tried again by itself. */
  readonly saving: 'saved' | 'saving' | 'failed';
}

export type ReplyEdits = Readonly<Record<string, ReplyEdit>>;

/** What of a chat a reply begins with. */
export interface Replied {
  readonly id: string;
  readonly reply: string;
}

export interface Replies {
  readonly store: StoreApi<ReplyEdits>;
  /** Takes what was typed, sends it to disk at once, and tells the customer that the agent types. */
  edit(sessionId: string, text: string): void;
  /** Sends what is written. It stays here where main did not take it. */
  send(chat: Replied): Promise<CommandOutcome>;
  /** Forgets the replies of sessions that are gone. */
  keepOnly(sessionIds: readonly string[]): void;
}

const retryMs = 2_000;
/** Nothing typed for so long is a pause, and no longer typing. */
const pauseMs = 5_000;

/** What is being written, or what main has where nothing is. */
export function replyOf(edits: ReplyEdits, chat: Replied): ReplyEdit {
  return edits[chat.id] ?? { text: chat.reply, saving: 'saved' };
}

export function createReplies(
  run: (command: DeskCommand) => Promise<CommandOutcome>,
  clock: LocalClock,
): Replies {
  const store = createStore<ReplyEdits>(() => ({}));
  const typing = createTyping(
    (sessionId, isTyping) => void run({ type: 'setTyping', sessionId, isTyping }),
    clock,
  );
  const put = (id: string, edit: ReplyEdit): void => store.setState({ [id]: edit });

  /** What comes of a save says something only of the newest text: an older one has been overtaken. */
  const save = async (id: string, text: string): Promise<void> => {
    put(id, { text, saving: 'saving' });
    const outcome = await run({ type: 'saveReply', sessionId: id, text });
    if (store.getState()[id]?.text !== text) return;
    put(id, { text, saving: outcome.ok ? 'saved' : 'failed' });
    if (!outcome.ok) clock.after(retryMs, () => retry(id));
  };

  const retry = (id: string): void => {
    const edit = store.getState()[id];
    if (edit?.saving === 'failed') void save(id, edit.text);
  };

  return {
    store,
    edit(sessionId, text) {
      typing.wrote(sessionId, text !== '');
      void save(sessionId, text);
    },
    async send(chat) {
      const { text } = replyOf(store.getState(), chat);
      put(chat.id, { text: '', saving: 'saving' });
      typing.wrote(chat.id, false);
      const outcome = await run({ type: 'sendMessage', sessionId: chat.id, text });
      const since = store.getState()[chat.id]?.text ?? '';
      // What was typed meanwhile stands: it is behind a message that came back.
      if (!outcome.ok) void save(chat.id, since === '' ? text : `${text}\n${since}`);
      else if (since === '') void save(chat.id, '');
      return outcome;
    },
    keepOnly(sessionIds) {
      const kept = Object.entries(store.getState()).filter(([id]) => sessionIds.includes(id));
      if (kept.length < Object.keys(store.getState()).length) store.setState(Object.fromEntries(kept), true);
      typing.keepOnly(sessionIds);
    },
  };
}

interface Typing {
  wrote(sessionId: string, anything: boolean): void;
  keepOnly(sessionIds: readonly string[]): void;
}

/** Tells when the agent begins to type, and when he stops: not each letter. */
function createTyping(tell: (sessionId: string, isTyping: boolean) => void, clock: LocalClock): Typing {
  const pauses = new Map<string, () => void>();
  const stop = (sessionId: string): void => {
    pauses.get(sessionId)?.();
    if (pauses.delete(sessionId)) tell(sessionId, false);
  };
  return {
    wrote(sessionId, anything) {
      if (!anything) return stop(sessionId);
      const cancel = pauses.get(sessionId);
      cancel?.();
      if (!cancel) tell(sessionId, true);
      pauses.set(
        sessionId,
        clock.after(pauseMs, () => stop(sessionId)),
      );
    },
    keepOnly(sessionIds) {
      for (const [id, cancel] of pauses) {
        if (sessionIds.includes(id)) continue;
        cancel();
        pauses.delete(id);
      }
    },
  };
}
