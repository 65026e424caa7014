import type { ActionItemSession, ChatSession, DeskSession } from '../../../contract/desk/desk-state.ts';
import type { ChatMessage, Interaction } from '../../../contract/sessions/interaction.ts';
import { withView } from '../model.ts';
import type { DrivenDesk } from './driven-desk.ts';

/** Sessions that are no calls, for tests of what they have in common with calls. */

export function interactionSample(part: Partial<Interaction> = {}): Interaction {
  return {
    interactionId: 'chat-1',
    channel: 'chat',
    phase: 'active',
    subject: 'Move direct debit date',
    body: '',
    customerName: 'Maria Kowalczyk',
    customer: null,
    variables: {},
    skillGroup: { id: 7101, name: 'Billing chat' },
    isDirect: false,
    offeredAt: 2_000,
    answeredAt: 3_000,
    endedAt: null,
    noAnswerAt: null,
    wrapUpEndsAt: null,
    dueAt: null,
    lastMessage: 0,
    isCustomerTyping: false,
    end: null,
    ...part,
  };
}

export function chatSample(part: Partial<ChatSession> = {}): ChatSession {
  const id = part.id ?? 'chat-1';
  const phase = part.phase ?? 'active';
  return {
    kind: 'chat',
    id,
    interaction: interactionSample({ interactionId: id, phase }),
    phase,
    draft: { notes: '', disposition: null, savedAt: null },
    screenPop: null,
    reply: '',
    unsent: [],
    unread: 0,
    last: null,
    ...part,
  };
}

export function actionSample(part: Partial<ActionItemSession> = {}): ActionItemSession {
  const id = part.id ?? 'action-1';
  const phase = part.phase ?? 'active';
  return {
    kind: 'action',
    id,
    interaction: interactionSample({
      interactionId: id,
      channel: 'action',
      phase,
      subject: 'Rebill check, J. Adeyemi',
      customerName: '',
    }),
    phase,
    draft: { notes: '', disposition: null, savedAt: null },
    screenPop: null,
    ...part,
  };
}

/** The contact centre's messages of a chat, numbered from `first`. */
export function messagesSample(first: number, count: number, text = 'Hello'): readonly ChatMessage[] {
  return Array.from({ length: count }, (_, index) => ({
    messageId: `m-${first + index}`,
    number: first + index,
    from: 'customer',
    text,
    at: 10_000 + first + index,
  }));
}

/** The desk with these sessions beside those that it has. */
export function withSessions(desk: DrivenDesk, ...sessions: readonly DeskSession[]): DrivenDesk {
  desk.model = withView(desk.model, { sessions: [...desk.view.sessions, ...sessions] });
  return desk;
}

/** Chats that fill so many tabs. */
export function chats(count: number): readonly ChatSession[] {
  return Array.from({ length: count }, (_, index) => chatSample({ id: `chat-${index + 1}` }));
}
