import { debugLog, host } from '../../core/host.ts';
import { RendererProcesses } from '../contents/renderer-processes.ts';
import { Targets } from '../contents/targets.ts';
import { contentsRegistry, ShellWebContents } from '../contents/web-contents.ts';
import { ShellSession, sessionOf } from '../session/session.ts';

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

/** A page by Chromium's ids of it and of the window around it. */
export type MadePage = { readonly targetId: string; readonly windowId: number };

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
      const { x: left, y: top, width, height } = place;
      const context = browserContextId === undefined ? {} : { browserContextId };
      const options = { url: 'about:blank', newWindow: true, left, top, width, height, ...context };
      const { targetId } = await this.#connection.send('Target.createTarget', options);
      contentsRegistry.bind(targetId, contents);
      const { session, resume } = await this.#targets.arrival(targetId);
      const { windowId } = await this.#connection.send('Browser.getWindowForTarget', { targetId });
      // Chromium counts what it draws around a page into the size of a new window; Electron's app does not.
      await this.#connection.send('Browser.setContentsSize', { windowId, width, height });
      await ShellWebContents.attach(contents, session, this.#renderers);
      resume();
      return { targetId, windowId };
    });
  }

  /** Closes a page without asking it. */
  closeNow(targetId: string): void {
    const closed = this.#connection.send('Target.closeTarget', { targetId });
    closed.catch((error: unknown) => debugLog('close', error));
  }
}
