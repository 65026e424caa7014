import type { DeskSession } from '../../contract/desk/desk-state.ts';
import type { Effect } from './effects.ts';
import { replyOf } from './sessions.ts';

/** Puts all that is written about a session on disk. */
export function draftToDisk(session: DeskSession, agentId: string, commandId: string | null): Effect {
  const { id: sessionId, kind, draft } = session;
  const { notes, disposition } = draft;
  return {
    type: 'saveDraft',
    commandId,
    agentId,
    sessionId,
    kind,
    notes,
    disposition,
    reply: replyOf(session),
  };
}
