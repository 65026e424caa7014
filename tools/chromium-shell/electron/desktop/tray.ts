import type { Tray } from 'electron';
import { ElectronEmitter } from '../../core/emitter.ts';
import { host } from '../../core/host.ts';
import { asElectron, type PartOf, refuseMissing } from '../../core/missing.ts';
import type { ShellMenu } from './menu.ts';

type Compared = Omit<Tray, 'setContextMenu' | 'popUpContextMenu'>;

/** Electron's `Tray`. Nothing is drawn: a test finds it in `chromiumShell.trays` and emits `click` on it. */
export class ShellTray extends ElectronEmitter implements PartOf<Compared, ShellTray> {
  #menu: ShellMenu | null = null;
  #title = '';
  #isDestroyed = false;

  constructor() {
    super();
    host.control.note({ kind: 'tray-shown', at: host.control.trays.length });
    host.control.trays.push(asElectron<Tray>(this));
  }

  setContextMenu(menu: ShellMenu | null): void {
    this.#menu = menu;
  }

  popUpContextMenu(menu: ShellMenu | null = this.#menu): void {
    menu?.popup();
  }

  setTitle(title: string): void {
    this.#title = title;
  }

  getTitle(): string {
    return this.#title;
  }

  setToolTip(toolTip: string): void {
    host.control.note({ kind: 'tray-tool-tip-shown', toolTip });
  }

  destroy(): void {
    this.#isDestroyed = true;
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  // Nothing is drawn, so the next change nothing.
  setImage(): void {}
  setPressedImage(): void {}
  closeContextMenu(): void {}
  setIgnoreDoubleClickEvents(): void {}
  focus(): void {}
}

refuseMissing('Tray', ShellTray.prototype);
