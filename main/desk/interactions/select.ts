import { type DeskModel, withView } from '../model.ts';

/** Opens a session's sheet; what was written in its chat counts as read from now on. */
export function select(model: DeskModel, sessionId: string | null): DeskModel {
  const sessions = model.view.sessions.map((session) =>
    session.kind === 'chat' && session.id === sessionId && session.unread > 0
      ? { ...session, unread: 0 }
      : session,
  );
  return withView(model, { sessions, selectedSession: sessionId });
}
