import type { RunningChromium } from '../chromium/launch-chromium.ts';
import { ShellControl } from '../control.ts';
import { SchemeAddresses } from './scheme-addresses.ts';

/** The app that the shell was started with. */
export type Application = {
  /** Its folder. */
  readonly path: string;
  /** What matters of its package.json. */
  readonly name: string | undefined;
  readonly version: string | undefined;
  /** The executable of the package that it runs from; null where it is in none. */
  readonly executable: string | null;
};

/**
 * What the parts of the `electron` module share. There is one in a process, found rather than handed in,
 * because Electron's own interface is one of singletons and of classes that the app constructs.
 */
class Host {
  /** The app's switches: its command line's and `app.commandLine`'s. */
  readonly switches = new Map<string, string>();
  readonly schemes = new SchemeAddresses();
  readonly control = new ShellControl();
  application: Application = {
    path: process.cwd(),
    name: undefined,
    version: undefined,
    executable: null,
  };
  #chromium: RunningChromium | undefined;

  /** The Chromium that draws the windows. Throws before the app is ready. */
  get chromium(): RunningChromium {
    if (this.#chromium === undefined) throw new Error('Chromium shell: the app is not ready yet.');
    return this.#chromium;
  }

  /** The same, where it may not have been started. */
  get chromiumIfRunning(): RunningChromium | undefined {
    return this.#chromium;
  }

  /** Called once, when Chromium answers. */
  started(chromium: RunningChromium): void {
    this.#chromium = chromium;
  }
}

export const host = new Host();

/** A line on standard error with `SWITCHHOOK_CHROMIUM_LOG=1`, for what fails while a page or Chromium goes away. */
export function debugLog(what: string, error: unknown): void {
  if (process.env.SWITCHHOOK_CHROMIUM_LOG !== '1') return;
  process.stderr.write(
    `[chromium-shell] ${what}: ${error instanceof Error ? error.message : String(error)}\n`,
  );
}
