import path from 'node:path';
import Conf from 'conf';
import { createPhone, type Phone } from '../../phone/phone.ts';
import { createDesk, type Desk } from '../desk/desk.ts';
import type { DeskPorts } from '../desk/desk-ports.ts';
import { deskIdentity } from '../desk/identity.ts';
import { leaveDesk } from '../desk/leave-desk.ts';
import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import { diagnosticsOfDesk } from '../diagnostics/diagnostics-of-desk.ts';
import { explainPhone } from '../diagnostics/explain-phone.ts';
import { openDeskFiles } from '../files/desk-files.ts';
import { removeLeftovers } from '../files/leftovers.ts';
import type { Log } from '../log/log.ts';
import { type DeskRecorder, openDeskRecorder } from '../recorder/desk-recorder.ts';
import { openEncryption } from '../servers/tls/encryption.ts';
import { openWebSocket } from '../servers/tls/open-web-socket.ts';
import { openLocalSettings } from '../settings/open-local-settings.ts';
import type { PasswordSafe } from '../settings/password-safe.ts';
import { setConfigurationServers } from '../settings/set-configuration-servers.ts';
import type { PolicySource } from '../settings/sources/source.ts';
import { systemNames } from '../settings/system-names.ts';
import { realTimers } from '../timers.ts';
import { createHeadlessMedia, type HeadlessMediaEngine, type Microphone } from './media/index.ts';

export interface HeadlessDeskOptions {
  /** The desk's own folder: settings, notes, the last download. */
  readonly folder: string;
  readonly configuration: { readonly a: string; readonly b: string };
  /** Where policies come from, the strongest first. */
  readonly policies: readonly PolicySource[];
  /** Null: no softphone; a phone beside the desk is controlled by CTI alone. */
  readonly microphone: Microphone | null;
  /** Where a password may be remembered; left out: nobody is there to be offered it. */
  readonly passwords?: PasswordSafe;
  readonly newId: () => string;
  readonly log: Log;
  /** Where support bundles are written. */
  readonly bundles: string;
}

/**
 * A desk that runs in plain Node, with or without a phone of its own. That the computer slept or its network changed
 * is told to it by its process, which may have many.
 */
export interface HeadlessDesk {
  readonly desk: Desk;
  readonly diagnostics: Diagnostics;
  /** What the calls carry to this end; null without a phone. */
  readonly media: HeadlessMediaEngine | null;
  readonly recorder: DeskRecorder;
  /** Logs out where that is possible, and leaves. */
  close(): Promise<void>;
}

export async function openHeadlessDesk(options: HeadlessDeskOptions): Promise<HeadlessDesk> {
  const { folder, configuration, policies, microphone, newId, log, bundles, passwords = null } = options;
  // First, for it may fail, and settings that are watched keep the process alive.
  const media = microphone ? await createHeadlessMedia({ microphone, log: (line) => log.warn(line) }) : null;
  const stores: Conf[] = [];
  const { settings, notices } = openLocalSettings({
    file: path.join(folder, 'settings.json'),
    open: () => {
      const store = new Conf({
        cwd: folder,
        configName: 'settings',
        projectName: 'switchhook',
        watch: true,
        configFileMode: 0o600,
      });
      stores.push(store);
      return store;
    },
    policies,
    now: Date.now,
    log,
  });
  setConfigurationServers(settings, configuration, log);
  const encryption = openEncryption(settings.read().inForce, log);
  const { now } = Date;
  const recorder = openDeskRecorder({ folder, settings, now, timers: realTimers, newId, log });
  let phone: Phone | null = null;
  const ports: DeskPorts = {
    settings,
    names: systemNames,
    encryption,
    passwords,
    simulator: null,
    notices: [...notices.map(({ message }) => message), ...encryption.problems],
    ...openDeskFiles(folder, Date.now, log),
    timers: realTimers,
    now: Date.now,
    random: Math.random,
    newId,
    log,
    phone: (command) => void phone?.command(command),
    openUrl: () => log.info('The desk would open the page of a call.'),
    saveSupportBundle: () => recorder.saveBundle(bundles),
    announceOffer: (sessionId) => log.info(`Session ${sessionId} is offered.`),
  };
  const identity = deskIdentity(settings, media ? 'softphone' : 'hardphone', newId);
  const desk = createDesk(identity, ports, recorder.recorder);
  if (media) {
    phone = createPhone({
      media,
      openSocket: (url, protocols) => openWebSocket(url, protocols, encryption),
      report: explainPhone({ ...ports, tell: desk.phoneEvent }),
      now: realTimers.monotonic,
      random: Math.random,
      timers: realTimers,
      log: log.with({ part: 'phone' }),
    });
  }
  await desk.start();
  void removeLeftovers(folder, Date.now(), log);
  return {
    desk,
    diagnostics: diagnosticsOfDesk(desk, ports, folder),
    media,
    recorder,
    close: async () => {
      await leaveDesk(desk, realTimers);
      await phone?.close();
      await recorder.recorder.close();
      settings.close();
      for (const store of stores) store._closeWatcher();
    },
  };
}
