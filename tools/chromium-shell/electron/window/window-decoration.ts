import type { BrowserWindow, BrowserWindowConstructorOptions } from 'electron';
import { ElectronEmitter, PreventableEvent } from '../../core/emitter.ts';
import { host } from '../../core/host.ts';
import type { PartOf } from '../../core/missing.ts';

/**
 * The part of `BrowserWindow` that changes nothing of a page: what a window manager would show. It is kept or
 * recorded, and Electron's events for it are emitted.
 */
export class WindowDecoration extends ElectronEmitter implements PartOf<BrowserWindow, WindowDecoration> {
  readonly id: number;
  #title: string;
  #backgroundColor: string;
  #minimumSize: [number, number];
  #isResizable: boolean;
  #isAlwaysOnTop: boolean;
  #isMaximized = false;
  #isFullScreen = false;

  constructor(id: number, options: BrowserWindowConstructorOptions, appName: string) {
    super();
    this.id = id;
    this.#title = options.title ?? appName;
    this.#backgroundColor = options.backgroundColor ?? '#FFF';
    this.#minimumSize = [options.minWidth ?? 0, options.minHeight ?? 0];
    this.#isResizable = options.resizable ?? true;
    this.#isAlwaysOnTop = options.alwaysOnTop ?? false;
  }

  setTitle(title: string): void {
    this.#title = title;
  }

  getTitle(): string {
    return this.#title;
  }

  flashFrame(on: boolean): void {
    host.control.note({ kind: 'frame-flashed', window: this.id, on });
  }

  setProgressBar(progress: number): void {
    host.control.note({ kind: 'progress-shown', window: this.id, progress });
  }

  setAlwaysOnTop(on: boolean): void {
    if (this.#isAlwaysOnTop === on) return;
    this.#isAlwaysOnTop = on;
    this.emit('always-on-top-changed', new PreventableEvent(), on);
  }

  isAlwaysOnTop(): boolean {
    return this.#isAlwaysOnTop;
  }

  setBackgroundColor(color: string): void {
    this.#backgroundColor = color;
  }

  getBackgroundColor(): string {
    return this.#backgroundColor;
  }

  setMinimumSize(width: number, height: number): void {
    this.#minimumSize = [width, height];
  }

  getMinimumSize(): number[] {
    return [...this.#minimumSize];
  }

  setResizable(on: boolean): void {
    this.#isResizable = on;
  }

  isResizable(): boolean {
    return this.#isResizable;
  }

  maximize(): void {
    this.#isMaximized = true;
    this.emit('maximize', new PreventableEvent());
  }

  unmaximize(): void {
    this.#isMaximized = false;
    this.emit('unmaximize', new PreventableEvent());
  }

  isMaximized(): boolean {
    return this.#isMaximized;
  }

  setFullScreen(on: boolean): void {
    if (this.#isFullScreen === on) return;
    this.#isFullScreen = on;
    this.emit(on ? 'enter-full-screen' : 'leave-full-screen', new PreventableEvent());
  }

  isFullScreen(): boolean {
    return this.#isFullScreen;
  }

  // A page has no menu, icon or task bar here, so the next have nothing to change.
  setMenu(): void {}
  removeMenu(): void {}
  setMenuBarVisibility(): void {}
  setAutoHideMenuBar(): void {}
  setIcon(): void {}
  setOverlayIcon(): void {}
  setSkipTaskbar(): void {}
  setContentProtection(): void {}
  setVisibleOnAllWorkspaces(): void {}
  moveTop(): void {}
}
