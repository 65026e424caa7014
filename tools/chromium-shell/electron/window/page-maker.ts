import { randomUUID } from 'node:crypto';
import { appWindowAddress } from '../../chromium/app-window.ts';
import { debugLog, host } from '../../core/host.ts';
import { RendererProcesses } from '../contents/renderer-processes.ts';
import { type HeldPage, Targets } from '../contents/targets.ts';
import { contentsRegistry, ShellWebContents } from '../contents/web-contents.ts';
import { ShellSession, sessionOf } from '../session/session.ts';
import { type MadePage, placeWindow } from './window-placement.ts';

type Gone = Electron.RenderProcessGoneDetails['reason'];

/** Chromium's words for how a process has ended, in Electron's. */
const reasons: Readonly<Record<string, Gone>> = {
  normal: 'clean-exit',
  abnormal: 'abnormal-exit',
  killed: 'killed',
  crashed: 'crashed',
  oom: 'oom',
  'failed to launch': 'launch-failed',
};

/** How long the window of an app may take to come once it has been asked for, milliseconds. */
const appWindowMs = 5_000;

/** Makes the pages of windows and tells their contents what becomes of them. */
export class PageMaker {
  readonly #connection = host.chromium.connection;
  readonly #renderers = new RendererProcesses(this.#connection);
  readonly #targets: Targets;

  /** `crashed` is told of every page whose process has gone, after its contents. */
  constructor(crashed: (contents: ShellWebContents, details: Electron.RenderProcessGoneDetails) => void) {
    this.#targets = new Targets(this.#connection, {
      workerStarted: (session) => ShellSession.intercept(sessionOf(''), session, undefined),
      gone: (targetId) => {
        const contents = contentsRegistry.byTarget(targetId);
        if (contents !== undefined) ShellWebContents.gone(contents);
      },
      crashed: (targetId, status, exitCode) => {
        const contents = contentsRegistry.byTarget(targetId);
        if (contents === undefined) return;
        const details = { reason: reasons[status] ?? 'crashed', exitCode };
        ShellWebContents.crashed(contents, details);
        crashed(contents, details);
      },
    });
  }

  /** Begins to watch Chromium's pages; before the first of them. */
  watch(): Promise<void> {
    return this.#targets.watch();
  }

  /** Makes the page of these contents and fits it. */
  make(contents: ShellWebContents, place: Electron.Rectangle): Promise<MadePage> {
    return this.#renderers.whileAlone(contents.id, async () => {
      const browserContextId = await ShellSession.browserContext(contents.session);
      const { targetId, session, resume } = await this.#open(place, browserContextId);
      contentsRegistry.bind(targetId, contents);
      const { windowId } = await this.#connection.send('Browser.getWindowForTarget', { targetId });
      await placeWindow(windowId, place);
      await ShellWebContents.attach(contents, session, this.#renderers);
      resume();
      return { targetId, windowId };
    });
  }

  /** Opens a window: an app's where it can be seen, unless Chromium refuses it or its profile is a partition's. */
  async #open(place: Electron.Rectangle, browserContextId: string | undefined): Promise<HeldPage> {
    const { openAppWindow } = host.chromium;
    if (openAppWindow !== undefined && browserContextId === undefined) {
      const page = await this.#openAppWindow(openAppWindow);
      if (page !== null) return page;
    }
    const { x: left, y: top, width, height } = place;
    const context = browserContextId === undefined ? {} : { browserContextId };
    const options = { url: 'about:blank', newWindow: true, left, top, width, height, ...context };
    const { targetId } = await this.#connection.send('Target.createTarget', options);
    return this.#targets.arrival(targetId);
  }

  /** Null when no such window comes: one with Chromium's tabs is better than none. */
  async #openAppWindow(ask: (address: string) => Promise<void>): Promise<HeldPage | null> {
    const address = appWindowAddress(randomUUID());
    const page = await this.#targets.arrivalAt(address, () => ask(address), appWindowMs);
    // Its first document is still held, and is never to be seen.
    await page?.session.send('Page.navigate', { url: 'about:blank' });
    return page;
  }

  /** Closes a page without asking it. */
  closeNow(targetId: string): void {
    const closed = this.#connection.send('Target.closeTarget', { targetId });
    closed.catch((error: unknown) => debugLog('close', error));
  }
}
