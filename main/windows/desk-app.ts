import { app, type BrowserWindow, clipboard, dialog } from 'electron';
import type { WindowAction } from '../../contract/bridge/channels.ts';
import type { PhoneCommand, PhoneEvent } from '../../contract/softphone/messages.ts';
import { type Bridge, createBridge } from '../bridge/bridge.ts';
import { createStatePush, type StatePush } from '../bridge/state-push.ts';
import { createTranscriptPush, type TranscriptPush } from '../bridge/transcript-push.ts';
import type { Desk } from '../desk/desk.ts';
import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import type { Log } from '../log/log.ts';
import type { LegacyOffers } from '../settings/legacy/legacy-offers.ts';
import type { LocalSettings } from '../settings/local-settings.ts';
import { setOne, settingsView, unsetOne } from '../settings/settings-view.ts';
import type { Timers } from '../timers.ts';
import { type ClosingQuestion, closingQuestion } from './closing-question.ts';
import { openDeskWindow } from './desk-window.ts';
import { hardenPages } from './hardening.ts';
import { openPhoneWindow } from './phone-window.ts';

export interface DeskAppOptions {
  readonly settings: LocalSettings;
  readonly log: Log;
  readonly timers: Timers;
  readonly preloads: { readonly desk: string; readonly phone: string };
}

/** What is behind the windows. */
export interface Behind {
  readonly desk: Desk;
  readonly diagnostics: Diagnostics;
  readonly legacy: LegacyOffers;
  /** Takes what the phone tells. */
  readonly phoneEvent: (event: PhoneEvent) => void;
  /** Told what happens to the windows, for the help desk. */
  readonly note: (what: 'desk-window-gone' | 'phone-window-gone' | 'app-closing') => void;
  /** Resolves when everything the app has begun is ended. */
  readonly end: () => Promise<void>;
}

/** What the rest of the app may ask of its windows. */
export interface DeskApp {
  /** Once: the desk is there. What the windows have asked until then is answered now. */
  attach(behind: Behind): void;
  /** Brings the desk window to the front, opening it where it was closed. */
  show(): void;
  commandPhone(command: PhoneCommand): void;
}

/** A desk window that has not drawn itself in this time keeps the phone waiting no longer, milliseconds. */
const drawingLimitMs = 2_000;

interface Pushes {
  readonly written: TranscriptPush;
  readonly states: StatePush;
}

/** The desk window is shown what its desk becomes, each page of a transcript before the state that tells of it. */
function pushTo(bridge: Bridge, desk: Desk, timers: Timers): Pushes {
  const written = createTranscriptPush(desk, (page) => bridge.showTranscript(page), timers);
  const states = createStatePush((state) => {
    written.flush();
    bridge.showState(state);
  }, timers);
  desk.onChange((state) => states.show(state));
  return { written, states };
}

