import { enableCompileCache } from 'node:module';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { app, dialog } from 'electron';
import { type LaunchOptions, readLaunchOptions } from './launch-options.ts';
import { declareScheme } from './windows/app-protocol.ts';

const options = readLaunchOptions(process.argv.slice(1));
if (!options.ok) {
  process.stderr.write(`${options.error}\n`);
  app.exit(2);
} else {
  const { data, simulator } = options.value;
  // The simulator's addresses never take the place of those that this computer works with.
  if (data !== null) app.setPath('userData', path.resolve(data));
  else if (simulator) app.setPath('userData', `${app.getPath('userData')}-simulator`);
  if (app.requestSingleInstanceLock()) {
    declareScheme();
    // Not awaited here: Electron is not ready before this module has been read to its end.
    void start(options.value).catch(cannotStart);
  } else {
    app.quit();
  }
}

/**
 * The app's parts are loaded while Electron's processes start: what this module imports itself would come before
 * them. From the second start on their compiled code is kept.
 */
async function start(launch: LaunchOptions): Promise<void> {
  // What follows reads and runs for long without a pause: the runtime's own processes are to be on their way before.
  await setImmediate();
  enableCompileCache(path.join(app.getPath('userData'), 'compiled'));
  const { runApp } = await import('./app.ts');
  await runApp(launch, import.meta.dirname);
}

/** Nothing can be shown without its parts: says why, and ends. */
function cannotStart(error: unknown): void {
  const why = error instanceof Error ? error.message : String(error);
  process.stderr.write(`Switchhook could not start: ${why}\n`);
  dialog.showErrorBox('Switchhook could not start', why);
  app.exit(1);
}
