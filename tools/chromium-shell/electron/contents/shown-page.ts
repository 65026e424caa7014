import type { ChromiumSession } from '../../chromium/connection.ts';
import { eventWith, PreventableEvent } from '../../core/emitter.ts';
import { debugLog, host } from '../../core/host.ts';
import type { ShellIpcMain } from '../ipc/ipc-main.ts';
import type { NavigationGate } from '../session/request-interception.ts';
import { type ConsoleMessage, consoleCall, uncaughtError } from './console-messages.ts';
import type { ContentsPreferences, ContentsWindow } from './contents-window.ts';
import { FrameTree } from './frame-tree.ts';
import { fitPage, userAgentFor } from './page-attachment.ts';
import { PageCommands } from './page-commands.ts';
import { PageNavigation } from './page-navigation.ts';
import { PagePermissions } from './page-permissions.ts';
import { pageScripts } from './page-scripts.ts';
import { PageWire, type WireOwner } from './page-wire.ts';
import type { RendererProcesses } from './renderer-processes.ts';
import type { FrameOwner, ShellWebFrame } from './web-frame.ts';
import { type OpenHandler, openWindow } from './window-open.ts';

/** The contents that show the page: what happens to it is emitted on them. */
export type ShownBy = PageCommands &
  Omit<FrameOwner, 'isVisible'> & { readonly id: number; readonly ipc: ShellIpcMain };

/** How far a page is: Chromium makes it, its process may go and come back, and at last it is closed. */
type Stage = 'open' | 'crashed' | 'gone';

/** The page behind `webContents`: what Chromium says of it, and what becomes of that in Electron's words. */
export class ShownPage {
  readonly #contents: ShownBy;
  readonly #window: ContentsWindow;
  readonly #preferences: ContentsPreferences;
  readonly #permissions: PagePermissions;
  readonly #frames: FrameTree;
  readonly #wire: PageWire;
  readonly navigation: PageNavigation;
  #renderers: RendererProcesses | undefined;
  #stage: Stage = 'open';
  #userAgent = '';
  #title = '';
  /** What the app answers to what the page wants to open. */
  openHandler: OpenHandler | undefined;

