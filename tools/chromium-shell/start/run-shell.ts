import inspector from 'node:inspector';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { serveElectron } from '../core/electron-module.ts';
import { host } from '../core/host.ts';
import { electron } from '../electron/index.ts';
import { resolveChromium } from '../resolve-chromium.ts';
import { findApp } from './app-entry.ts';
import { readArguments, type ShellArguments } from './arguments.ts';
import { electronVersion } from './electron-version.ts';
import { becomeMainProcess, reportUncaught } from './main-process.ts';
import { startApp } from './start-app.ts';

const inspectorPort = 9229;

try {
  const asked = readArguments(process.argv.slice(2));
  if (asked.kind === 'version') console.log(`v${electronVersion()}`);
  else await run(asked);
} catch (error) {
  const isOurs = error instanceof Error && error.message.startsWith('Chromium shell:');
  console.error(isOurs ? error.message : error);
  process.exit(1);
}

async function run({ app, requires, switches }: Extract<ShellArguments, { kind: 'run' }>): Promise<void> {
  const { application, entry } = findApp(app);
  host.application = application;
  for (const [name, value] of switches) host.switches.set(name, value);
  becomeMainProcess(electronVersion());
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

function openInspector(switches: ReadonlyMap<string, string>): void {
  const port = switches.get('inspect') ?? switches.get('inspect-brk');
  if (port === undefined) return;
  inspector.open(Number(port || inspectorPort), '127.0.0.1', switches.has('inspect-brk'));
}
