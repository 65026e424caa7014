import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { app, shell } from 'electron';
import { createDesk } from './desk/desk.ts';
import type { DeskPorts } from './desk/desk-ports.ts';
import { deskIdentity } from './desk/identity.ts';
import { leaveDesk } from './desk/leave-desk.ts';
import { diagnosticsOfDesk } from './diagnostics/diagnostics-of-desk.ts';
import { explainPhone } from './diagnostics/explain-phone.ts';
import { openDeskFiles } from './files/desk-files.ts';
import { removeLeftovers } from './files/leftovers.ts';
import type { SetAsideNotice } from './files/set-aside.ts';
import type { LaunchOptions } from './launch-options.ts';
import type { FileLog } from './log/create-log.ts';
import { openDeskRecorder } from './recorder/desk-recorder.ts';
import { openEncryption } from './servers/tls/encryption.ts';
import { findLegacyServers } from './settings/legacy/find-legacy-servers.ts';
import { createLegacyOffers } from './settings/legacy/legacy-offers.ts';
import type { LocalSettings } from './settings/local-settings.ts';
import { createPasswordSafe } from './settings/password-safe.ts';
import { setConfigurationServers } from './settings/set-configuration-servers.ts';
import { systemNames } from './settings/system-names.ts';
import { realTimers } from './timers.ts';
import { ownAddresses } from './wake/own-addresses.ts';
import { watchForWake } from './wake/wake-watch.ts';
import { trustAuthorities } from './windows/certificates.ts';
import type { DeskApp } from './windows/desk-app.ts';
import { followPower } from './windows/power.ts';
import { systemStorage } from './windows/system-storage.ts';
import { startTierProcess, type TierProcess } from './windows/tier-process.ts';

export interface DeskBehindOptions {
  readonly launch: LaunchOptions;
  /** The folder of the built main process. */
  readonly built: string;
  /** The user's folder. */
  readonly folder: string;
  readonly settings: LocalSettings;
  /** What was wrong with the settings' file. */
  readonly notices: readonly SetAsideNotice[];
  readonly log: FileLog;
  readonly windows: DeskApp;
}

/** Makes the desk that the app's windows show, with the simulated tier beside it where that is asked for. */
export async function openDeskBehind(options: DeskBehindOptions): Promise<void> {
  const { launch, built, folder, settings, notices, log, windows } = options;
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
  const tier = launch.simulator ? await startTier() : null;
  const configurationServers = tier?.configuration ?? launch.configuration;
  if (configurationServers) setConfigurationServers(settings, configurationServers, log);
  const encryption = openEncryption(settings.read().inForce, log);
  trustAuthorities(encryption, log);

  const ports: DeskPorts = {
    settings,
    names: systemNames,
    encryption,
    passwords: createPasswordSafe({
      file: path.join(folder, 'remembered-password.json'),
      storage: systemStorage,
      log,
    }),
    simulator: tier && { control: tier.control, trialLogin: tier.trialLogin },
    notices: [...notices.map(({ message }) => message), ...encryption.problems],
    ...openDeskFiles(folder, Date.now, log),
    timers: realTimers,
    now: Date.now,
    random: Math.random,
    newId: randomUUID,
    log,
    phone: (command) => windows.commandPhone(command),
    openUrl: (url) => void shell.openExternal(url),
    saveSupportBundle: async () => {
      const saved = await saveBundle(app.getPath('downloads'));
      if (saved.ok) shell.showItemInFolder(saved.value.file);
      return saved;
    },
    announceOffer: () => {
      if (settings.read().inForce.raiseOnOffer) windows.show();
    },
  };
  const desk = createDesk(deskIdentity(settings, 'softphone', randomUUID), ports, recorder);
  recorder.note('app-started');
  const legacy = createLegacyOffers({
    settings,
    find: () =>
      findLegacyServers({
        // As with policies: the simulator's desk has addresses of its own.
        system: launch.simulator ? null : process.platform,
        files: launch.policies.map((file) => path.resolve(file)),
      }),
    now: Date.now,
    log,
  });
  windows.attach({
    desk,
    legacy,
    diagnostics: diagnosticsOfDesk(desk, ports, folder),
    phoneEvent: explainPhone({ ...ports, tell: desk.phoneEvent }),
    note: (what) => recorder.note(what),
    end: async () => {
      await leaveDesk(desk, realTimers);
      await recorder.close();
      tier?.stop();
      log.close();
    },
  });
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
  await legacy.look();
  await removeLeftovers(folder, Date.now(), log);

  function startTier(): Promise<TierProcess> {
    return startTierProcess({ entry: path.join(built, 'tier.js'), args: launch.tier, log });
  }
}
