import { fileFailure } from '../files/file-failure.ts';
import type { SetAsideNotice } from '../files/set-aside.ts';
import type { Log } from '../log/log.ts';
import { createLocalSettings } from './desk-store.ts';
import type { LocalSettings } from './local-settings.ts';
import { migrateFile } from './migrate-file.ts';
import { schemaVersion, versionOf } from './migrations.ts';
import {
  findSettings,
  memorySettingsStore,
  type SettingsStore,
  startsWithDefaults,
  untilClosed,
  whyReadOnly,
} from './settings-file.ts';
import type { PolicySource } from './sources/source.ts';

export interface OpenSettingsOptions {
  /** The file that `open` will use: `<userData>/settings.json`. */
  readonly file: string;
  /** Makes the store: electron-store in the app, conf on the command line; with `watch: true`. */
  readonly open: () => SettingsStore;
  /** Where policies come from, the strongest first. */
  readonly policies: readonly PolicySource[];
  readonly now: () => number;
  readonly log: Log;
}

export interface OpenedSettings {
  readonly settings: LocalSettings;
  /** What the agent is to be told: a damaged file that was set aside, or one that cannot be used or not be changed. */
  readonly notices: readonly SetAsideNotice[];
}

/** Opens the settings of this computer, whatever state their sources are in. Never throws. */
export function openLocalSettings({ file, open, policies, now, log }: OpenSettingsOptions): OpenedSettings {
  const { raw, notice: damaged } = findSettings(file, now());
  const notices: SetAsideNotice[] = damaged ? [damaged] : [];
  const readOnly = raw && whyReadOnly(raw, file);
  if (readOnly) notices.push({ file, setAsideAs: null, message: `${readOnly} ${untilClosed}` });
  else if (raw && versionOf(raw) < schemaVersion) bringUpToDate(file, log);
  let store: SettingsStore;
  try {
    store = open();
  } catch (error) {
    const { message } = fileFailure('read', file, error);
    notices.push({ file, setAsideAs: null, message: `${message} ${startsWithDefaults} ${untilClosed}` });
    store = memorySettingsStore(file);
  }
  for (const notice of notices) log.error(notice.message);
  return { settings: createLocalSettings({ store, policies, now, log }), notices };
}

function bringUpToDate(file: string, log: Log): void {
  const migrated = migrateFile(file);
  switch (migrated.type) {
    case 'nothing':
      return;
    case 'migrated':
      log.info(
        `${file} was of version ${migrated.from} and is of version ${schemaVersion} now; ${migrated.copy} is as it was.`,
      );
      return;
    case 'failed':
      log.warn(`${migrated.message} It stays as an older version of Switchhook has left it, and is used.`);
  }
}
