import type { DeskState } from '../../../contract/desk/desk-state.ts';
import { voiceSessions } from '../../../contract/desk/voice-sessions.ts';
import { bufferSessions, mostSessions } from '../../../contract/sessions/channel-sessions.ts';
import type { Slot } from '../../parts/slots.tsx';

/** What an agent of a contact centre with voice alone is logged in for. */
const voiceAlone = { voice: 1, actions: 0, chats: 0 } as const;

export interface RailSlots {
  readonly slots: readonly Slot[];
  /** Sessions open and slots there are; null: not known. */
  readonly count: { readonly open: number; readonly most: number } | null;
  readonly reserved: number;
  readonly free: number;
}

/**
 * The slots over the tabs. A logged-in voice channel keeps one in reserve, for a consultation or a transfer
 * (seed 001, buffer session); a second call takes it. Without CTI nothing of this is known.
 */
export function railSlots({ sessions, selectedSession, agent }: DeskState): RailSlots {
  if (agent?.known === 'lost') {
    return { slots: Array<Slot>(mostSessions).fill('unknown'), count: null, reserved: 0, free: 0 };
  }
  const used = voiceSessions(sessions).map(({ id, phase }): Slot => {
    if (phase === 'offered') return 'ring';
    return id === selectedSession ? 'here' : 'used';
  });
  const reserved = used.length > 1 || used.length >= mostSessions ? 0 : bufferSessions(voiceAlone);
  const free = Math.max(0, mostSessions - used.length - reserved);
  return {
    slots: [...used, ...Array<Slot>(reserved).fill('held'), ...Array<Slot>(free).fill('free')],
    count: { open: used.length, most: mostSessions },
    reserved,
    free,
  };
}
