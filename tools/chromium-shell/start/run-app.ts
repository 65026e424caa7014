import inspector from 'node:inspector';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { serveElectron } from '../core/electron-module.ts';
import { host } from '../core/host.ts';
import { electron } from '../electron/index.ts';
import { resolveChromium } from '../resolve-chromium.ts';
import type { AppEntry } from './app-entry.ts';
import { electronVersion } from './electron-version.ts';
import { becomeMainProcess, reportUncaught } from './main-process.ts';
import { startApp } from './start-app.ts';

const inspectorPort = 9229;

/** What the app is started with. */
export type AppStart = AppEntry & {
  /** Modules to require before it. */
  readonly requires: readonly string[];
  readonly switches: ReadonlyMap<string, string>;
};

/** Makes this process the app's main process. Resolves when the app is ready; the app ends the process. */
export async function runApp({ application, entry, requires, switches }: AppStart): Promise<void> {
  host.application = application;
  for (const [name, value] of switches) host.switches.set(name, value);
  becomeMainProcess(electronVersion(), application.executable);
  reportUncaught();
  Object.assign(globalThis, { chromiumShell: host.control });
  serveElectron(electron);
  openInspector(switches);
  const requireFromHere = createRequire(path.join(process.cwd(), 'here.js'));
  for (const name of requires) requireFromHere(name);
  // Electron lives until it is told to quit, whatever is pending.
  setInterval(() => {}, 2 ** 30);
  // Both at once: whatever the app goes on reading of its own, Chromium starts first, as Electron's processes do.
  const [chromium] = await Promise.all([resolveChromium(), import(pathToFileURL(entry).href)]);
  await startApp(chromium);
}

/** Ends the process where the app could not be run: says why, without a stack where the shell itself says it. */
export function cannotRun(error: unknown): never {
  const isOurs = error instanceof Error && error.message.startsWith('Chromium shell:');
  console.error(isOurs ? error.message : error);
  process.exit(1);
}

function openInspector(switches: ReadonlyMap<string, string>): void {
  const port = switches.get('inspect') ?? switches.get('inspect-brk');
  if (port === undefined) return;
  inspector.open(Number(port || inspectorPort), '127.0.0.1', switches.has('inspect-brk'));
}
