import type { DeskSession, DeskState } from '../../../contract/desk/desk-state.ts';
import { mostTabs, openSessions } from '../../../contract/desk/tabs.ts';
import type { ChannelSessions } from '../../../contract/sessions/channel-sessions.ts';
import { sessionSlots } from '../../../contract/sessions/session-slots.ts';
import type { Slot } from '../../parts/slots.tsx';
import { desktopSettings, tabsInOrder } from '../../state/selectors.ts';

/** What an agent of a contact centre with voice alone is logged in for. */
const voiceAlone: ChannelSessions = { voice: 1, actions: 0, chats: 0 };

export interface RailSlots {
  readonly slots: readonly Slot[];
  /** Sessions open and slots there are; null: not known. */
  readonly count: { readonly open: number; readonly most: number } | null;
  readonly reserved: number;
  readonly free: number;
  /** What the reserved ones are for. */
  readonly reservedFor: string;
}

/**
 * The slots over the tabs: open, kept in reserve (seed 001, buffer session), free. Without CTI it is not known what the
 * contact centre counts.
 */
export function railSlots(desk: DeskState): RailSlots {
  const channels = desk.channels ?? voiceAlone;
  const most = mostTabs(desktopSettings(desk));
  const reservedFor = reservedWords(channels);
  if (desk.agent?.known === 'lost') {
    return { slots: Array<Slot>(most).fill('unknown'), count: null, reserved: 0, free: 0, reservedFor };
  }
  const { used, reserved, free } = sessionSlots(openSessions(desk.sessions), channels, most);
  return {
    slots: [
      ...tabsInOrder(desk.sessions).map((session) => usedSlot(session, desk.selectedSession)),
      ...Array<Slot>(reserved).fill('held'),
      ...Array<Slot>(free).fill('free'),
    ],
    count: { open: used, most },
    reserved,
    free,
    reservedFor,
  };
}

function usedSlot(session: DeskSession, selected: string | null): Slot {
  if (session.kind !== 'manual' && session.phase === 'offered') return 'ring';
  return session.id === selected ? 'here' : 'used';
}

function reservedWords({ voice, chats }: ChannelSessions): string {
  if (voice > 0 && chats > 0) return 'Reserved for a call or a chat';
  return chats > 0 ? 'Reserved for a chat' : 'Reserved for a call transfer';
}
