import type { DesktopSettings } from '../../contract/configuration/desktop-settings.ts';
import type {
  ActionItemSession,
  ChatSession,
  DeskSession,
  DeskState,
  VoiceSession,
} from '../../contract/desk/desk-state.ts';
import { tabs } from '../../contract/desk/tabs.ts';
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

/** The session whose sheet is open. */
export function selectedSession({ sessions, selectedSession }: DeskState): DeskSession | null {
  return tabs(sessions).find(({ id }) => id === selectedSession) ?? null;
}

const kindsInOrder = ['voice', 'chat', 'action', 'manual'] as const satisfies readonly DeskSession['kind'][];

/** The tabs as the rail has them: voice above chats above action items above manual sessions. */
export function tabsInOrder(sessions: readonly DeskSession[]): readonly DeskSession[] {
  return kindsInOrder.flatMap((kind) => tabs(sessions).filter((session) => session.kind === kind));
}

/** The call that rings here and may be answered: one with a tab before one without. */
export function ringingSession({ sessions }: Pick<DeskState, 'sessions'>): VoiceSession | null {
  const ringing = voiceSessions(sessions).filter(({ phase }) => phase === 'offered');
  return ringing.find(({ place }) => place === 'tab') ?? ringing[0] ?? null;
}

/** A call that rings and has a tab: it is shown over the desk. */
export function ringingTab(desk: Pick<DeskState, 'sessions'>): VoiceSession | null {
  const ringing = ringingSession(desk);
  return ringing?.place === 'tab' ? ringing : null;
}

export type Offer = (ChatSession | ActionItemSession) & { readonly phase: 'offered' };

/** The chats and action items that are offered, in the rail's order. */
export function offers(sessions: readonly DeskSession[]): readonly Offer[] {
  return tabsInOrder(sessions).filter(
    (session): session is Offer =>
      (session.kind === 'chat' || session.kind === 'action') && session.phase === 'offered',
  );
}

/** The call without a tab that lives beside the one that the toolbar acts on; null: none does. */
export function besideInToolbar(desk: Pick<DeskState, 'sessions' | 'selectedSession'>): VoiceSession | null {
  const pair = consultation(desk);
  const shown = [toolbarSession(desk)?.id, pair?.first.id, pair?.consult.id];
  const others = voiceSessions(desk.sessions).filter(
    ({ id, place, phase }) => place === 'toolbar' && phase !== 'ended' && !shown.includes(id),
  );
  return others.find(({ phase }) => phase === 'offered') ?? others[0] ?? null;
}

/** Whether a session manager answers, so that what is shown of chats and action items is so. */
export function sessionsAnswer({ connections }: Pick<DeskState, 'connections'>): boolean {
  return connections.sessions.inUse !== null;
}

/** Neither session manager answers, though the profile has them. */
export function sessionsAreDown({ connections }: Pick<DeskState, 'connections'>): boolean {
  return connections.sessions.status === 'down';
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
 * The call that the toolbar acts on: in a consultation the one that is not on hold; else one without a tab that he talks
 * in, for it has no other place; else the selected one while it lives; else the one that rings; else any that lives.
 */
export function toolbarSession(desk: Pick<DeskState, 'sessions' | 'selectedSession'>): VoiceSession | null {
  const pair = consultation(desk);
  if (pair) return pair.consult.phase === 'held' ? pair.first : pair.consult;
  const live = voiceSessions(desk.sessions).filter(({ phase }) => phase !== 'ended');
  const withoutTab = live.find(({ place, phase }) => place === 'toolbar' && phase === 'talking');
  if (withoutTab) return withoutTab;
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
