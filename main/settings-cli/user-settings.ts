import { fail, ok, type Result } from '../../contract/result.ts';
import type { SettingKey, SettingsInForce } from '../../contract/settings/declared-settings.ts';
import type { SettingValue } from '../../contract/settings/setting.ts';
import { fileFailure } from '../files/file-failure.ts';
import { logWith } from '../log/log.ts';
import type { LocalSettings } from '../settings/local-settings.ts';
import { openLocalSettings } from '../settings/open-local-settings.ts';
import { type SettingsStore, startsWithDefaults, untilClosed } from '../settings/settings-file.ts';
import type { SettingsContext } from './context.ts';

/** What came of a change of the user's file. */
export interface Changed<Value> {
  readonly value: Value;
  /** A damaged file was set aside on the way. */
  readonly notices: readonly string[];
}

/** Changes the user's settings as a desk does, that runs or not. The error: why nothing is on disk. */
export function changeUserSettings<Value>(
  { file, openStore, policies, now }: SettingsContext,
  change: (settings: LocalSettings) => Value,
): Result<Changed<Value>, string> {
  let failure: unknown = null;
  const open = (): SettingsStore => {
    const store = openStore();
    return watchedForFailure(store, (error) => {
      failure = error;
    });
  };
  // What it logs is told by failure and notices.
  const log = logWith(() => undefined);
  const { settings, notices } = openLocalSettings({ file, open, policies, now, log });
  try {
    const messages = notices.map(({ message }) => message);
    // One is enough: what follows comes of it. What the desk does now is no matter of a command.
    const stuck = notices.find(({ setAsideAs }) => setAsideAs === null);
    if (stuck) {
      const why = stuck.message.replace(startsWithDefaults, '').replace(untilClosed, '').trim();
      return fail(`${why} Nothing was changed.`);
    }
    const value = change(settings);
    return failure === null
      ? ok({ value, notices: messages })
      : fail(fileFailure('write', file, failure).message);
  } finally {
    settings.close();
  }
}

/**
 * Sets and takes back at once; both have been looked at before (targets.ts). Answers with what a policy has locked
 * since then, by key, with why; the others are on disk.
 */
export function writeUserSettings(
  context: SettingsContext,
  change: ReadonlyMap<SettingKey, SettingValue | null>,
): Result<Changed<ReadonlyMap<SettingKey, string>>, string> {
  return changeUserSettings(context, (settings) => {
    const gone = [...change].filter(([, value]) => value === null).map(([key]) => key);
    const set = [...change].filter(([, value]) => value !== null);
    const isLocked = ([key]: (typeof set)[number]): boolean => settings.resolved().settings[key].isLocked;
    if (gone.length > 0) settings.unset(gone);
    // Each alone, to know whose refusal it is: nothing is written by it.
    const refused = set.filter(isLocked).map((one) => [one[0], setAll(settings, [one]).join(' ')] as const);
    setAll(
      settings,
      set.filter((one) => !isLocked(one)),
    );
    return new Map(refused);
  });
}

function setAll(
  settings: LocalSettings,
  values: readonly (readonly [SettingKey, SettingValue | null])[],
): readonly string[] {
  // Checked against its declaration by `set` itself.
  return values.length === 0 ? [] : settings.set(Object.fromEntries(values) as Partial<SettingsInForce>);
}

/** The same store, that says which of its writes has failed last; a desk would only log it. */
function watchedForFailure(store: SettingsStore, failed: (error: unknown) => void): SettingsStore {
  const attempt = (write: () => void): void => {
    try {
      write();
      failed(null);
    } catch (error) {
      failed(error);
      throw error;
    }
  };
  return {
    path: store.path,
    get store() {
      return store.store;
    },
    set: (values) => attempt(() => store.set(values)),
    delete: (key) => attempt(() => store.delete(key)),
    onDidAnyChange: (listener) => store.onDidAnyChange(listener),
  };
}
