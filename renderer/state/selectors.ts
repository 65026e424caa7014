import type { DesktopSettings } from '../../contract/configuration/desktop-settings.ts';
import type { DeskState, VoiceSession } from '../../contract/desk/desk-state.ts';
import { voiceSessions } from '../../contract/desk/voice-sessions.ts';

/** A first call on hold and the call about it. */
export interface Consultation {
  readonly first: VoiceSession;
  readonly consult: VoiceSession;
}

/** The cluster's settings; null before anything was downloaded. */
export function desktopSettings({ configuration }: DeskState): DesktopSettings | null {
  return configuration.status === 'none' ? null : configuration.desktop;
}

export function selectedSession({ sessions, selectedSession }: DeskState): VoiceSession | null {
  return voiceSessions(sessions).find(({ id }) => id === selectedSession) ?? null;
}

/** The call that rings here and may be answered. */
export function ringingSession({ sessions }: Pick<DeskState, 'sessions'>): VoiceSession | null {
  return voiceSessions(sessions).find(({ phase }) => phase === 'offered') ?? null;
}

export function consultation({ sessions }: Pick<DeskState, 'sessions'>): Consultation | null {
  for (const consult of voiceSessions(sessions)) {
    if (consult.call.type !== 'consult' || consult.phase === 'ended') continue;
    const first = voiceSessions(sessions).find(
      ({ id, phase }) => id === consult.call.consultOf && phase !== 'ended',
    );
    if (first) return { first, consult };
  }
  return null;
}

/**
 * The call that the toolbar acts on: in a consultation the one that is not on hold; else the selected one while it
 * lives; else the one that rings; else any that lives.
 */
export function toolbarSession(desk: Pick<DeskState, 'sessions' | 'selectedSession'>): VoiceSession | null {
  const pair = consultation(desk);
  if (pair) return pair.consult.phase === 'held' ? pair.first : pair.consult;
  const live = voiceSessions(desk.sessions).filter(({ phase }) => phase !== 'ended');
  const selected = live.find(({ id, phase }) => id === desk.selectedSession && phase !== 'offered');
  return selected ?? ringingSession(desk) ?? live[0] ?? null;
}

/** Whose sound the calls' is: the desk's own phone, or one that stands beside it and is controlled by CTI. */
export function phoneOf({ phone }: Pick<DeskState, 'phone'>): 'own' | 'beside' {
  return phone.registration === 'none' ? 'beside' : 'own';
}

/** The desk's own phone could not register: no call can come to it. */
export function phoneHasFailed({ phone }: Pick<DeskState, 'phone'>): boolean {
  return phone.registration === 'failed';
}

/** A call that is up, and whose sound the desk's own phone does not have. */
export function isSoundElsewhere(desk: Pick<DeskState, 'phone'>, session: VoiceSession): boolean {
  const isUp = session.phase === 'talking' || session.phase === 'held';
  return isUp && session.phone === null && phoneOf(desk) === 'own';
}

/** Whether a CTI server answers, so that requests can be sent now. */
export function ctiAnswers({ agent }: Pick<DeskState, 'agent'>): boolean {
  return agent?.known === 'live';
}

/** Whether the window shows the desk, not the login screen. */
export function isAtWork({ login, sessions }: DeskState): boolean {
  switch (login.phase) {
    case 'logged-in':
    case 'logging-out':
      return true;
    case 'displaced':
      // Taken over in mid-call: the call is still here, and so are its buttons.
      return sessions.length > 0;
    default:
      return false;
  }
}
