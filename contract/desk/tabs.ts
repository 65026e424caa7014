import type { DesktopSettings } from '../configuration/desktop-settings.ts';
import { mostSessions } from '../sessions/channel-sessions.ts';
import type { OpenSessions } from '../sessions/session-slots.ts';
import type { DeskSession } from './desk-state.ts';

/** The sessions that have a tab, in order: all but calls in the toolbar. */
export function tabs(sessions: readonly DeskSession[]): readonly DeskSession[] {
  return sessions.filter((session) => session.kind !== 'voice' || session.place === 'tab');
}

/** How many tabs there are of each kind; what is over and not finished has one still. */
export function openSessions(sessions: readonly DeskSession[]): OpenSessions {
  const open = { voice: 0, chat: 0, action: 0, manual: 0 };
  for (const { kind } of tabs(sessions)) open[kind] += 1;
  return open;
}

/** HTTP sessions where nothing is set: with the communication session they leave an agent all six. */
const usualHttpSessions = mostSessions + 1;

/**
 * How many tabs may be open: six, or fewer where a user has fewer HTTP sessions, of which the communication session takes
 * one (seed 001, reroute reason A0; `icm/HTTP/esid_max_ctx`).
 */
export function mostTabs(desktop: Pick<DesktopSettings, 'httpSessions'> | null): number {
  return Math.min(mostSessions, (desktop?.httpSessions ?? usualHttpSessions) - 1);
}
