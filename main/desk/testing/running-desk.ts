import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { CommandOutcome } from '../../../contract/desk/desk-error.ts';
import type { DeskState } from '../../../contract/desk/desk-state.ts';
import { ok } from '../../../contract/result.ts';
import { openDeskFiles } from '../../files/desk-files.ts';
import { temporaryFolder } from '../../files/testing/temporary-folder.ts';
import { silentLog } from '../../log/testing/test-logs.ts';
import { usualEncryption } from '../../servers/testing/encryptions.ts';
import { createLocalSettings } from '../../settings/desk-store.ts';
import type { Names } from '../../settings/find-cluster.ts';
import type { LocalSettings } from '../../settings/local-settings.ts';
import { memorySettingsStore } from '../../settings/settings-file.ts';
import type { PolicySource } from '../../settings/sources/source.ts';
import { systemNames } from '../../settings/system-names.ts';
import { type HeldTimers, heldTimers } from '../../testing/held-timers.ts';
import { createDesk, type Desk } from '../desk.ts';
import { deskWhen } from '../desk-when.ts';

/** A desk on real sockets and a real disk, whose time the test holds. It tries A first. */
export interface RunningDesk {
  readonly desk: Desk;
  readonly timers: HeldTimers;
  readonly settings: LocalSettings;
  /** Resolves with the first state, from now on, that is so. */
  until(is: (state: DeskState) => boolean): Promise<DeskState>;
  logIn(): Promise<CommandOutcome>;
  /** Lets so much time pass as a configuration server lives through: its heartbeats are answered. Whole seconds. */
  live(ms: number): Promise<void>;
}

export async function runDesk(
  configurationServers: { readonly a: string; readonly b: string },
  folder?: string,
  names: Names = systemNames,
  policies: readonly PolicySource[] = [],
): Promise<RunningDesk> {
  const own = folder ?? (await temporaryFolder());
  const timers = heldTimers();
  const settings = createLocalSettings({
    store: memorySettingsStore(join(own, 'settings.json')),
    policies,
    now: Date.now,
    log: silentLog,
  });
  const { a, b } = configurationServers;
  settings.set({ 'configurationServers.a': a, 'configurationServers.b': b, serverOrder: 'primary-first' });
  const desk = createDesk(
    { deskId: 'desk-1', deskName: 'PC-1', phone: 'hardphone', systemUser: 'ines' },
    {
      settings,
      names,
      encryption: usualEncryption,
      passwords: null,
      simulator: null,
      notices: [],
      ...openDeskFiles(own, Date.now, silentLog),
      timers,
      // The pairs count in the time that the test holds.
      now: () => 1_700_000_000_000 + timers.monotonic(),
      random: () => 0,
      newId: randomUUID,
      log: silentLog,
      phone: () => undefined,
      openUrl: () => undefined,
      saveSupportBundle: async () => ok({ file: join(own, 'bundle.zip') }),
      announceOffer: () => undefined,
    },
  );
  onTestFinished(async () => {
    const stopped = desk.stop();
    timers.advance(60_000);
    await stopped;
  });
  await desk.start();
  return {
    desk,
    timers,
    settings,
    until: (is) => deskWhen(desk, is),
    live: async (ms) => {
      for (let passed = 1_000; passed <= ms; passed += 1_000) {
        const beat = heartbeat(desk);
        timers.advance(1_000);
        if (passed < ms) await beat;
      }
    },
    logIn: () =>
      desk.command({
        type: 'logIn',
        profile: 'Billing, blended',
        loginString: '12345;xxyyzz;52513',
        takeOver: false,
      }),
  };
}

/** Resolves with the next heartbeat that a configuration server answers. */
function heartbeat(desk: Desk): Promise<void> {
  return new Promise((resolve) => {
    const stop = desk.onInput((input) => {
      if (input.type !== 'configuration' || input.event.type !== 'message') return;
      if (input.event.message.type !== 'HeartbeatConf') return;
      stop();
      resolve();
    });
  });
}
