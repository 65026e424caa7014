import type {
  ActionItemSession,
  ChatSession,
  DeskSession,
  DeskState,
} from '../../contract/desk/desk-state.ts';

/**
 * What a logout would take from the agent, in a sentence: chats and action items that are open, or over and not finished.
 * Null: nothing.
 */
export function whatIsUnfinished({ sessions }: Pick<DeskState, 'sessions'>): string | null {
  const unfinished = sessions.filter(isInteraction).map(named);
  return unfinished.length === 0 ? null : `Still open: ${unfinished.join(', ')}.`;
}

function isInteraction(session: DeskSession): session is ChatSession | ActionItemSession {
  return session.kind === 'chat' || session.kind === 'action';
}

function named({ kind, interaction }: ChatSession | ActionItemSession): string {
  const { customerName, subject } = interaction;
  if (kind === 'action') return subject === '' ? 'an action item' : `the action item "${subject}"`;
  return customerName === '' ? 'a chat' : `the chat with ${customerName}`;
}
