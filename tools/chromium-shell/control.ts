import type {
  MessageBoxReturnValue,
  Notification,
  OpenDialogReturnValue,
  SaveDialogReturnValue,
  Tray,
} from 'electron';

/** What the shell would have shown or done to the desktop, in the order in which the app asked for it. */
export type ShellRecord =
  | { readonly kind: 'external-opened'; readonly url: string }
  | { readonly kind: 'path-opened'; readonly path: string }
  | { readonly kind: 'path-trashed'; readonly path: string }
  | { readonly kind: 'beeped' }
  | { readonly kind: 'notification-shown'; readonly title: string; readonly body: string }
  | { readonly kind: 'dialog-shown'; readonly dialog: DialogName; readonly options: unknown }
  | { readonly kind: 'tray-shown'; readonly at: number }
  | { readonly kind: 'tray-tool-tip-shown'; readonly toolTip: string }
  | { readonly kind: 'menu-shown'; readonly labels: readonly string[] }
  | { readonly kind: 'frame-flashed'; readonly window: number; readonly on: boolean }
  | { readonly kind: 'progress-shown'; readonly window: number; readonly progress: number }
  | { readonly kind: 'dev-tools-opened'; readonly contents: number }
  | { readonly kind: 'protocol-client-set'; readonly scheme: string; readonly isDefault: boolean }
  | { readonly kind: 'login-item-set'; readonly settings: unknown }
  | { readonly kind: 'badge-shown'; readonly count: number }
  | { readonly kind: 'power-save-blocked'; readonly id: number; readonly type: string }
  | { readonly kind: 'power-save-released'; readonly id: number }
  | { readonly kind: 'shortcut-registered'; readonly accelerator: string }
  | { readonly kind: 'shortcut-released'; readonly accelerator: string }
  | { readonly kind: 'device-permission-handler-set'; readonly partition: string };

/** The dialogs that a test can answer. */
export type DialogAnswers = {
  readonly showMessageBox: MessageBoxReturnValue;
  readonly showOpenDialog: OpenDialogReturnValue;
  readonly showSaveDialog: SaveDialogReturnValue;
};

/** Dialogs by the name of the function that shows them. */
export type DialogName = keyof DialogAnswers | 'showErrorBox';

/**
 * What tests can see and do on the Chromium shell alone, in the main process as `globalThis.chromiumShell`
 * (undefined on the real Electron): `app.evaluate(() => globalThis.chromiumShell?.record)`.
 */
export class ShellControl {
  /** Everything recorded since the start, oldest first; plain values. */
  readonly record: ShellRecord[] = [];
  /** The app's trays and the notifications it has shown, to emit `click` on; a test may keep no others. */
  readonly trays: Tray[] = [];
  readonly notifications: Notification[] = [];
  readonly #answers: Array<{ readonly [Name in keyof DialogAnswers]?: DialogAnswers[Name] }> = [];
  readonly #shortcuts = new Map<string, () => void>();

  /** Notes what the app asked for. */
  note(entry: ShellRecord): void {
    this.record.push(entry);
  }

  /** Answers the next dialog of this name; answers are used up in order. Unanswered dialogs are cancelled. */
  answer<Name extends keyof DialogAnswers>(dialog: Name, answer: DialogAnswers[Name]): void {
    this.#answers.push({ [dialog]: answer });
  }

  /** The answer that a test has set, if any. */
  takeAnswer<Name extends keyof DialogAnswers>(dialog: Name): DialogAnswers[Name] | undefined {
    const at = this.#answers.findIndex((answers) => answers[dialog] !== undefined);
    return at < 0 ? undefined : this.#answers.splice(at, 1)[0]?.[dialog];
  }

  /** The global shortcuts, by accelerator. */
  get shortcuts(): Map<string, () => void> {
    return this.#shortcuts;
  }

  /** Presses a global shortcut. Throws when the app has registered none of this name. */
  pressShortcut(accelerator: string): void {
    const run = this.#shortcuts.get(accelerator);
    if (run === undefined)
      throw new Error(`Chromium shell: no global shortcut ${accelerator} is registered.`);
    run();
  }
}

declare global {
  var chromiumShell: ShellControl | undefined;
}
