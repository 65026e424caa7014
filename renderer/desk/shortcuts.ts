/**
 * The keys of the desk. They work wherever the focus is, so none of them types anything: Mod is Ctrl, on a Mac Cmd.
 * Mod+H would hide a Mac's window and Mod+M minimise it, hence Shift; Release has a key, Reject has none, so that
 * nothing is rejected by a slip.
 *
 * | keys          | does                                   |
 * | Mod+Enter     | answers the call that rings, else accepts the chat or action item that is offered |
 * | Mod+Shift+H   | holds the call, or retrieves it        |
 * | Mod+Shift+M   | mutes, or unmutes                      |
 * | Mod+Shift+K   | opens the keypad, or without a call Dial |
 * | Mod+Shift+E   | releases the call                      |
 * | Mod+Shift+S   | opens the state menu                   |
 * | Mod+Shift+O   | goes to the notes                      |
 * | Mod+Shift+L   | opens the standard replies of a chat   |
 * | Mod+,         | opens the settings, or closes them     |
 * | Mod+1 to 6    | opens that session, in the rail's order |
 * | Ctrl+Tab, Ctrl+PageDown | opens the next session; with Shift, or PageUp, the one before (Ctrl on a Mac too) |
 * | Alt+1 to 9    | chooses that disposition (in the wrap-up panel the digit alone) |
 */
export const shortcuts = {
  answer: { key: 'Enter', code: 'Enter', modifiers: 'mod' },
  hold: { key: 'h', code: 'KeyH', modifiers: 'mod+shift' },
  mute: { key: 'm', code: 'KeyM', modifiers: 'mod+shift' },
  keypad: { key: 'k', code: 'KeyK', modifiers: 'mod+shift' },
  release: { key: 'e', code: 'KeyE', modifiers: 'mod+shift' },
  state: { key: 's', code: 'KeyS', modifiers: 'mod+shift' },
  notes: { key: 'o', code: 'KeyO', modifiers: 'mod+shift' },
  replies: { key: 'l', code: 'KeyL', modifiers: 'mod+shift' },
  settings: { key: ',', code: 'Comma', modifiers: 'mod' },
} as const satisfies Record<string, Keys>;

interface Keys {
  readonly key: string;
  /** The place on the keyboard, for layouts whose letters are not Latin. */
  readonly code: string;
  readonly modifiers: 'mod' | 'mod+shift';
}

export type ShortcutName = keyof typeof shortcuts;

/** What was pressed, as far as shortcuts care. */
export interface Pressed {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

export type ShortcutMeant =
  | { readonly name: ShortcutName }
  | { readonly name: 'session'; readonly place: number }
  | { readonly name: 'neighbour'; readonly by: 1 | -1 }
  | { readonly name: 'disposition'; readonly place: number };

/** Which shortcut was pressed; null: none. Places count from 1. */
export function shortcutOf(pressed: Pressed, platform: string): ShortcutMeant | null {
  const by = neighbourOf(pressed);
  if (by !== null) return { name: 'neighbour', by };
  const mod = platform === 'darwin' ? pressed.metaKey : pressed.ctrlKey;
  const otherMod = platform === 'darwin' ? pressed.ctrlKey : pressed.metaKey;
  if (otherMod) return null;
  const digit = /^Digit([1-9])$/.exec(pressed.code)?.[1];
  if (digit && !pressed.shiftKey && mod !== pressed.altKey) {
    const place = Number(digit);
    if (pressed.altKey) return { name: 'disposition', place };
    return place <= 6 ? { name: 'session', place } : null;
  }
  if (!mod || pressed.altKey) return null;
  for (const [name, keys] of Object.entries(shortcuts)) {
    const shifted = keys.modifiers === 'mod+shift';
    if (pressed.shiftKey === shifted && isKey(pressed, keys)) return { name: name as ShortcutName };
  }
  return null;
}

/** As in a browser's tabs, and with Ctrl on every system: a Mac has Cmd+Tab for itself. */
function neighbourOf({ key, ctrlKey, metaKey, altKey, shiftKey }: Pressed): 1 | -1 | null {
  if (!ctrlKey || metaKey || altKey) return null;
  if (key === 'Tab') return shiftKey ? -1 : 1;
  if (shiftKey) return null;
  if (key === 'PageDown') return 1;
  return key === 'PageUp' ? -1 : null;
}

function isKey({ key, code }: Pressed, keys: Keys): boolean {
  const isLatin = /^[!-~]$/.test(key) || key.length > 1;
  return isLatin ? key.toLowerCase() === keys.key.toLowerCase() : code === keys.code;
}

/** As written beside a button: "Ctrl ⏎", "⌘⇧H". */
export function shortcutText(name: ShortcutName, platform: string): string {
  const { key, modifiers } = shortcuts[name];
  const shown = key === 'Enter' ? '⏎' : key.toUpperCase();
  if (platform === 'darwin') return `⌘${modifiers === 'mod+shift' ? '⇧' : ''}${shown}`;
  return `Ctrl ${modifiers === 'mod+shift' ? 'Shift ' : ''}${shown}`;
}

/** For `aria-keyshortcuts`: "Control+Shift+H". */
export function ariaShortcut(name: ShortcutName, platform: string): string {
  const { key, modifiers } = shortcuts[name];
  const mod = platform === 'darwin' ? 'Meta' : 'Control';
  const shown = key === 'Enter' ? 'Enter' : key.toUpperCase();
  return [mod, ...(modifiers === 'mod+shift' ? ['Shift'] : []), shown].join('+');
}

/** The keys that open the session at a place, from 1: "Ctrl 2", "⌘2". */
export function placeText(place: number, platform: string): string {
  return platform === 'darwin' ? `⌘${place}` : `Ctrl ${place}`;
}

/** The same for `aria-keyshortcuts`: "Control+2". */
export function ariaPlace(place: number, platform: string): string {
  return `${platform === 'darwin' ? 'Meta' : 'Control'}+${place}`;
}
