import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Conf from 'conf';
import { expect, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../files/testing/temporary-folder.ts';
import { type MemoryLog, memoryLog } from '../../log/testing/test-logs.ts';
import { resolve, valuesOf } from '../layers/in-force.ts';
import type { SettingsValues } from '../local-settings.ts';
import { schemaVersion, schemaVersionKey } from '../migrations.ts';
import { type OpenedSettings, openLocalSettings } from '../open-local-settings.ts';
import { nothingRemembered } from '../remembered.ts';
import type { SettingsStore } from '../settings-file.ts';
import type { PolicySource } from '../sources/source.ts';

/** Settings over a folder of a test's own. */
export interface SettingsUnderTest {
  readonly folder: string;
  /** `settings.json` in it; there is none at first. */
  readonly file: string;
  readonly log: MemoryLog;
  /** What the command lines open on the file. */
  readonly conf: (watch?: boolean) => Conf;
  readonly open: (store?: () => SettingsStore, policies?: readonly PolicySource[]) => OpenedSettings;
  /** What the file holds beside its version, which is this desk's. */
  readonly onDisk: () => Promise<unknown>;
}

/** What a desk has without a file. */
export const defaultSettings: SettingsValues = { ...nothingRemembered, inForce: valuesOf(resolve([])) };

export async function settingsUnderTest(): Promise<SettingsUnderTest> {
  const folder = await temporaryFolder();
  const file = join(folder, 'settings.json');
  const log = memoryLog();
  const conf = (watch = false): Conf => {
    const made = new Conf({ cwd: folder, configName: 'settings', watch });
    if (watch) onTestFinished(() => made._closeWatcher());
    return made;
  };
  return {
    folder,
    file,
    log,
    conf,
    open: (store = conf, policies = []) => {
      const now = () => Date.UTC(2026, 0, 31);
      const opened = openLocalSettings({ file, open: store, policies, now, log });
      onTestFinished(() => opened.settings.close());
      return opened;
    },
    onDisk: async () => {
      const { [schemaVersionKey]: version, ...others } = JSON.parse(await readFile(file, 'utf8'));
      expect(version).toBe(schemaVersion);
      return others;
    },
  };
}
