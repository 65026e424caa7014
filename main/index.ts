import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { app, dialog, nativeTheme, shell } from 'electron';
import Store from 'electron-store';
import { createDesk } from './desk/desk.ts';
import { deskIdentity } from './desk/identity.ts';
import { leaveDesk } from './desk/leave-desk.ts';
import { openDeskFiles } from './files/desk-files.ts';
import { type LaunchOptions, readLaunchOptions } from './launch-options.ts';
import { createLog } from './log/create-log.ts';
import { openLocalSettings } from './settings/desk-store.ts';
import { realTimers } from './timers.ts';
import { declareScheme, serveApp } from './windows/app-protocol.ts';
import { type DeskApp, openDeskApp } from './windows/desk-app.ts';
import { startTierProcess, type TierProcess } from './windows/tier-process.ts';

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
    void app
      .whenReady()
      .then(() => run(options.value))
      .catch(cannotStart);
  } else {
    app.quit();
  }
}

/** Nothing can be shown without its parts: says why, and ends. */
function cannotStart(error: unknown): void {
  const why = error instanceof Error ? error.message : String(error);
  process.stderr.write(`Switchhook could not start: ${why}\n`);
  dialog.showErrorBox('Switchhook could not start', why);
  app.exit(1);
}

/** Puts the app together: the one place where its parts are made. */
async function run(launch: LaunchOptions): Promise<void> {
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
    now: Date.now,
    log,
  });
  nativeTheme.themeSource = settings.read().theme;
  const tier = launch.simulator ? await startTier(launch) : null;
  const configurationServers = tier?.configuration ?? launch.configuration;
  if (configurationServers) settings.change({ configurationServers });

  let windows: DeskApp | null = null;
  const desk = createDesk(deskIdentity(settings, 'softphone', randomUUID), {
    settings,
    simulator: tier && { control: tier.control, trialLogin: tier.trialLogin },
    notices: notices.map(({ message }) => message),
    ...openDeskFiles(folder, Date.now, log),
    timers: realTimers,
    now: Date.now,
    random: Math.random,
    newId: randomUUID,
    log,
    phone: (command) => windows?.commandPhone(command),
    openUrl: (url) => void shell.openExternal(url),
    announceCall: () => windows?.show(),
  });
  serveApp(path.join(import.meta.dirname, '../renderer'));
  windows = openDeskApp({
    desk,
    settings,
    log,
    preloads: {
      desk: path.join(import.meta.dirname, '../preload/desk.cjs'),
      phone: path.join(import.meta.dirname, '../preload/phone.cjs'),
    },
    end: async () => {
      await leaveDesk(desk, realTimers);
      tier?.stop();
      log.close();
    },
  });
  app.on('second-instance', () => windows?.show());
  await desk.start();

  function startTier({ tier: args }: LaunchOptions): Promise<TierProcess> {
    return startTierProcess({ entry: path.join(import.meta.dirname, 'tier.js'), args, log });
  }
}
