import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DeskBridge } from '../../contract/bridge/channels.ts';
import type { DeskCommand } from '../../contract/desk/desk-command.ts';
import type { CommandOutcome } from '../../contract/desk/desk-error.ts';
import type { DeskState } from '../../contract/desk/desk-state.ts';
import { createDrafts, type Drafts } from './drafts.ts';
import { createReadingPlaces, type ReadingPlaces } from './reading-places.ts';
import { createReplies, type Replies } from './replies.ts';
import { createServerClock, type DeskClock, type ServerClock } from './server-clock.ts';
import { createSettingsEdits, type SettingsEdits } from './settings-edits.ts';
import { shareUnchanged } from './share-unchanged.ts';
import { type ShownDesk, shownDesk } from './shown-desk.ts';
import { createTabTurns } from './tab-turns.ts';
import { createTranscripts, type Transcripts } from './transcripts.ts';
import { createUiStore, forgetLoginString, openPanel, type UiStore } from './ui-store.ts';

/** What is shown of the newest state that main has sent; null until the first. */
export interface NewestDesk {
  readonly desk: DeskState | null;
}

/** All that the window works with: built once, handed down by a context. */
export interface DeskTools {
  readonly bridge: DeskBridge;
  readonly desk: StoreApi<NewestDesk>;
  readonly clock: ServerClock;
  readonly ui: UiStore;
  readonly drafts: Drafts;
  readonly replies: Replies;
  readonly transcripts: Transcripts;
  readonly readingPlaces: ReadingPlaces;
  readonly settings: SettingsEdits;
  /** Hands a command to main. Never rejects: a broken bridge is an outcome too. */
  run(command: DeskCommand): Promise<CommandOutcome>;
  stop(): void;
}

export function createDeskTools(bridge: DeskBridge, localClock: DeskClock): DeskTools {
  const desk = createStore<NewestDesk>(() => ({ desk: null }));
  const clock = createServerClock(localClock);
  const ui = createUiStore();
  let newest: DeskState | null = null;
  const turns = createTabTurns(() => newest && show(newest));
  const run = (command: DeskCommand): Promise<CommandOutcome> => {
    if (turnsToWork.has(command.type)) openPanel(ui, null);
    const outcome = bridge.command(command).catch((cause: unknown) => notPassedOn(command, cause));
    if (command.type === 'selectSession') turns.turnTo(command.sessionId, outcome);
    return outcome;
  };
  const drafts = createDrafts(
    (sessionId, notes, disposition) => run({ type: 'saveDraft', sessionId, notes, disposition }),
    localClock,
  );
  const replies = createReplies(run, localClock);
  const transcripts = createTranscripts();
  const readingPlaces = createReadingPlaces();
  let shown: ShownDesk | null = null;
  let cancelLook = (): void => {};
  const show = (told: DeskState): void => {
    newest = told;
    cancelLook();
    shown = shownDesk(turns.over(told), shown, localClock.monotonic());
    const { lookAgainAt } = shown;
    if (lookAgainAt !== null) {
      cancelLook = localClock.after(lookAgainAt - localClock.monotonic(), () => show(told));
    }
    const state = shareUnchanged(desk.getState().desk, shown.desk);
    clock.setOffset(state.clockOffsetMs);
    desk.setState({ desk: state });
    const ids = state.sessions.map(({ id }) => id);
    for (const ofSessions of [drafts, replies, transcripts, readingPlaces]) ofSessions.keepOnly(ids);
    forgetLogin(ui, state);
  };
  const stopListening = bridge.onState(show);
  const stopReading = bridge.onTranscript(transcripts.take);
  return {
    bridge,
    desk,
    clock,
    ui,
    drafts,
    replies,
    transcripts,
    readingPlaces,
    settings: createSettingsEdits(bridge, localClock),
    run,
    stop: () => {
      stopListening();
      stopReading();
      cancelLook();
      newest = null;
      clock.stop();
    },
  };
}

/** With these the agent turns to a session of his: it is not to lie behind the settings. */
const turnsToWork: ReadonlySet<DeskCommand['type']> = new Set([
  'selectSession',
  'answer',
  'acceptOffer',
  'openManualSession',
  'dial',
]);

/** Once it has logged in, nothing of the login string is kept in the window's memory. */
function forgetLogin(ui: UiStore, { login }: DeskState): void {
  if (login.phase === 'logged-in' && ui.getState().login.text !== '') forgetLoginString(ui);
}

function notPassedOn(command: DeskCommand, cause: unknown): CommandOutcome {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return {
    ok: false,
    error: {
      code: 'bridge',
      title: 'That did not reach the desk',
      message: 'Try it again. If it stays so, close this window and open it again; a call goes on meanwhile.',
      details: { command: command.type, cause: reason },
      remedies: [],
    },
  };
}
