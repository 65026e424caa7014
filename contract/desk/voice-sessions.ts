import type { DeskSession, VoiceSession } from './desk-state.ts';

/** The calls among them, in order. */
export function voiceSessions(sessions: readonly DeskSession[]): readonly VoiceSession[] {
  return sessions.filter((session) => session.kind === 'voice');
}
