import type { AgentView, VoiceSession } from '../../../contract/desk/desk-state.ts';

export interface CallTabWords {
  /** Kind and status: "Voice · Talking". */
  readonly what: string;
  /** When the session's status began, for the time beside the name; null: no time is shown. */
  readonly since: number | null;
}

/** A call in its tab's words. What only the lost CTI server could tell is said as last known. */
export function callTabWords(session: VoiceSession, agent: AgentView | null): CallTabWords {
  const kind = session.call.type === 'consult' ? 'Consult' : 'Voice';
  if (agent?.known === 'lost' && !session.phone && session.phase !== 'ended') {
    return { what: `${kind} · Last known ${statusWords(session).toLowerCase()}`, since: null };
  }
  if (session.phase === 'ended') {
    return { what: `${kind} · ${agent?.state === 'WrapUp' ? 'Wrap-up' : 'Ended'}`, since: null };
  }
  return { what: `${kind} · ${statusWords(session)}`, since: statusSince(session) };
}

function statusWords({ phase, phone, call }: VoiceSession): string {
  switch (phase) {
    case 'offered':
      return 'Ringing';
    case 'dialling':
      return 'Dialling';
    case 'held':
      return 'On hold';
    case 'talking':
      return phone?.muted ? 'Muted' : call.type === 'conference' ? 'Conference' : 'Talking';
    case 'ended':
      return 'Ended';
  }
}

function statusSince({ phase, call }: VoiceSession): number | null {
  if (phase === 'offered') return null;
  if (phase === 'held')
    return call.segments.findLast(({ kind }) => kind === 'hold')?.startedAt ?? call.answeredAt;
  return call.answeredAt ?? call.offeredAt;
}
