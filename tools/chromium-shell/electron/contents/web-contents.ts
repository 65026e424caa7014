import path from 'node:path';
import type { WebContents } from 'electron';
import type { ChromiumSession } from '../../chromium/connection.ts';
import { eventWith, PreventableEvent } from '../../core/emitter.ts';
import { debugLog, host } from '../../core/host.ts';
import { type PartOf, refuseMissing } from '../../core/missing.ts';
import { ShellIpcMain } from '../ipc/ipc-main.ts';
import type { Asker, SessionPermissions } from '../session/permissions.ts';
import type { NavigationGate } from '../session/request-interception.ts';
import { ShellSession } from '../session/session.ts';
import { consoleCall, uncaughtError } from './console-messages.ts';
import { ContentsRegistry } from './contents-registry.ts';
import { FrameTree } from './frame-tree.ts';
import { fileAddress, fitPage, userAgentFor } from './page-attachment.ts';
import { PageCommands } from './page-commands.ts';
import { PageNavigation } from './page-navigation.ts';
import { pageScripts } from './page-scripts.ts';
import { PageWire, type WireOwner } from './page-wire.ts';
import type { RendererProcesses } from './renderer-processes.ts';
import type { ShellWebFrame } from './web-frame.ts';
import { type OpenHandler, openWindow } from './window-open.ts';

type Compared = Omit<WebContents, 'session' | 'ipc' | 'mainFrame'>;

/** What the contents need of the window that shows them. */
export type ContentsWindow = {
  readonly appName: string;
  readonly appVersion: string;
  isVisible(): boolean;
  isFocused(): boolean;
  focus(): void;
  close(): void;
  /** There is something to show. */
  painted(): void;
  titled(title: string): void;
  /** The page is gone. */
  closed(): void;
};

/** The part of `webPreferences` that contents go by. */
export type ContentsPreferences = {
  /** Absolute path of the preload. */
  readonly preload: string | undefined;
  readonly additionalArguments: readonly string[];
  readonly session: ShellSession;
  /** False keeps the page visible to itself, and drawing, while its window is hidden. */
  readonly backgroundThrottling: boolean;
};

/** Why a page's process has gone. */
type Gone = Electron.RenderProcessGoneDetails;

/** The live contents of this process. */
export const contentsRegistry: ContentsRegistry<ShellWebContents> = new ContentsRegistry();

/** Electron's `WebContents`: the page of a window. */
export class ShellWebContents extends PageCommands implements PartOf<Compared, ShellWebContents> {
  readonly id = contentsRegistry.nextId();
  readonly ipc = new ShellIpcMain();
  readonly session: ShellSession;
  readonly #window: ContentsWindow;
  readonly #preferences: ContentsPreferences;
  readonly #frames: FrameTree;
  readonly #navigation: PageNavigation;
  readonly #wire: PageWire;
  #renderers: RendererProcesses | undefined;
  #openHandler: OpenHandler | undefined;
  #userAgent = '';
  #title = '';
  #isCrashed = false;
  #isDestroyed = false;

