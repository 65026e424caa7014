import { fileFailure, reasonOf } from '../files/file-failure.ts';
import type { SetAsideNotice } from '../files/set-aside.ts';
import type { Log } from '../log/log.ts';
import type { LocalSettings, SettingsProblem, SettingsValues } from './local-settings.ts';
import { defaultSettings, readSettings } from './read-settings.ts';
import { memorySettingsStore, type SettingsStore, setAsideDamagedSettings } from './settings-file.ts';

export interface OpenSettingsOptions {
  /** The file that `open` will use: `<userData>/settings.json`. */
  readonly file: string;
  /** Makes the store: electron-store in the app, conf on the command line; with `watch: true`. */
  readonly open: () => SettingsStore;
  readonly now: () => number;
  readonly log: Log;
}

export interface OpenedSettings {
  readonly settings: LocalSettings;
  /** What the agent is to be told: a damaged file that was set aside, or one that cannot be used. */
  readonly notices: readonly SetAsideNotice[];
}

/** Opens the settings of this computer, whatever state their file is in. Never throws. */
export function openLocalSettings({ file, open, now, log }: OpenSettingsOptions): OpenedSettings {
  const damaged = setAsideDamagedSettings(file, now());
  const notices: SetAsideNotice[] = damaged ? [damaged] : [];
  let store: SettingsStore;
  try {
    store = open();
  } catch (error) {
    const { message } = fileFailure('read', file, error);
    const lives = 'The desk uses its default settings, and changes last until it is closed.';
    notices.push({ file, setAsideAs: null, message: `${message} ${lives}` });
    store = memorySettingsStore(file);
  }
  for (const notice of notices) log.error(notice.message);
  return { settings: createLocalSettings({ store, now, log }), notices };
}

/** Local settings over a store that is open. */
export function createLocalSettings(options: {
  readonly store: SettingsStore;
  readonly now: () => number;
  readonly log: Log;
}): LocalSettings {
  return new DeskStore(options.store, options.now, options.log);
}

class DeskStore implements LocalSettings {
  readonly #store: SettingsStore;
  readonly #now: () => number;
  readonly #log: Log;
  #values: SettingsValues = defaultSettings;
  #problems: readonly SettingsProblem[] = [];
  /** What could not be written: it holds in this run, and goes with the next write. */
  #unsaved: Partial<SettingsValues> = {};
  readonly #listeners = new Set<(values: SettingsValues) => void>();

  constructor(store: SettingsStore, now: () => number, log: Log) {
    this.#store = store;
    this.#now = now;
    this.#log = log;
    this.#load();
    store.onDidAnyChange(() => this.#refresh());
  }

  read(): SettingsValues {
    return this.#values;
  }

  problems(): readonly SettingsProblem[] {
    return this.#problems;
  }

  onChange(listener: (values: SettingsValues) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  change(part: Partial<SettingsValues>): void {
    this.#unsaved = { ...this.#unsaved, ...part };
    const failure = this.#write();
    if (failure !== null) {
      const { message } = fileFailure('write', this.#store.path, failure);
      this.#log.error(`${message} The change lasts until the desk is closed.`, {
        settings: Object.keys(part),
      });
    }
    this.#refresh();
  }

  /** Null: written. A file that was damaged meanwhile is set aside and written anew, with all that is known. */
  #write(): unknown {
    try {
      this.#store.set({ ...this.#unsaved });
    } catch (first) {
      const notice = setAsideDamagedSettings(this.#store.path, this.#now());
      if (!notice?.setAsideAs) return first;
      this.#log.error(`${notice.message} What was set before is written again.`);
      try {
        this.#store.set({ ...this.#values, ...this.#unsaved });
      } catch (second) {
        return second;
      }
    }
    this.#unsaved = {};
    return null;
  }

  #refresh(): void {
    const before = JSON.stringify(this.#values);
    this.#load();
    if (JSON.stringify(this.#values) === before) return;
    for (const listener of this.#listeners) listener(this.#values);
  }

  #load(): void {
    let raw: Readonly<Record<string, unknown>>;
    try {
      raw = this.#store.store;
    } catch (error) {
      // Another program is writing it, or damaged it: what was read before holds until it can be read again.
      this.#log.warn(`${this.#store.path} cannot be read now; the settings stay as they were.`, {
        cause: reasonOf(error),
      });
      this.#values = { ...this.#values, ...this.#unsaved };
      return;
    }
    const { values, problems } = readSettings(raw, this.#store.path);
    const known = new Set(this.#problems.map(({ message }) => message));
    for (const { message } of problems) if (!known.has(message)) this.#log.warn(message);
    this.#problems = problems;
    this.#values = { ...values, ...this.#unsaved };
  }
}
