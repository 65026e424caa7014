import type { TranscriptPage } from '../../../contract/desk/transcript.ts';
import { mostMessagesAtOnce } from '../../../contract/sessions/answers.ts';
import type { ChatMessage } from '../../../contract/sessions/interaction.ts';
import type { DeskModel } from '../model.ts';
import { putSession } from '../sessions.ts';
import { chatOf } from './interaction-session.ts';
import { withoutUnsent } from './unsent.ts';

type Transcripts = DeskModel['transcripts'];

/** What becomes of messages that came. */
export interface Written {
  readonly model: DeskModel;
  /** What was between the last one and these is missing. */
  readonly isGap: boolean;
}

/** What was written in a chat: messages that are there already are passed over, and none is shown before those before it. */
export function messagesCame(
  model: DeskModel,
  interactionId: string,
  messages: readonly ChatMessage[],
): Written {
  const chat = chatOf(model, interactionId);
  // Of an offer that was given back, or a chat that is finished here.
  if (!chat) return { model, isGap: false };
  const before = model.transcripts[interactionId] ?? [];
  const news = nextMessages(before.length, messages);
  const isGap = messages.some(({ number }) => number > before.length + news.length);
  if (news.length === 0) return { model, isGap };
  const isRead = model.view.selectedSession === interactionId;
  const last = news.at(-1) ?? chat.last;
  // A message is told by itself, not with the whole interaction: it is the last one as soon as it is there.
  const lastMessage = Math.max(chat.interaction.lastMessage, last?.number ?? 0);
  const counted = putSession(
    { ...model, transcripts: { ...model.transcripts, [interactionId]: [...before, ...news] } },
    {
      ...chat,
      interaction: { ...chat.interaction, lastMessage },
      last,
      unread: isRead ? 0 : unread(chat.unread, news),
    },
  );
  const own = news.filter(({ from }) => from === 'agent').map(({ messageId }) => messageId);
  return { model: withoutUnsent(counted, interactionId, own), isGap };
}

/** Those that follow on what is there, in order, each once. */
function nextMessages(have: number, messages: readonly ChatMessage[]): readonly ChatMessage[] {
  const news: ChatMessage[] = [];
  for (const message of messages.toSorted((one, other) => one.number - other.number)) {
    if (message.number === have + news.length + 1) news.push(message);
  }
  return news;
}

/** Who has answered has read what was before: so a desk that was started anew counts right too. */
function unread(before: number, news: readonly ChatMessage[]): number {
  return news.reduce((count, { from }) => {
    if (from === 'agent') return 0;
    return from === 'customer' ? count + 1 : count;
  }, before);
}

/** Of each chat that this desk shows, the number of the last message that it has. */
export function lastNumbers({ view, transcripts }: DeskModel): Readonly<Record<string, number>> {
  const chats = view.sessions.filter(({ kind }) => kind === 'chat');
  return Object.fromEntries(chats.map(({ id }) => [id, transcripts[id]?.length ?? 0]));
}

/** All that was written in the open chats, in pages. */
export function allPages(transcripts: Transcripts): readonly TranscriptPage[] {
  return Object.entries(transcripts).flatMap(([sessionId, messages]) => pages(sessionId, messages));
}

/** What came between two moments of the desk, in pages. */
export function newPages(before: Transcripts, after: Transcripts): readonly TranscriptPage[] {
  if (before === after) return [];
  return Object.entries(after).flatMap(([sessionId, messages]) => {
    const had = before[sessionId] ?? [];
    return had === messages ? [] : pages(sessionId, messages.slice(had.length));
  });
}

function pages(sessionId: string, messages: readonly ChatMessage[]): readonly TranscriptPage[] {
  const count = Math.ceil(messages.length / mostMessagesAtOnce);
  return Array.from({ length: count }, (_, index) => ({
    sessionId,
    messages: messages.slice(index * mostMessagesAtOnce, (index + 1) * mostMessagesAtOnce),
  }));
}
