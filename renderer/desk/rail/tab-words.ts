import { callLabel } from '../../../contract/cti/call-label.ts';
import type {
  ActionItemSession,
  ChatSession,
  DeskSession,
  DeskState,
} from '../../../contract/desk/desk-state.ts';
import { never } from '../../../contract/result.ts';
import type { IconName } from '../../parts/icons.tsx';
import { sessionsAnswer } from '../../state/selectors.ts';
import { dueWords } from '../action-item/due-words.ts';
import { interactionName } from '../interaction/interaction-words.ts';
import { callTabWords } from './call-tab-words.ts';

/** What of the desk a tab's words are made of. */
export type AroundTab = Pick<DeskState, 'agent' | 'connections'>;

/** A session in its tab's words. */
export interface TabWords {
  readonly name: string;
  readonly icon: IconName;
  /** Kind and status: "Voice · Talking". */
  readonly what: string;
  /** When the session's status began, for the time beside the name; null: no time is shown. */
  readonly since: number | null;
  /** What ends by itself: the ringing, the wrap-up. */
  readonly ends: { readonly from: number; readonly at: number } | null;
  readonly unread: number;
  readonly isRinging: boolean;
  /** Whether the server that knows of it answers; otherwise the words are what was last known. */
  readonly isKnown: boolean;
}

/** @param now by the servers' clock: what is due another day says so */
export function tabWords(session: DeskSession, desk: AroundTab, now: number): TabWords {
  switch (session.kind) {
    case 'voice': {
      const { offeredAt, noAnswerAt, direction } = session.call;
      const isRinging = session.phase === 'offered';
      return {
        name: callLabel(session.call),
        icon: direction === 'outbound' ? 'outbound' : 'phone',
        ...callTabWords(session, desk.agent),
        ends: isRinging && noAnswerAt !== null ? { from: offeredAt, at: noAnswerAt } : null,
        unread: 0,
        isRinging,
        isKnown: desk.agent?.known !== 'lost',
      };
    }
    case 'chat':
      return interactionTab(session, 'Chat', chatStatus(session, sessionsAnswer(desk)), desk);
    case 'action':
      return interactionTab(session, 'Action item', actionStatus(session, now), desk);
    case 'manual':
      return {
        name: session.title || 'Manual session',
        icon: 'manual',
        what: 'Manual · Only on this desk',
        since: session.openedAt,
        ends: null,
        unread: 0,
        isRinging: false,
        isKnown: true,
      };
    default:
      return never(session);
  }
}

interface Status {
  readonly word: string;
  /** It is so whether a session manager answers or not; else it is said as last known while none does. */
  readonly isSure?: true;
  readonly since: number | null;
}

function interactionTab(
  session: ChatSession | ActionItemSession,
  kind: string,
  { word, since, isSure }: Status,
  desk: AroundTab,
): TabWords {
  const { phase } = session;
  const isKnown = sessionsAnswer(desk);
  return {
    name: interactionName(session),
    icon: session.kind,
    what: `${kind} · ${isKnown || isSure ? word : `Last known ${word.charAt(0).toLowerCase()}${word.slice(1)}`}`,
    since: isKnown ? since : null,
    ends: isKnown ? endsOf(session) : null,
    unread: session.kind === 'chat' ? session.unread : 0,
    isRinging: phase === 'offered',
    isKnown,
  };
}

function endsOf({ phase, interaction }: ChatSession | ActionItemSession): TabWords['ends'] {
  const { offeredAt, noAnswerAt, endedAt, wrapUpEndsAt } = interaction;
  if (phase === 'offered') return noAnswerAt === null ? null : { from: offeredAt, at: noAnswerAt };
  if (phase === 'wrap-up' && wrapUpEndsAt !== null && endedAt !== null)
    return { from: endedAt, at: wrapUpEndsAt };
  return null;
}

/** Whose turn it is; since when, counts from the last message. */
function chatStatus({ phase, interaction, last, unsent }: ChatSession, isKnown: boolean): Status {
  switch (phase) {
    case 'offered':
      return { word: 'Ringing', since: null };
    case 'interrupted':
      return { word: 'Interrupted', since: null };
    case 'wrap-up':
      return { word: 'Wrap-up', since: null };
    case 'ended':
      return { word: 'Ended', since: null, isSure: true };
    case 'active': {
      const mine = unsent.at(-1);
      if (mine) return { word: isKnown ? 'You wrote last' : 'Not sent yet', since: mine.at, isSure: true };
      if (interaction.isCustomerTyping) return { word: 'Customer is typing', since: last?.at ?? null };
      if (last?.from === 'agent') return { word: 'You wrote last', since: last.at };
      return { word: 'Your turn', since: last?.at ?? interaction.answeredAt };
    }
    default:
      return never(phase);
  }
}

function actionStatus({ phase, interaction }: ActionItemSession, now: number): Status {
  switch (phase) {
    case 'offered':
      return { word: 'Ringing', since: null };
    case 'interrupted':
      return { word: 'Interrupted', since: null };
    case 'wrap-up':
      return { word: 'Wrap-up', since: null };
    case 'ended':
      return {
        word: interaction.end === null || interaction.end.cause === 'agent' ? 'Done' : 'Ended',
        since: null,
        isSure: true,
      };
    case 'active':
      return interaction.dueAt === null
        ? { word: 'Open', since: interaction.answeredAt }
        : { word: dueWords(interaction.dueAt, now), since: null, isSure: true };
    default:
      return never(phase);
  }
}
