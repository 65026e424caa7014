import path from 'node:path';
import type { WebContents } from 'electron';
import type { ChromiumSession } from '../../chromium/connection.ts';
import { host } from '../../core/host.ts';
import { type PartOf, refuseMissing } from '../../core/missing.ts';
import { ShellIpcMain } from '../ipc/ipc-main.ts';
import type { ShellSession } from '../session/session.ts';
import { ContentsRegistry } from './contents-registry.ts';
import type { ContentsPreferences, ContentsWindow } from './contents-window.ts';
import { fileAddress } from './page-attachment.ts';
import { PageCommands } from './page-commands.ts';
import type { RendererProcesses } from './renderer-processes.ts';
import { ShownPage } from './shown-page.ts';
import type { ShellWebFrame } from './web-frame.ts';
import type { OpenHandler } from './window-open.ts';

type Compared = Omit<WebContents, 'session' | 'ipc' | 'mainFrame'>;

/** The live contents of this process. */
export const contentsRegistry: ContentsRegistry<ShellWebContents> = new ContentsRegistry();

/** Electron's `WebContents`: the page of a window, as the app has it. */
export class ShellWebContents extends PageCommands implements PartOf<Compared, ShellWebContents> {
  readonly id = contentsRegistry.nextId();
  readonly ipc = new ShellIpcMain();
  readonly session: ShellSession;
  readonly #window: ContentsWindow;
  readonly #page: ShownPage;

  constructor(window: ContentsWindow, preferences: ContentsPreferences) {
    super();
    this.#window = window;
    this.session = preferences.session;
    this.#page = new ShownPage(this, window, preferences);
    contentsRegistry.add(this);
  }

  get mainFrame(): ShellWebFrame {
    return this.#page.mainFrame;
  }

  send(channel: string, ...values: unknown[]): void {
    this.#page.send(channel, values);
  }

  async loadURL(url: string): Promise<void> {
    await this.#page.navigation.load(await PageCommands.page(this), url);
  }

  async loadFile(file: string, options?: Electron.LoadFileOptions): Promise<void> {
    await this.loadURL(fileAddress(path.resolve(host.application.path, file), options));
  }

  getURL(): string {
    return this.mainFrame.url;
  }

  getTitle(): string {
    return this.#page.title;
  }

  isDestroyed(): boolean {
    return this.#page.stage === 'gone';
  }

  isLoading(): boolean {
    return this.#page.navigation.isLoading;
  }

  isLoadingMainFrame(): boolean {
    return this.#page.navigation.isLoading;
  }

  isCrashed(): boolean {
    return this.#page.stage === 'crashed';
  }

  getType(): 'window' {
    return 'window';
  }

  getOSProcessId(): number {
    return this.#page.processId;
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
    return this.#page.userAgent;
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#page.openHandler = handler;
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
  static attach(
    contents: ShellWebContents,
    page: ChromiumSession,
    renderers: RendererProcesses,
  ): Promise<void> {
    return contents.#page.attach(page, renderers);
  }

  /** The page's process has gone. No member of Electron's. */
  static crashed(contents: ShellWebContents, details: Electron.RenderProcessGoneDetails): void {
    contents.#page.crashed(details);
  }

  /** The page is gone for good. No member of Electron's. */
  static gone(contents: ShellWebContents): void {
    if (contents.isDestroyed()) return;
    contents.#page.gone();
    contentsRegistry.remove(contents);
    contents.emit('destroyed');
    contents.#window.closed();
  }
}

refuseMissing('WebContents', ShellWebContents.prototype);
