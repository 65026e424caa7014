import type { ActionItemSession, ChatSession } from '../../../contract/desk/desk-state.ts';

/** Who a chat is with; what an action item is about. */
export function interactionName({ kind, interaction }: ChatSession | ActionItemSession): string {
  const { customerName, subject } = interaction;
  return kind === 'chat'
    ? customerName || 'Customer without a name'
    : subject || customerName || 'Action item without a subject';
}

/** At the beginning of a sentence. */
export const kindWord = { chat: 'Chat', action: 'Action item' } as const;

export const interruptedWords = 'Interrupted by your call; it goes on when the call ends';
