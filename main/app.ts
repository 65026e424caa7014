import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { app, nativeTheme, shell } from 'electron';
import Store from 'electron-store';
import { createDesk } from './desk/desk.ts';
import type { DeskPorts } from './desk/desk-ports.ts';
import { deskIdentity } from './desk/identity.ts';
import { leaveDesk } from './desk/leave-desk.ts';
import { openDeskFiles } from './files/desk-files.ts';
import type { LaunchOptions } from './launch-options.ts';
import { createLog } from './log/create-log.ts';
import { openDeskRecorder } from './recorder/desk-recorder.ts';
import { openLocalSettings } from './settings/desk-store.ts';
import { realTimers } from './timers.ts';
import { ownAddresses } from './wake/own-addresses.ts';
import { watchForWake } from './wake/wake-watch.ts';
import { serveApp } from './windows/app-protocol.ts';
import { type DeskApp, openDeskApp } from './windows/desk-app.ts';
import { followPower } from './windows/power.ts';
import { startTierProcess, type TierProcess } from './windows/tier-process.ts';

/**
 * Puts the app together: the one place where its parts are made. What needs no window comes before Electron is ready.
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
    now: Date.now,
    log,
  });
  const { recorder, saveBundle } = openDeskRecorder({
    folder,
    settings,
    now: Date.now,
    timers: realTimers,
    newId: randomUUID,
    log,
  });
  process.on('uncaughtExceptionMonitor', (error) => recorder.failed(error));
  process.on('unhandledRejection', (error) => recorder.failed(error));
  process.once('exit', () => recorder.flushNow());
  const tier = launch.simulator ? await startTier(launch) : null;
  const configurationServers = tier?.configuration ?? launch.configuration;
  if (configurationServers) settings.change({ configurationServers });

  let windows: DeskApp | null = null;
  const ports: DeskPorts = {
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
    saveSupportBundle: async () => {
      const saved = await saveBundle(app.getPath('downloads'));
      if (saved.ok) shell.showItemInFolder(saved.value.file);
      return saved;
    },
    announceOffer: () => windows?.show(),
  };
  const desk = createDesk(deskIdentity(settings, 'softphone', randomUUID), ports, recorder);
  await app.whenReady();
  nativeTheme.themeSource = settings.read().theme;
  serveApp(path.join(built, '../renderer'));
  windows = openDeskApp({
    desk,
    settings,
    log,
    timers: realTimers,
    note: (what) => recorder.note(what),
    preloads: {
      desk: path.join(built, '../preload/desk.cjs'),
      phone: path.join(built, '../preload/phone.cjs'),
    },
    end: async () => {
      await leaveDesk(desk, realTimers);
      await recorder.close();
      tier?.stop();
      log.close();
    },
  });
  app.on('second-instance', () => windows?.show());
  recorder.note('app-started');
  followPower({
    onSleep: () => recorder.note('computer-sleeps'),
    onWake: () => {
      recorder.note('computer-wakes');
      desk.woke('woke', null);
    },
  });
  watchForWake({
    timers: realTimers,
    now: Date.now,
    addresses: ownAddresses,
    onWake: (cause, forMs) => {
      if (cause === 'network-changed') recorder.note('network-changed');
      desk.woke(cause, forMs);
    },
  });
  await desk.start();

  async function startTier({ tier: args }: LaunchOptions): Promise<TierProcess> {
    await app.whenReady();
    return startTierProcess({ entry: path.join(built, 'tier.js'), args, log });
  }
}
