import type { Menu, MenuItem, MenuItemConstructorOptions, PopupOptions } from 'electron';
import { ElectronEmitter, PreventableEvent } from '../../core/emitter.ts';
import { host } from '../../core/host.ts';
import { asElectron, type PartOf, refuseMissing } from '../../core/missing.ts';

type ComparedMenu = Omit<Menu, 'items' | 'getMenuItemById' | 'append' | 'insert'>;
type ComparedItem = Omit<MenuItem, 'submenu' | 'role'>;

/** Electron's `MenuItem`. Roles are kept, and nothing comes of clicking an item that has only a role. */
export class ShellMenuItem implements PartOf<ComparedItem, ShellMenuItem> {
  readonly id: string;
  readonly role: MenuItemConstructorOptions['role'];
  readonly type: MenuItem['type'];
  readonly submenu: ShellMenu | undefined;
  readonly accelerator: string | null;
  label: string;
  enabled: boolean;
  visible: boolean;
  checked: boolean;
  readonly click: (event?: unknown, window?: Electron.BaseWindow) => void;

  constructor(options: MenuItemConstructorOptions) {
    const { submenu, click } = options;
    this.submenu = Array.isArray(submenu)
      ? ShellMenu.buildFromTemplate(submenu)
      : (submenu as ShellMenu | undefined);
    this.type = options.type ?? (this.submenu === undefined ? 'normal' : 'submenu');
    this.id = options.id ?? '';
    this.role = options.role;
    this.accelerator = options.accelerator ?? null;
    this.label = options.label ?? options.role ?? '';
    this.enabled = options.enabled ?? true;
    this.visible = options.visible ?? true;
    this.checked = options.checked ?? false;
    this.click = (event, window) => {
      if (this.type === 'checkbox') this.checked = !this.checked;
      click?.(asElectron<MenuItem>(this), window, (event ?? {}) as Electron.KeyboardEvent);
    };
  }
}

refuseMissing('MenuItem', ShellMenuItem.prototype);

let applicationMenu: ShellMenu | null = null;

/** Electron's `Menu`. Nothing is drawn: tests find the items and click them. */
export class ShellMenu extends ElectronEmitter implements PartOf<ComparedMenu, ShellMenu> {
  readonly items: ShellMenuItem[] = [];

  static buildFromTemplate(template: ReadonlyArray<MenuItemConstructorOptions | ShellMenuItem>): ShellMenu {
    const menu = new ShellMenu();
    for (const item of template) menu.append(item instanceof ShellMenuItem ? item : new ShellMenuItem(item));
    return menu;
  }

  static setApplicationMenu(menu: ShellMenu | null): void {
    applicationMenu = menu;
  }

  static getApplicationMenu(): ShellMenu | null {
    return applicationMenu;
  }

  append(item: ShellMenuItem): void {
    this.items.push(item);
  }

  insert(at: number, item: ShellMenuItem): void {
    this.items.splice(at, 0, item);
  }

  getMenuItemById(id: string): ShellMenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }

  popup(options: PopupOptions = {}): void {
    host.control.note({ kind: 'menu-shown', labels: this.items.map(({ label }) => label) });
    this.emit('menu-will-show', new PreventableEvent());
    options.callback?.();
  }

  closePopup(): void {}
}

refuseMissing('Menu', ShellMenu.prototype);
refuseMissing('static Menu', ShellMenu, 'Menu');
