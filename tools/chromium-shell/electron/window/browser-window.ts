import { setTimeout as delay } from 'node:timers/promises';
import type { BrowserWindow, BrowserWindowConstructorOptions, NativeImage, Rectangle } from 'electron';
import { PreventableEvent } from '../../core/emitter.ts';
import { debugLog } from '../../core/host.ts';
import { type PartOf, refuseMissing } from '../../core/missing.ts';
import { app } from '../app/app.ts';
import type { ContentsWindow } from '../contents/contents-window.ts';
import { PageCommands } from '../contents/page-commands.ts';
import { ShellWebContents } from '../contents/web-contents.ts';
import type { PageMaker } from './page-maker.ts';
import { WindowDecoration } from './window-decoration.ts';
import { contentsPreferences, initialBounds } from './window-options.ts';
import { type MadePage, WindowPlacement } from './window-placement.ts';
import { windows } from './window-registry.ts';

type Compared = Omit<BrowserWindow, 'webContents'>;

/** A page whose beforeunload keeps it open does not say so. */
const closeLimitMs = 5_000;

let pages: PageMaker | undefined;
let lastId = 0;

/** Called once Chromium runs: windows can be made from now on. */
export function makeWindowsWith(pageMaker: PageMaker): void {
  pages = pageMaker;
}

/** Electron's `BrowserWindow`. */
export class ShellWindow extends WindowDecoration implements PartOf<Compared, ShellWindow> {
  readonly webContents: ShellWebContents;
  readonly #pages: PageMaker;
  readonly #placement: WindowPlacement;
  readonly #page: Promise<MadePage>;
  #isVisible: boolean;
  #isMinimized = false;
  #isDestroyed = false;
  #isReadyToShow = false;
  #closing: Promise<boolean> | undefined;

  constructor(options: BrowserWindowConstructorOptions = {}) {
    if (pages === undefined) throw new Error('Cannot create BrowserWindow before app is ready');
    lastId += 1;
    super(lastId, options, app.name);
    this.#pages = pages;
    this.#isVisible = options.show ?? true;
    this.webContents = new ShellWebContents(this.#forContents(), contentsPreferences(options.webPreferences));
    const bounds = initialBounds(options);
    this.#page = pages.make(this.webContents, bounds);
    this.#page.catch((error: unknown) => {
      console.error('Chromium shell: a window could not be made.', error);
      ShellWebContents.gone(this.webContents);
    });
    this.#placement = new WindowPlacement(bounds, this.#page);
    windows.add(this);
    if (!this.#isVisible) this.#placement.minimize();
    queueMicrotask(() => {
      app.emit('browser-window-created', new PreventableEvent(), this);
      app.emit('web-contents-created', new PreventableEvent(), this.webContents);
      this.focus();
    });
  }

  static getAllWindows(): ShellWindow[] {
    return windows.all.filter((window) => window instanceof ShellWindow);
  }

  static getFocusedWindow(): ShellWindow | null {
    return ShellWindow.getAllWindows().find((window) => window.isFocused()) ?? null;
  }

  static fromId(id: number): ShellWindow | null {
    return ShellWindow.getAllWindows().find((window) => window.id === id) ?? null;
  }

  static fromWebContents(contents: ShellWebContents): ShellWindow | null {
    return ShellWindow.getAllWindows().find(({ webContents }) => webContents === contents) ?? null;
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }

  loadFile(file: string, options?: Electron.LoadFileOptions): Promise<void> {
    return this.webContents.loadFile(file, options);
  }

  reload(): void {
    this.webContents.reload();
  }

  capturePage(): Promise<NativeImage> {
    return this.webContents.capturePage();
  }

  show(): void {
    this.showInactive();
    this.focus();
  }