  constructor(contents: ShownBy, window: ContentsWindow, preferences: ContentsPreferences) {
    this.#contents = contents;
    this.#window = window;
    this.#preferences = preferences;
    this.#permissions = new PagePermissions(contents, preferences.session);
    const owner = {
      isVisible: () => window.isVisible(),
      send: (channel: string, ...values: unknown[]) => contents.send(channel, ...values),
      executeJavaScript: (code: string, userGesture?: boolean) =>
        contents.executeJavaScript(code, userGesture),
      getOSProcessId: () => contents.getOSProcessId(),
    };
    this.#frames = new FrameTree(owner, {
      navigated: (frame) => this.#navigated(frame),
      navigatedInPage: (url) => this.navigation.navigatedInPage(url),
    });
    this.navigation = new PageNavigation(
      (event, ...values) => contents.emit(event, ...values),
      this.mainFrame,
    );
    this.#wire = new PageWire(this.#frames, this.#wireOwner());
  }

  get mainFrame(): ShellWebFrame {
    return this.#frames.mainFrame;
  }

  get stage(): Stage {
    return this.#stage;
  }

  get title(): string {
    return this.#title;
  }

  get userAgent(): string {
    return this.#userAgent;
  }

  /** The process that draws it; 0 where it cannot be told (renderer-processes.ts), and before the page is there. */
  get processId(): number {
    return this.#renderers?.pidOf(this.#contents.id) ?? 0;
  }

  /** Sends an event to the preload. */
  send(channel: string, values: readonly unknown[]): void {
    this.#wire.send(channel, values);
  }

  /** Fits the page that Chromium holds. */
  async attach(page: ChromiumSession, renderers: RendererProcesses): Promise<void> {
    const { preload, additionalArguments, backgroundThrottling, session } = this.#preferences;
    const { appName, appVersion } = this.#window;
    this.#renderers = renderers;
    this.#userAgent ||= userAgentFor(appName, appVersion, host.chromium.version);
    const scripts = pageScripts(preload, additionalArguments);
    this.#follow(page);
    await fitPage(page, {
      session,
      gate: this.#gate(),
      frames: this.#frames,
      wire: this.#wire,
      scripts,
      userAgent: this.#userAgent,
    });
    if (!backgroundThrottling) await page.send('Emulation.setFocusEmulationEnabled', { enabled: true });
    if (scripts.preloadError !== undefined) this.#preloadFailed(scripts.preloadError);
    PageCommands.ready(this.#contents, page);
  }

  /** Its process has gone. */
  crashed(details: Electron.RenderProcessGoneDetails): void {
    this.#stage = 'crashed';
    this.#frames.forgetContexts();
    this.#renderers?.forget(this.#contents.id);
    this.navigation.fail('ERR_FAILED');
    this.#contents.emit('render-process-gone', new PreventableEvent(), details);
  }

  /** It is gone for good. */
  gone(): void {
    this.#stage = 'gone';
    PageCommands.ended(this.#contents);
    this.#frames.detachAll();
    this.#renderers?.forget(this.#contents.id);
    this.navigation.fail('ERR_ABORTED');
  }

  #follow(page: ChromiumSession): void {
    this.navigation.follow(
      page,
      (frameId) => this.#frames.isMainFrame(frameId),
      () => this.#window.painted(),
    );
    page.on('Runtime.consoleAPICalled', (call) => this.#console(consoleCall(call)));
    page.on('Runtime.exceptionThrown', (thrown) => this.#console(uncaughtError(thrown)));
    page.on('Page.windowOpen', ({ url, windowName, windowFeatures }) => {
      this.#open(url, windowName, windowFeatures.join(','));
    });
    page.on('Page.javascriptDialogOpening', ({ type }) => {
      // beforeunload: the page may keep its window only where the app has no will-prevent-unload to overrule it.
      if (type !== 'beforeunload') return;
      const event = new PreventableEvent();
      this.#contents.emit('will-prevent-unload', event);
      page.notify('Page.handleJavaScriptDialog', { accept: event.defaultPrevented });
    });
  }

  #navigated(frame: ShellWebFrame): void {
    if (frame === this.mainFrame) {
      if (this.#stage === 'crashed') this.#stage = 'open';
      this.#renderers
        ?.whileAlone(this.#contents.id, async () => {})
        .catch((error: unknown) => debugLog('process', error));
    }
    this.navigation.navigated(frame);
  }

  #console(message: ConsoleMessage): void {
    this.#contents.emit('console-message', eventWith({ ...message, frame: this.mainFrame }));
  }

  #open(url: string, frameName: string, features: string): void {
    const opener = this.mainFrame.url;
    openWindow(this.openHandler, { url: host.schemes.toElectron(url), frameName, features, opener });
  }

  #preloadFailed(error: unknown): void {
    const { preload } = this.#preferences;
    this.#contents.emit('preload-error', new PreventableEvent(), preload, error);
    console.error(`Unable to load preload script: ${preload}\n`, error);
  }

  #titled(title: string): void {
    this.#title = title;
    const event = new PreventableEvent();
    this.#contents.emit('page-title-updated', event, title, true);
    if (!event.defaultPrevented) this.#window.titled(title);
  }

  #gate(): NavigationGate {
    return {
      id: this.#contents.id,
      isMainFrame: (frameId) => this.#frames.isMainFrame(frameId),
      mayNavigate: (url, isRedirect) => this.navigation.mayNavigate(url, isRedirect),
      willLoad: (url) => this.#permissions.willLoad(url),
    };
  }

  #wireOwner(): WireOwner {
    return {
      ipc: this.#contents.ipc,
      sender: this.#contents,
      askForMedia: (frame, media) => this.#permissions.askForMedia(frame, media),
      checkMedia: (frame, media) => this.#permissions.checkMedia(frame, media),
      ipcMessage: (event, channel, values) => this.#contents.emit('ipc-message', event, channel, ...values),
      closeWindow: () => this.#window.close(),
      openWindow: (url, frameName, features) => this.#open(url, frameName, features),
      preloadFailed: (error) => this.#preloadFailed(error),
      titled: (title) => this.#titled(title),
    };
  }
}