/** The app's two windows and their lives: the phone window outlives whatever happens to the one on screen. */
export function openDeskApp({ settings, log, timers, preloads }: DeskAppOptions): DeskApp {
  const awaited = Promise.withResolvers<Behind & { readonly pushes: Pushes }>();
  let behind: Behind | null = null;
  let deskWindow: BrowserWindow | null = null;
  let phoneWindow: BrowserWindow | null = null;
  let closing = false;
  let asking = false;

  const bridge = createBridge({
    contents: (role) => (role === 'desk' ? deskWindow : phoneWindow)?.webContents ?? null,
    log,
    handlers: {
      command: async (command) => {
        const { desk, pushes } = await awaited.promise;
        const outcome = await desk.command(command);
        pushes.states.flush();
        return outcome;
      },
      deskReady: async () => {
        const { desk, pushes, legacy } = await awaited.promise;
        pushes.written.all();
        const offer = legacy.offered();
        if (offer) bridge.showLegacyOffer(offer);
        return desk.state();
      },
      deskDrawn: openFirstPhone,
      windowAction,
      copyText: (text) => void clipboard.writeText(text),
      settings: () => settingsView(settings),
      setSetting: (wanted) => setOne(settings, wanted, log),
      unsetSetting: (key) => unsetOne(settings, key, log),
      diagnostics: async () => (await awaited.promise).diagnostics.report(),
      runDiagnostics: async () => (await awaited.promise).diagnostics.run(),
      answerLegacyOffer: async (answer) => (await awaited.promise).legacy.answer(answer),
      phoneEvent: async (event) => (await awaited.promise).phoneEvent(event),
      phoneLog: ({ level, sentence }) => log[level](sentence, { part: 'phone' }),
    },
  });
  settings.onChange(() => bridge.showSettings(settingsView(settings)));
  hardenPages(() => phoneWindow?.webContents ?? null, log);

  function attach(made: Behind): void {
    behind = made;
    const pushes = pushTo(bridge, made.desk, timers);
    made.diagnostics.onChange((report) => bridge.showDiagnostics(report));
    made.legacy.onChange((offer) => bridge.showLegacyOffer(offer));
    awaited.resolve({ ...made, pushes });
  }

  function openPhone(): void {
    phoneWindow = openPhoneWindow({
      preload: preloads.phone,
      onCrash: (reason) => {
        if (closing) return;
        log.error(`The phone window is gone (${reason}); it is opened again.`);
        behind?.note('phone-window-gone');
        const gone = phoneWindow;
        openPhone();
        gone?.destroy();
      },
    });
  }

  function openFirstPhone(): void {
    if (!closing && !phoneWindow) openPhone();
  }

  function openDesk(): void {
    const { bounds, maximised } = settings.read().window;
    deskWindow = openDeskWindow({
      preload: preloads.desk,
      bounds,
      maximised,
      mayClose,
      onMoved: (now, isMaximised) => settings.remember({ window: { bounds: now, maximised: isMaximised } }),
      onClosed: () => {
        deskWindow = null;
        void quit();
      },
      onCrash: (reason) => {
        if (closing) return;
        log.error(`The desk window is gone (${reason}); it is loaded again.`);
        behind?.note('desk-window-gone');
        deskWindow?.webContents.reload();
      },
    });
  }

  /** Closing the window in a call, or with a chat open, asks first. */
  function mayClose(): boolean {
    const question = closing || !behind ? null : closingQuestion(behind.desk.state());
    if (question === null) return true;
    if (!asking) void ask(question);
    return false;
  }

  async function ask({ message, detail, buttons, calls }: ClosingQuestion): Promise<void> {
    asking = true;
    const question = {
      type: 'question' as const,
      message,
      detail,
      buttons: [...buttons],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    };
    const { response } = deskWindow
      ? await dialog.showMessageBox(deskWindow, question)
      : await dialog.showMessageBox(question);
    asking = false;
    if (response !== 1) return;
    await Promise.allSettled(calls.map((callId) => behind?.desk.command({ type: 'release', callId })));
    await quit();
  }

  async function quit(): Promise<void> {
    if (closing) return;
    closing = true;
    behind?.note('app-closing');
    try {
      await behind?.end();
    } catch (error) {
      log.error('The app could not end in order.', { error });
    }
    app.exit(0);
  }

  function windowAction(action: WindowAction): void {
    switch (action) {
      case 'minimise':
        deskWindow?.minimize();
        return;
      case 'maximise':
        if (deskWindow?.isMaximized()) deskWindow.unmaximize();
        else deskWindow?.maximize();
        return;
      case 'close':
        deskWindow?.close();
    }
  }

  app.on('before-quit', (event) => {
    if (closing) return;
    event.preventDefault();
    if (mayClose()) void quit();
  });

  // The window that the agent looks at is drawn first; the phone needs to be there when he logs in.
  openDesk();
  setTimeout(openFirstPhone, drawingLimitMs);
  return {
    attach,
    show: () => {
      if (!deskWindow) openDesk();
      else if (deskWindow.isMinimized()) deskWindow.restore();
      deskWindow?.show();
    },
    commandPhone: (command) => bridge.commandPhone(command),
  };
}