  constructor(window: ContentsWindow, preferences: ContentsPreferences) {
    super();
    this.#window = window;
    this.#preferences = preferences;
    this.session = preferences.session;
    const owner = {
      isVisible: () => window.isVisible(),
      send: (channel: string, ...values: unknown[]) => this.send(channel, ...values),
      executeJavaScript: (code: string, userGesture?: boolean) => this.executeJavaScript(code, userGesture),
      getOSProcessId: () => this.getOSProcessId(),
    };
    this.#frames = new FrameTree(owner, {
      navigated: (frame) => this.#navigated(frame),
      navigatedInPage: (url) => this.#navigation.navigatedInPage(url),
    });
    this.#navigation = new PageNavigation((event, ...values) => this.emit(event, ...values), this.mainFrame);
    this.#wire = new PageWire(this.#frames, this.#wireOwner());
    contentsRegistry.add(this);
  }

  get mainFrame(): ShellWebFrame {
    return this.#frames.mainFrame;
  }

  send(channel: string, ...values: unknown[]): void {
    this.#wire.send(channel, values);
  }

  async loadURL(url: string): Promise<void> {
    await this.#navigation.load(await PageCommands.page(this), url);
  }

  async loadFile(file: string, options?: Electron.LoadFileOptions): Promise<void> {
    await this.loadURL(fileAddress(path.resolve(host.application.path, file), options));
  }

  getURL(): string {
    return this.mainFrame.url;
  }

  getTitle(): string {
    return this.#title;
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  isLoading(): boolean {
    return this.#navigation.isLoading;
  }

  isLoadingMainFrame(): boolean {
    return this.#navigation.isLoading;
  }

  isCrashed(): boolean {
    return this.#isCrashed;
  }

  getType(): 'window' {
    return 'window';
  }

  /** 0 where it cannot be told (renderer-processes.ts), and before the page is there. */
  getOSProcessId(): number {
    return this.#renderers?.pidOf(this.id) ?? 0;
  }

  getProcessId(): number {
    return this.mainFrame.processId;
  }

  isFocused(): boolean {
    return this.#window.isFocused();
  }

  focus(): void {
    this.#window.focus();
  }

  getUserAgent(): string {
    return this.#userAgent;
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  openDevTools(): void {
    host.control.note({ kind: 'dev-tools-opened', contents: this.id });
  }

  closeDevTools(): void {}

  isDevToolsOpened(): boolean {
    return false;
  }

  close(): void {
    this.#window.close();
  }

  /** Fits the page that Chromium holds for these contents. No member of Electron's. */
  static async attach(
    contents: ShellWebContents,
    page: ChromiumSession,
    renderers: RendererProcesses,
  ): Promise<void> {
    const { preload, additionalArguments, backgroundThrottling } = contents.#preferences;
    const { appName, appVersion } = contents.#window;
    contents.#renderers = renderers;
    contents.#userAgent ||= userAgentFor(appName, appVersion, host.chromium.version);
    const scripts = pageScripts(preload, additionalArguments);
    contents.#follow(page);
    await fitPage(page, {
      session: contents.session,
      gate: contents.#gate(),
      frames: contents.#frames,
      wire: contents.#wire,
      scripts,
      userAgent: contents.#userAgent,
    });
    if (!backgroundThrottling) await page.send('Emulation.setFocusEmulationEnabled', { enabled: true });
    if (scripts.preloadError !== undefined) contents.#preloadFailed(scripts.preloadError);
    PageCommands.ready(contents, page);
  }

  /** The page's process has gone. No member of Electron's. */
  static crashed(contents: ShellWebContents, details: Gone): void {
    contents.#isCrashed = true;
    contents.#frames.forgetContexts();
    contents.#renderers?.forget(contents.id);
    contents.#navigation.fail('ERR_FAILED');
    contents.emit('render-process-gone', new PreventableEvent(), details);
  }

  /** The page is gone for good. No member of Electron's. */
  static gone(contents: ShellWebContents): void {
    if (contents.#isDestroyed) return;
    contents.#isDestroyed = true;
    PageCommands.ended(contents);
    contents.#frames.detachAll();
    contents.#renderers?.forget(contents.id);
    contents.#navigation.fail('ERR_ABORTED');
    contentsRegistry.remove(contents);
    contents.emit('destroyed');
    contents.#window.closed();
  }

  #follow(page: ChromiumSession): void {
    this.#navigation.follow(
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
      this.emit('will-prevent-unload', event);
      page.notify('Page.handleJavaScriptDialog', { accept: event.defaultPrevented });
    });
  }

  #navigated(frame: ShellWebFrame): void {
    if (frame === this.mainFrame) {
      this.#isCrashed = false;
      this.#renderers
        ?.whileAlone(this.id, async () => {})
        .catch((error: unknown) => debugLog('process', error));
    }
    this.#navigation.navigated(frame);
  }

  #console(message: ReturnType<typeof consoleCall>): void {
    this.emit('console-message', eventWith({ ...message, frame: this.mainFrame }));
  }

  #open(url: string, frameName: string, features: string): void {
    openWindow(this.#openHandler, {
      url: host.schemes.toElectron(url),
      frameName,
      features,
      opener: this.getURL(),
    });
  }

  #preloadFailed(error: unknown): void {
    this.emit('preload-error', new PreventableEvent(), this.#preferences.preload, error);
    console.error(`Unable to load preload script: ${this.#preferences.preload}\n`, error);
  }

  #asker({ url, origin }: { readonly url: string; readonly origin: string }): Asker {
    return { contents: this, url, origin };
  }

  #permissions(): SessionPermissions {
    return ShellSession.permissionsOf(this.session);
  }

  #gate(): NavigationGate {
    return {
      id: this.id,
      isMainFrame: (frameId) => this.#frames.isMainFrame(frameId),
      mayNavigate: (url, isRedirect) => this.#navigation.mayNavigate(url, isRedirect),
      willLoad: (url) => {
        const [origin = url] = /^[^:]+:\/\/[^/?#]*/.exec(url) ?? [];
        return ShellSession.tellPermissions(this.session, this.#asker({ url, origin }));
      },
    };
  }

  #wireOwner(): WireOwner {
    return {
      ipc: this.ipc,
      sender: this,
      askForMedia: (frame, media) => this.#permissions().askForMedia(this.#asker(frame), media),
      checkMedia: (frame, media) => this.#permissions().checkMedia(this.#asker(frame), media),
      ipcMessage: (event, channel, values) => this.emit('ipc-message', event, channel, ...values),
      closeWindow: () => this.#window.close(),
      openWindow: (url, frameName, features) => this.#open(url, frameName, features),
      preloadFailed: (error) => this.#preloadFailed(error),
      titled: (title) => {
        this.#title = title;
        const event = new PreventableEvent();
        this.emit('page-title-updated', event, title, true);
        if (!event.defaultPrevented) this.#window.titled(title);
      },
    };
  }
}

refuseMissing('WebContents', ShellWebContents.prototype);
