import type { WrapUpData } from '../../contract/cti/requests.ts';
import type { SessionsPost } from '../../contract/sessions/requests.ts';
import { isOpen, isWhole } from './attempt.ts';
import { draftToDisk } from './draft-to-disk.ts';
import type { Effect } from './effects.ts';
import { showLeftMessages } from './interactions/unsent.ts';
import { done } from './login.ts';
import { awaiting, type DeskModel, type Step, step } from './model.ts';
import { anySession } from './sessions.ts';

/** What must arrive: on disk before the wire, and there until its server has confirmed it. */
export type Post = WrapUpData | SessionsPost;

/** Whose servers take it, each with an outbox of its own. */
export type PostWire = 'cti' | 'sessions';

export function wireOf(post: Post): PostWire {
  return post.type === 'SetCallDataRequest' ? 'cti' : 'sessions';
}

/** Into the outbox on disk; it goes out when it is there. Who clicked is answered then, too. */
export function post(model: DeskModel, request: Post, commandId: string | null = null): Step {
  const agentId = model.attempt?.login.agentId;
  if (agentId === undefined) return step(model);
  return step(awaiting(model, request.id, { about: 'post', request, stage: 'to-disk', commandId }), {
    type: 'post',
    request,
    agentId,
  });
}

/** It is on disk, or could not be put there: it goes out now where its server understands it. */
export function postReady(model: DeskModel, id: string): Step {
  const pending = model.pending[id];
  if (pending?.about !== 'post') return step(model);
  const { commandId, request } = pending;
  const ready = awaiting(model, id, { ...pending, stage: 'to-server', commandId: null });
  return step(
    ready,
    ...(commandId === null ? [] : [done(commandId)]),
    ...sentReplyGone(model, request),
    ...(isTaken(model, request) ? [sending(request)] : []),
  );
}

/** What is on its way stands in the chat's box no longer: on disk too, now that the outbox has it. */
function sentReplyGone(model: DeskModel, request: Post): readonly Effect[] {
  if (request.type !== 'SendChatMessageRequest' || !model.attempt) return [];
  const chat = anySession(model, request.interactionId);
  const isOnDisk = chat?.kind === 'chat' && chat.draft.savedAt !== null;
  return isOnDisk ? [draftToDisk(chat, model.attempt.login.agentId, null)] : [];
}

/** What an earlier run wrote and could not send, and what was under way when a server was lost: each under its id. */
export function postsLeft(model: DeskModel, requests: readonly Post[], now: number): Step {
  const news = requests.filter(({ id }) => !Object.hasOwn(model.pending, id));
  const waiting = news.reduce<DeskModel>(
    (so, request) =>
      awaiting(so, request.id, { about: 'post', request, stage: 'to-server', commandId: null }),
    model,
  );
  return step(
    showLeftMessages(waiting, news, now),
    ...news.filter((request) => isTaken(model, request)).map(sending),
  );
}

/** Whether the server that it is for has this desk's session now. */
function isTaken({ attempt }: DeskModel, request: Post): boolean {
  return wireOf(request) === 'cti' ? isWhole(attempt) : isOpen(attempt);
}

export function sending(request: Post): Effect {
  return request.type === 'SetCallDataRequest'
    ? { type: 'sendCti', request }
    : { type: 'sendSessions', request };
}
