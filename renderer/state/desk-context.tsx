import { createContext, type ReactNode, useCallback, useContext, useRef } from 'react';
import { useStore } from 'zustand';
import type { DeskCommand } from '../../contract/desk/desk-command.ts';
import type { DeskState } from '../../contract/desk/desk-state.ts';
import type { ChatMessage } from '../../contract/sessions/interaction.ts';
import type { DeskTools } from './desk-tools.ts';
import { type DraftEdit, type Drafted, draftOf } from './drafts.ts';
import { type Replied, type ReplyEdit, replyOf } from './replies.ts';
import { shareUnchanged } from './share-unchanged.ts';
import type { UiState } from './ui-store.ts';

const DeskContext = createContext<DeskTools | null>(null);

/** Gives everything below it the desk. */
export function DeskProvider({
  tools,
  children,
}: {
  readonly tools: DeskTools;
  readonly children: ReactNode;
}) {
  return <DeskContext value={tools}>{children}</DeskContext>;
}

export function useDeskTools(): DeskTools {
  const tools = useContext(DeskContext);
  if (!tools) throw new Error('useDeskTools: there is no DeskProvider above this component');
  return tools;
}

/** Whether main has sent a state yet. */
export function useDeskIsThere(): boolean {
  return useStore(useDeskTools().desk, ({ desk }) => desk !== null);
}

/** A part of the desk's state; draws again only when that part changes. */
export function useDesk<Part>(select: (desk: DeskState) => Part): Part {
  return useStore(useDeskTools().desk, ({ desk }) => {
    if (!desk) throw new Error('useDesk: main has sent no state yet');
    return select(desk);
  });
}

/** Something made anew of the desk's state at each change; draws again only when it differs from the last. */
export function useDeskMade<Made>(make: (desk: DeskState) => Made): Made {
  const last = useRef<Made | undefined>(undefined);
  return useDesk((desk) => {
    const made = shareUnchanged(last.current, make(desk));
    last.current = made;
    return made;
  });
}

/** Something made of the servers' time; draws again only when what was made changes. */
export function useServerTime<Part>(select: (now: number) => Part): Part {
  return useStore(useDeskTools().clock.store, ({ now }) => select(now));
}

export function useUi<Part>(select: (ui: UiState) => Part): Part {
  return useStore(useDeskTools().ui, select);
}

/** What is written about a session: the edit under way, else what main has. */
export function useDraft(session: Drafted): DraftEdit {
  const edit = useStore(useDeskTools().drafts.store, (edits) => edits[session.id]);
  return edit ?? draftOf({}, session);
}

/** The reply that is being written in a chat, else what main has. */
export function useReply(chat: Replied): ReplyEdit {
  const edit = useStore(useDeskTools().replies.store, (edits) => edits[chat.id]);
  return edit ?? replyOf({}, chat);
}

const nothingWritten: readonly ChatMessage[] = [];

/** All that was written in a chat, in order. */
export function useTranscript(sessionId: string): readonly ChatMessage[] {
  return useStore(useDeskTools().transcripts.store, (all) => all[sessionId] ?? nothingWritten);
}

/** Sends a command; where it is refused, the desk says so across the window. */
export function useCommand(): (command: DeskCommand) => void {
  const { run, ui } = useDeskTools();
  return useCallback(
    (command) => {
      void run(command).then((outcome) => ui.setState({ refused: outcome.ok ? null : outcome.error }));
    },
    [run, ui],
  );
}
