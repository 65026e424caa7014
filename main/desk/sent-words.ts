import type { DeskModel } from './model.ts';
import type { Post } from './posts.ts';

/** How what an agent wrote, and whoever did not take it, are called in sentences to him. */
export interface PostWords {
  /** "your notes on the call with Aileen Mackay". */
  readonly what: string;
  /** "your notes on several calls". */
  readonly several: string;
  /** "the switch". */
  readonly byWhom: string;
  /** One banner for all of a kind: whoever has many is told once. */
  readonly bannerId: string;
}

export function postWords(model: DeskModel, post: Post): PostWords {
  switch (post.type) {
    case 'SetCallDataRequest':
      return {
        what: `your notes on ${callWords(model, post.callId)}`,
        several: 'your notes on several calls',
        byWhom: 'the switch',
        bannerId: 'notes-refused',
      };
    case 'CompleteInteractionRequest':
      return {
        what: `your notes on ${interactionWords(model, post.interactionId)}`,
        several: 'your notes on several chats or action items',
        byWhom: 'the connector',
        bannerId: 'interaction-notes-refused',
      };
    case 'SendChatMessageRequest':
      return {
        what: `what you wrote in ${interactionWords(model, post.interactionId)}`,
        several: 'several of your messages',
        byWhom: 'the connector',
        bannerId: 'messages-refused',
      };
  }
}

/** For the log, which names no customer. */
export function postNames(post: Post): string {
  switch (post.type) {
    case 'SetCallDataRequest':
      return `the notes on call ${post.callId}`;
    case 'CompleteInteractionRequest':
      return `the notes on interaction ${post.interactionId}`;
    case 'SendChatMessageRequest':
      return `the words of message ${post.id} in chat ${post.interactionId}`;
  }
}

function callWords({ view }: DeskModel, callId: string): string {
  const call = view.recentCalls.find((one) => one.callId === callId);
  const who = call?.name || call?.number;
  return who ? `the call with ${who}` : `call ${callId}`;
}

function interactionWords({ view }: DeskModel, interactionId: string): string {
  const session = view.sessions.find(({ id }) => id === interactionId);
  if (session?.kind === 'action') return `the action item "${session.interaction.subject}"`;
  const name = session?.kind === 'chat' ? session.interaction.customerName : '';
  return name ? `the chat with ${name}` : `interaction ${interactionId}`;
}
