import path from 'node:path';
import { app, nativeTheme } from 'electron';
import Store from 'electron-store';
import type { LaunchOptions } from './launch-options.ts';
import { createLog } from './log/create-log.ts';
import { openLocalSettings } from './settings/desk-store.ts';
import { policySources } from './settings/sources/system-policies.ts';
import { realTimers } from './timers.ts';
import { serveApp } from './windows/app-protocol.ts';
import { openDeskApp } from './windows/desk-app.ts';

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
  // Read before the runtime is ready, begun with only when the page is on its way: neither waits for the other.
  const behind = import('./desk-behind.ts');
  await app.whenReady();
  nativeTheme.themeSource = settings.read().inForce.theme;
  settings.onChange(({ inForce: { theme, logLevel } }) => {
    nativeTheme.themeSource = theme;
    log.setLevel(logLevel);
  });
  serveApp(path.join(built, '../renderer'));
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
  await windows.loading;
  const { openDeskBehind } = await behind;
  await openDeskBehind({ launch, built, folder, settings, notices, log, windows });
}
