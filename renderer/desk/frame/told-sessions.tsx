import { useRef, useState } from 'react';
import type { ChatSession, DeskState } from '../../../contract/desk/desk-state.ts';
import { useDesk, useServerTime } from '../../state/desk-context.tsx';
import { offers } from '../../state/selectors.ts';
import { firstName } from '../chat/chat-words.ts';
import { interactionName, kindWord } from '../interaction/interaction-words.ts';

/** What is told of the other chats is said no more often than this, milliseconds. */
const unreadEveryMs = 5_000;

/**
 * What a screen reader is told of chats and action items, when it suits: what is offered, what the customer of the open
 * chat writes, and how much is unread elsewhere.
 */
export function ToldSessions({ keys }: { readonly keys: string }) {
  const offered = useDesk((desk) => offerWords(desk, keys));
  const open = useDesk(openChat);
  const hasChats = useDesk(({ sessions }) => sessions.some(({ kind }) => kind === 'chat'));
  return (
    <>
      <div role="status">{offered}</div>
      <div role="status">{open && <Newest key={open.id} session={open} />}</div>
      <div role="status">{hasChats && <Unread />}</div>
    </>
  );
}

function offerWords({ sessions }: DeskState, keys: string): string {
  const [first, ...others] = offers(sessions);
  if (!first) return '';
  const { skillGroup } = first.interaction;
  const queue = skillGroup ? `, ${skillGroup.name}` : '';
  const more = others.length === 0 ? '' : ` ${others.length} more offered.`;
  return `${kindWord[first.kind]} offered: ${interactionName(first)}${queue}. ${keys} accepts.${more}`;
}

function openChat({ sessions, selectedSession }: DeskState): ChatSession | null {
  const open = sessions.find(({ id }) => id === selectedSession);
  return open?.kind === 'chat' ? open : null;
}

/** What the customer writes from now on; what was there when the tab was opened is read, not told. */
function Newest({ session }: { readonly session: ChatSession }) {
  const { last, interaction } = session;
  const [before] = useState(last?.messageId);
  if (!last || last.from === 'agent' || last.messageId === before) return null;
  return last.from === 'system' ? last.text : `${firstName(interaction.customerName)}: ${last.text}`;
}

function Unread() {
  const beat = useServerTime((now) => Math.floor(now / unreadEveryMs));
  const words = useDesk(unreadWords);
  const told = useRef({ beat: 0, words: '' });
  if (told.current.beat !== beat) told.current = { beat, words };
  return told.current.words;
}

/** "3 unread from Tomasz Wrona. 1 unread from D. Farquhar." */
function unreadWords({ sessions, selectedSession }: DeskState): string {
  return sessions
    .flatMap((session) =>
      session.kind === 'chat' && session.unread > 0 && session.id !== selectedSession
        ? [`${session.unread} unread from ${interactionName(session)}.`]
        : [],
    )
    .join(' ');
}
