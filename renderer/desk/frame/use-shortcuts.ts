import { useEffect } from 'react';
import type { DeskSession, DeskState } from '../../../contract/desk/desk-state.ts';
import { useDeskTools } from '../../state/desk-context.tsx';
import type { DeskTools } from '../../state/desk-tools.ts';
import {
  desktopSettings,
  offers,
  ringingSession,
  selectedSession,
  tabsInOrder,
} from '../../state/selectors.ts';
import { openPopover, togglePopover } from '../../state/ui-store.ts';
import { notesFieldId } from '../call/notes.tsx';
import { type ShortcutMeant, shortcutOf } from '../shortcuts.ts';
import { callTools } from '../toolbar/call-tools.ts';
import type { Tool } from '../toolbar/tool.ts';

/** Listens for the desk's shortcuts, wherever the focus is. */
export function useShortcuts(): void {
  const tools = useDeskTools();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const { desk } = tools.desk.getState();
      const meant = shortcutOf(event, tools.bridge.platform);
      if (desk && meant && !event.repeat && carryOut(meant, desk, tools)) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [tools]);
}

/** What is written there is not changed unseen. */
const needsTheSheet: ReadonlySet<ShortcutMeant['name']> = new Set(['notes', 'replies', 'disposition']);

/** Whether there was something to do. */
function carryOut(meant: ShortcutMeant, desk: DeskState, tools: DeskTools): boolean {
  if (tools.ui.getState().panel !== null && needsTheSheet.has(meant.name)) return false;
  const buttons = callTools(desk);
  switch (meant.name) {
    case 'answer':
      return answer(desk, tools);
    case 'hold':
      return buttons.first.word !== 'Answer' && press(buttons.first, tools);
    case 'mute':
      return press(buttons.mute, tools);
    case 'keypad':
      return press(buttons.keypad, tools);
    case 'release':
      return buttons.release.word === 'Release' && press(buttons.release, tools);
    case 'state':
      togglePopover(tools.ui, 'state');
      return true;
    case 'replies':
      return openReplies(desk, tools);
    case 'notes':
      return focusNotes();
    case 'neighbour':
      return selectNeighbour(meant.by, desk, tools);
    case 'session':
      return selectSession(meant.place, desk, tools);
    case 'disposition':
      return chooseDisposition(meant.place, desk, tools);
    case 'settings':
      // Heard where there is no desk yet, too: settings/use-settings-shortcut.ts.
      return false;
  }
}

function press(tool: Tool, tools: DeskTools): boolean {
  if (tool.off !== null) return false;
  if (tool.action.do === 'open') openPopover(tools.ui, tool.action.popover);
  else send(tools, tool.action.command);
  return true;
}

function send(tools: DeskTools, command: Parameters<DeskTools['run']>[0]): void {
  void tools
    .run(command)
    .then((outcome) => tools.ui.setState({ refused: outcome.ok ? null : outcome.error }));
}

function answer(desk: DeskState, tools: DeskTools): boolean {
  const ringing = ringingSession(desk);
  if (ringing) {
    send(tools, { type: 'answer', callId: ringing.id });
    return true;
  }
  // The one that is open before his eyes, else the first in the rail.
  const offered = offers(desk.sessions);
  const offer = offered.find(({ id }) => id === desk.selectedSession) ?? offered[0];
  if (!offer) return false;
  send(tools, { type: 'acceptOffer', sessionId: offer.id });
  if (offer.id !== desk.selectedSession) open(offer, tools);
  return true;
}

function openReplies(desk: DeskState, tools: DeskTools): boolean {
  const session = selectedSession(desk);
  if (session?.kind !== 'chat' || session.phase !== 'active') return false;
  togglePopover(tools.ui, 'standard-replies');
  return true;
}

function focusNotes(): boolean {
  const field = document.getElementById(notesFieldId);
  field?.focus();
  return field !== null;
}

/** In a chat that he goes to by a key he writes at once. */
function open(session: DeskSession, tools: DeskTools): void {
  tools.ui.setState({ focusNext: session.kind === 'chat' ? 'reply' : null });
  send(tools, { type: 'selectSession', sessionId: session.id });
}

function selectSession(place: number, desk: DeskState, tools: DeskTools): boolean {
  const session = tabsInOrder(desk.sessions)[place - 1];
  if (session) open(session, tools);
  return session !== undefined;
}

function selectNeighbour(by: 1 | -1, desk: DeskState, tools: DeskTools): boolean {
  const tabs = tabsInOrder(desk.sessions);
  const at = tabs.findIndex(({ id }) => id === desk.selectedSession);
  const to = at === -1 ? (by === 1 ? 0 : tabs.length - 1) : (at + by + tabs.length) % tabs.length;
  const session = tabs[to];
  if (session) open(session, tools);
  // Nothing of it is the browser's: Ctrl+Tab never leaves the desk.
  return true;
}

function chooseDisposition(place: number, desk: DeskState, tools: DeskTools): boolean {
  const session = selectedSession(desk);
  const disposition = desktopSettings(desk)?.dispositions[place - 1];
  if (!session || session.kind === 'manual' || !disposition) return false;
  tools.drafts.edit(session, { disposition: disposition.code });
  return true;
}
