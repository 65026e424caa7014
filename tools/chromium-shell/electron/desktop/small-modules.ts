import type { Clipboard, CrashReporter, GlobalShortcut, SystemPreferences } from 'electron';
import { ElectronEmitter } from '../../core/emitter.ts';
import { host } from '../../core/host.ts';
import { type PartOf, refuseMissing } from '../../core/missing.ts';

let clipboardText = '';

const textClipboard: Pick<Clipboard, 'readText' | 'writeText' | 'clear'> = {
  readText: async () => clipboardText,
  writeText: async (text) => {
    clipboardText = text;
  },
  clear: () => {
    clipboardText = '';
  },
};

/** Electron's `clipboard`: text only, the app's own, never the desktop's. */
export const clipboard = refuseMissing('Clipboard', textClipboard, 'clipboard');

const { shortcuts } = host.control;

const shortcutKeys: Pick<
  GlobalShortcut,
  'register' | 'registerAll' | 'isRegistered' | 'unregister' | 'unregisterAll'
> = {
  register: (accelerator, run) => {
    if (shortcuts.has(accelerator)) return false;
    shortcuts.set(accelerator, run);
    host.control.note({ kind: 'shortcut-registered', accelerator });
    return true;
  },
  registerAll: (accelerators, run) => {
    for (const accelerator of accelerators) shortcutKeys.register(accelerator, run);
  },
  isRegistered: (accelerator) => shortcuts.has(accelerator),
  unregister: (accelerator) => {
    if (shortcuts.delete(accelerator)) host.control.note({ kind: 'shortcut-released', accelerator });
  },
  unregisterAll: () => {
    for (const accelerator of [...shortcuts.keys()]) shortcutKeys.unregister(accelerator);
  },
};

/** Electron's `globalShortcut`: a test presses one by `chromiumShell.pressShortcut`. */
export const globalShortcut = refuseMissing('GlobalShortcut', shortcutKeys, 'globalShortcut');

const noReports: Pick<CrashReporter, 'start' | 'getLastCrashReport' | 'getUploadedReports'> = {
  start: () => {},
  getLastCrashReport: () => null,
  getUploadedReports: () => [],
};

/** Electron's `crashReporter`, which collects nothing. */
export const crashReporter = refuseMissing('CrashReporter', noReports, 'crashReporter');

/** Electron's `systemPreferences`: the system grants the devices, so that the session's handlers decide. */
class ShellSystemPreferences
  extends ElectronEmitter
  implements PartOf<SystemPreferences, ShellSystemPreferences>
{
  getMediaAccessStatus(): 'granted' {
    return 'granted';
  }

  async askForMediaAccess(): Promise<boolean> {
    return true;
  }
}

refuseMissing('SystemPreferences', ShellSystemPreferences.prototype, 'systemPreferences');

export const systemPreferences = new ShellSystemPreferences();