  showInactive(): void {
    if (this.#isDestroyed) return;
    const wasVisible = this.#isVisible;
    this.#isVisible = true;
    this.#isMinimized = false;
    this.#placement.show();
    if (!wasVisible) this.emit('show', new PreventableEvent());
  }

  hide(): void {
    if (this.#isDestroyed || !this.#isVisible) return;
    this.#isVisible = false;
    this.#placement.minimize();
    this.blur();
    this.emit('hide', new PreventableEvent());
  }

  isVisible(): boolean {
    return this.#isVisible && !this.#isDestroyed;
  }

  minimize(): void {
    if (this.#isDestroyed || this.#isMinimized) return;
    this.#isMinimized = true;
    this.#placement.minimize();
    this.blur();
    this.emit('minimize', new PreventableEvent());
  }

  restore(): void {
    if (this.#isDestroyed || !this.#isMinimized) return;
    this.#isMinimized = false;
    this.#placement.show();
    this.emit('restore', new PreventableEvent());
    this.focus();
  }

  isMinimized(): boolean {
    return this.#isMinimized;
  }

  override maximize(): void {
    this.#placement.setMaximized(true);
    super.maximize();
  }

  override unmaximize(): void {
    this.#placement.setMaximized(false);
    super.unmaximize();
  }

  focus(): void {
    if (!this.isVisible() || this.isFocused()) return;
    const before = windows.setFocused(this);
    before?.emit('blur', new PreventableEvent());
    this.emit('focus', new PreventableEvent());
    app.emit('browser-window-focus', new PreventableEvent(), this);
    PageCommands.page(this.webContents)
      .then((page) => page.notify('Page.bringToFront'))
      .catch(() => {});
  }

  blur(): void {
    if (!this.isFocused()) return;
    windows.setFocused(undefined);
    this.emit('blur', new PreventableEvent());
    app.emit('browser-window-blur', new PreventableEvent(), this);
  }

  isFocused(): boolean {
    return windows.focused === this;
  }

  setBounds(wanted: Partial<Rectangle>): void {
    const before = this.#placement.bounds;
    const bounds = { ...before, ...wanted };
    this.#placement.move(bounds);
    if (bounds.width !== before.width || bounds.height !== before.height) this.#emitAll('resize', 'resized');
    if (bounds.x !== before.x || bounds.y !== before.y) this.#emitAll('move', 'moved');
  }

  getBounds(): Rectangle {
    return this.#placement.bounds;
  }

  getContentBounds(): Rectangle {
    return this.getBounds();
  }

  getNormalBounds(): Rectangle {
    return this.getBounds();
  }

  setSize(width: number, height: number): void {
    this.setBounds({ width, height });
  }

  getSize(): number[] {
    const { width, height } = this.getBounds();
    return [width, height];
  }

  setPosition(x: number, y: number): void {
    this.setBounds({ x, y });
  }

  getPosition(): number[] {
    const { x, y } = this.getBounds();
    return [x, y];
  }

  center(): void {}

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  close(): void {
    void this.requestClose();
  }

  destroy(): void {
    if (this.#isDestroyed) return;
    this.#page.then(({ targetId }) => this.#pages.closeNow(targetId)).catch(() => {});
    ShellWebContents.gone(this.webContents);
  }

  /** For app.quit(). No member of Electron's. */
  requestClose(): Promise<boolean> {
    if (this.#isDestroyed) return Promise.resolve(true);
    const event = new PreventableEvent();
    this.emit('close', event);
    if (event.defaultPrevented) return Promise.resolve(false);
    this.#closing ??= this.#closePage().finally(() => {
      this.#closing = undefined;
    });
    return this.#closing;
  }

  async #closePage(): Promise<boolean> {
    try {
      const { targetId } = await this.#page;
      await this.#placement.settled();
      const closed = new Promise<boolean>((resolve) => this.once('closed', () => resolve(true)));
      // A crashed page cannot be asked.
      if (this.webContents.isCrashed()) this.#pages.closeNow(targetId);
      else (await PageCommands.page(this.webContents)).notify('Page.close');
      return await Promise.race([closed, delay(closeLimitMs, this.#isDestroyed, { ref: false })]);
    } catch (error) {
      debugLog('close', error);
      return this.#isDestroyed;
    }
  }

  #emitAll(...names: readonly string[]): void {
    for (const name of names) this.emit(name, new PreventableEvent());
  }

  #forContents(): ContentsWindow {
    return {
      appName: app.name,
      appVersion: app.getVersion(),
      isVisible: () => this.isVisible(),
      isFocused: () => this.isFocused(),
      focus: () => this.focus(),
      close: () => this.close(),
      titled: (title) => this.#followTitle(title),
      painted: () => {
        if (!this.#isReadyToShow) this.emit('ready-to-show', new PreventableEvent());
        this.#isReadyToShow = true;
      },
      closed: () => {
        this.#isDestroyed = true;
        windows.remove(this);
        this.emit('closed', new PreventableEvent());
      },
    };
  }

  #followTitle(title: string): void {
    const event = new PreventableEvent();
    this.emit('page-title-updated', event, title, true);
    if (!event.defaultPrevented) this.setTitle(title);
  }
}

refuseMissing('BrowserWindow', ShellWindow.prototype);
refuseMissing('static BrowserWindow', ShellWindow, 'BrowserWindow');
