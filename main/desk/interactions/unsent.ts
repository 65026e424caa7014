import type { ChatSession, UnsentMessage } from '../../../contract/desk/desk-state.ts';
import type { SendChatMessage } from '../../../contract/sessions/requests.ts';
import { type DeskModel, withView } from '../model.ts';
import type { Post } from '../posts.ts';

/** The messages of a chat that wait for the connector's word, in order. */
export function unsentOf(model: DeskModel, interactionId: string, now: number): readonly UnsentMessage[] {
  return Object.values(model.pending).flatMap((pending) =>
    pending.about === 'post' && isMessageOf(pending.request, interactionId)
      ? [unsentMessage(model, pending.request, now)]
      : [],
  );
}

/**
 * What an earlier run left for these chats is shown in them: it goes out now. Where that run died before it could take it
 * out of the box, it does not stand there too.
 */
export function showLeftMessages(model: DeskModel, posts: readonly Post[], now: number): DeskModel {
  return changeChats(model, (chat) => {
    const left = posts.filter((post) => isMessageOf(post, chat.id));
    const news = left.filter(({ id }) => !isShown(model, chat, id));
    if (news.length === 0) return chat;
    const unsent = [...chat.unsent, ...news.map((post) => unsentMessage(model, post, now))];
    return { ...chat, unsent, reply: news.some(({ text }) => text === chat.reply) ? '' : chat.reply };
  });
}

/** A message that never arrives is shown no longer: it is kept in a file, and a sentence says so. */
export function messageGivenUp(model: DeskModel, post: Post): DeskModel {
  return post.type === 'SendChatMessageRequest' ? withoutUnsent(model, post.interactionId, [post.id]) : model;
}

/** These have come back as messages of the chat. */
export function withoutUnsent(model: DeskModel, interactionId: string, ids: readonly string[]): DeskModel {
  return changeChats(model, (chat) =>
    chat.id === interactionId && chat.unsent.some(({ id }) => ids.includes(id))
      ? { ...chat, unsent: chat.unsent.filter(({ id }) => !ids.includes(id)) }
      : chat,
  );
}

/** What was confirmed and did not come back as a message of a chat that is over, never will. */
export function withoutConfirmed(model: DeskModel, interactionId: string): DeskModel {
  const chat = model.view.sessions.find(({ id }) => id === interactionId);
  if (chat?.kind !== 'chat') return model;
  const confirmed = chat.unsent.map(({ id }) => id).filter((id) => !Object.hasOwn(model.pending, id));
  return withoutUnsent(model, interactionId, confirmed);
}

export function unsentMessage(model: DeskModel, { id, text }: SendChatMessage, now: number): UnsentMessage {
  return { id, text, at: now + model.view.clockOffsetMs };
}

function isMessageOf(post: Post, interactionId: string): post is SendChatMessage {
  return post.type === 'SendChatMessageRequest' && post.interactionId === interactionId;
}

function isShown(model: DeskModel, chat: ChatSession, id: string): boolean {
  if (chat.unsent.some((message) => message.id === id)) return true;
  return (model.transcripts[chat.id] ?? []).some(({ messageId }) => messageId === id);
}

function changeChats(model: DeskModel, change: (chat: ChatSession) => ChatSession): DeskModel {
  let isChanged = false;
  const sessions = model.view.sessions.map((session) => {
    if (session.kind !== 'chat') return session;
    const changed = change(session);
    isChanged ||= changed !== session;
    return changed;
  });
  return isChanged ? withView(model, { sessions }) : model;
}
