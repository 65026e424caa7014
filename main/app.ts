import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { app, nativeTheme } from 'electron';
import Store from 'electron-store';
import type { LaunchOptions } from './launch-options.ts';
import { createLog } from './log/create-log.ts';
import { openLocalSettings } from './settings/open-local-settings.ts';
import { policySources } from './settings/sources/system-policies.ts';
import { realTimers } from './timers.ts';
import { serveApp } from './windows/app-protocol.ts';
import { openDeskApp } from './windows/desk-app.ts';

/** A page that has not asked for its scripts in this time keeps the desk waiting no longer, milliseconds. */
const handingOutLimitMs = 2_000;

/**
 * Puts the app together: its windows here, the desk behind them in desk-behind.ts. The window that the agent looks at
 * is opened as soon as the runtime can; the desk is made while the window's process starts.
 * @param built the folder of the built main process; tier, preloads and windows are found from there
 */
export async function runApp(launch: LaunchOptions, built: string): Promise<void> {
  const folder = app.getPath('userData');
  const log = createLog({ file: path.join(folder, 'logs', 'desk.log'), level: 'info', now: Date.now });
  process.on('uncaughtException', (error) =>
    log.error('Something failed that nobody had foreseen.', { error }),
  );
  process.on('unhandledRejection', (error) =>
    log.error('Something failed that nobody had foreseen.', { error }),
  );
  const { settings, notices } = openLocalSettings({
    file: path.join(folder, 'settings.json'),
    // For the file alone: why without `schema` and `migrations` is said in settings-file.ts.
    open: () => new Store({ cwd: folder, name: 'settings', watch: true, configFileMode: 0o600 }),
    policies: await policySources({
      // The simulator's desk has addresses of its own.
      system: launch.simulator ? null : process.platform,
      files: launch.policies.map((file) => path.resolve(file)),
      timers: realTimers,
    }),
    now: Date.now,
    log,
  });
  log.setLevel(settings.read().inForce.logLevel);
  await app.whenReady();
  nativeTheme.themeSource = settings.read().inForce.theme;
  settings.onChange(({ inForce: { theme, logLevel } }) => {
    nativeTheme.themeSource = theme;
    log.setLevel(logLevel);
  });
  const { scriptsHandedOut } = serveApp(path.join(built, '../renderer'));
  const windows = openDeskApp({
    settings,
    log,
    timers: realTimers,
    preloads: {
      desk: path.join(built, '../preload/desk.cjs'),
      phone: path.join(built, '../preload/phone.cjs'),
    },
  });
  app.on('second-instance', () => windows.show());
  // What is behind the windows is read while their process reads its own: before, it would only keep that waiting.
  await Promise.race([scriptsHandedOut, delay(handingOutLimitMs)]);
  const { openDeskBehind } = await import('./desk-behind.ts');
  await openDeskBehind({ launch, built, folder, settings, notices, log, windows });
}
