import type { TranscriptPage } from '../../contract/desk/transcript.ts';
import { mostMessagesAtOnce } from '../../contract/sessions/answers.ts';
import type { ChatMessage } from '../../contract/sessions/interaction.ts';
import type { Desk } from '../desk/desk.ts';
import type { Timers } from '../timers.ts';
import { frameMs } from './state-push.ts';

/** Pushes what is written in chats to a window, each message once. */
export interface TranscriptPush {
  /** Everything from the beginning: of a window that is about to draw itself. */
  all(): void;
  /** What waits goes now: it does not come after the state that counts it. */
  flush(): void;
}

/**
 * Transcripts grow all day, and a state is copied whole to the window at each change: so they go apart from it, and of
 * each only what is new. Messages wait for the next state, or for the end of the frame, and go together.
 */
export function createTranscriptPush(
  desk: Pick<Desk, 'transcripts' | 'onTranscript'>,
  send: (page: TranscriptPage) => void,
  timers: Timers,
): TranscriptPush {
  /** Of each session, messages that follow on each other. */
  const waiting = new Map<string, ChatMessage[]>();
  let frame = false;

  function came({ sessionId, messages }: TranscriptPage): void {
    const [first] = messages;
    if (!first) return;
    const before = waiting.get(sessionId);
    if (before && before.at(-1)?.number === first.number - 1) before.push(...messages);
    else {
      // Not what follows: what waits goes first, and the page takes its place in the window.
      if (before) flush();
      waiting.set(sessionId, [...messages]);
    }
    if (frame) return;
    frame = true;
    timers.setTimeout(() => {
      frame = false;
      flush();
    }, frameMs);
  }

  function flush(): void {
    if (waiting.size === 0) return;
    const pages = [...waiting].map(([sessionId, messages]) => ({ sessionId, messages }));
    waiting.clear();
    for (const page of pages) sendInPieces(page);
  }

  function sendInPieces({ sessionId, messages }: TranscriptPage): void {
    for (let from = 0; from < messages.length; from += mostMessagesAtOnce) {
      send({ sessionId, messages: messages.slice(from, from + mostMessagesAtOnce) });
    }
  }

  desk.onTranscript(came);
  return {
    all() {
      waiting.clear();
      for (const page of desk.transcripts()) sendInPieces(page);
    },
    flush,
  };
}
