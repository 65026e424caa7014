import { isDeepStrictEqual } from 'node:util';
import { checkValue } from '../../contract/settings/check-value.ts';
import {
  declaredSettings,
  type SettingKey,
  type SettingsInForce,
  settingKeys,
} from '../../contract/settings/declared-settings.ts';
import type { Setting } from '../../contract/settings/setting.ts';
import { fileFailure, reasonOf } from '../files/file-failure.ts';
import { exclusively } from '../files/file-lock.ts';
import type { Log } from '../log/log.ts';
import { healing, toWrite } from './healing.ts';
import { type Resolved, resolve, valuesOf } from './layers/in-force.ts';
import type { Layer } from './layers/layer.ts';
import { layersOfOwnFile } from './layers/own-file.ts';
import { linesOfFile } from './layers/own-lines.ts';
import {
  type AddressPair,
  configurationServers,
  type Healing,
  type LocalSettings,
  type SettingsValues,
} from './local-settings.ts';
import { type RawSettings, schemaVersion, schemaVersionKey, upToDate } from './migrations.ts';
import { nothingRemembered, type Remembered, readRemembered, type SettingsProblem } from './remembered.ts';
import { findSettings, type SettingsStore, untilClosed, whyReadOnly } from './settings-file.ts';
import { sinceStart } from './since-start.ts';
import { sourceChanges } from './source-changes.ts';
import type { PolicySource } from './sources/source.ts';
import { withKey, withoutKey } from './written-keys.ts';

/** Local settings over a store that is open. */
export function createLocalSettings(options: {
  readonly store: SettingsStore;
  readonly policies: readonly PolicySource[];
  readonly now: () => number;
  readonly log: Log;
}): LocalSettings {
  return new DeskStore(options);
}

class DeskStore implements LocalSettings {
  readonly #store: SettingsStore;
  readonly #policies: readonly PolicySource[];
  readonly #now: () => number;
  readonly #log: Log;
  readonly #listeners = new Set<(values: SettingsValues) => void>();
  readonly #stops: (() => void)[];
  /** What the file holds, as it stands there. */
  #onDisk: RawSettings = {};
  /** The same up to date, with what could not be written. */
  #raw: RawSettings = {};
  #policyLayers: readonly Layer[] = [];
  #resolved: Resolved = resolve([]);
  /** What of it takes effect at the next start is in use as it was at this one. Null: it is being read. */
  #atStart: Resolved | null = null;
  #values: SettingsValues = { ...nothingRemembered, inForce: valuesOf(this.#resolved) };
  #problems: readonly SettingsProblem[] = [];
  /** What could not be written: it holds in this run, and goes with the next write. Undefined: the key goes. */
  #unsaved: RawSettings = {};
  #whyUnsaved: string | null = null;
  /** The file is held: whoever listens is told after it, for he may want to change something too. */
  #isChanging = false;

  constructor(options: Parameters<typeof createLocalSettings>[0]) {
    this.#store = options.store;
    this.#policies = options.policies;
    this.#now = options.now;
    this.#log = options.log;
    this.#readPolicies();
    this.#readFile();
    this.#resolve();
    this.#atStart = this.#resolved;
    this.#stops = [
      this.#store.onDidAnyChange(() => {
        if (!this.#isChanging) this.#refresh(() => this.#readFile(), true);
      }),
      ...this.#policies.map((source) => source.watch(() => this.#refresh(() => this.#readPolicies(), true))),
    ];
  }

  read(): SettingsValues {
    return this.#values;
  }

  resolved(): Resolved {
    return this.#resolved;
  }

  problems(): readonly SettingsProblem[] {
    return this.#problems;
  }

  unsaved(): string | null {
    return this.#whyUnsaved;
  }

  onChange(listener: (values: SettingsValues) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    for (const stop of this.#stops) stop();
  }

  remember(part: Partial<Remembered>): void {
    this.#change((raw) => ({ ...raw, ...part }));
  }

  set(part: Partial<SettingsInForce>): readonly string[] {
    const refused: string[] = [];
    this.#change((latest) => {
      let raw = latest;
      for (const key of settingKeys) {
        const value = part[key];
        if (value === undefined) continue;
        const why = this.#whyRefused(key, value);
        if (why === null) raw = withKey(raw, key, value);
        else refused.push(why);
      }
      return raw;
    });
    return refused;
  }

  unset(keys: readonly SettingKey[]): void {
    this.#change((latest) => keys.reduce<RawSettings>((raw, key) => withoutKey(raw, key), latest));
  }

  heal(told: AddressPair): Healing {
    const { settings } = this.#resolved;
    const before = configurationServers(this.#values);
    const { write, drift } = healing(settings, told);
    if (toWrite(this.#raw, told).length > 0 || !isDeepStrictEqual(this.#values.toldByCluster, told)) {
      this.#change((latest) => {
        const raw = toWrite(latest, told).reduce<RawSettings>(
          (known, [key, address]) => withKey(known, key, address),
          latest,
        );
        return { ...raw, toldByCluster: told };
      });
    }
    const now = configurationServers(this.#values);
    if (drift.length > 0) return { type: 'locked', drift, before, now };
    return write.length > 0 ? { type: 'corrected', before, now } : { type: 'same' };
  }

  #whyRefused(key: SettingKey, value: unknown): string | null {
    const declared: Setting = declaredSettings[key];
    const { isLocked, place } = this.#resolved.settings[key];
    if (isLocked) return `"${key}" is set by policy in ${place}: it cannot be changed here.`;
    if (declared.scope === 'machine') return `"${key}" can be set by a policy of the machine alone.`;
    const checked = checkValue(declared, value);
    return checked.ok ? null : `"${key}" cannot be ${JSON.stringify(value)}: ${checked.error}.`;
  }

  /** From what the file holds now to what it is to hold; what another process writes meanwhile waits. */
  #change(change: (latest: RawSettings) => RawSettings): void {
    this.#isChanging = true;
    try {
      exclusively(this.#store.path, () => {
        this.#readFile();
        this.#write(change(this.#raw));
      });
    } finally {
      this.#isChanging = false;
    }
    this.#refresh(() => this.#readFile(), false);
  }

  #write(wanted: RawSettings): void {
    const hasChanged = !isDeepStrictEqual(wanted, this.#raw);
    if (!hasChanged && Object.keys(this.#unsaved).length === 0) return;
    // A file that an older desk has written meanwhile, or somebody put in place, is brought up to date with it.
    const whole: RawSettings = { ...wanted, [schemaVersionKey]: schemaVersion };
    const keys = [...new Set([...Object.keys(this.#onDisk), ...Object.keys(whole)])];
    const changed = keys.filter((key) => !isDeepStrictEqual(this.#onDisk[key], whole[key]));
    this.#unsaved = Object.fromEntries(changed.map((key) => [key, whole[key]]));
    this.#whyUnsaved = this.#save();
    if (this.#whyUnsaved !== null) this.#log.error(this.#whyUnsaved, { settings: changed });
  }

  #whyNotWritten(failure: unknown): string {
    const { message } = fileFailure('write', this.#store.path, failure);
    return `${message} The change lasts until the desk is closed.`;
  }

  /** Null: written. A file that was damaged meanwhile is set aside and written anew, with all that is known. */
  #save(): string | null {
    const readOnly = whyReadOnly(this.#onDisk, this.#store.path);
    if (readOnly !== null) return `${readOnly} ${untilClosed}`;
    try {
      this.#put(this.#unsaved);
    } catch (first) {
      const { notice } = findSettings(this.#store.path, this.#now());
      if (!notice?.setAsideAs) return this.#whyNotWritten(first);
      this.#log.error(`${notice.message} What was set before is written again.`);
      try {
        this.#put({ ...this.#raw, ...this.#unsaved });
      } catch (second) {
        return this.#whyNotWritten(second);
      }
    }
    this.#unsaved = {};
    return null;
  }

  #put(keys: RawSettings): void {
    const entries = Object.entries(keys);
    const kept = entries.filter(([, value]) => value !== undefined);
    if (kept.length > 0) this.#store.set(Object.fromEntries(kept));
    for (const [key, value] of entries) if (value === undefined) this.#store.delete(key);
  }

  /** @param isNews nobody has logged the change yet: it came from outside */
  #refresh(reread: () => void, isNews: boolean): void {
    const before = this.#values;
    const sources = this.#resolved;
    reread();
    this.#resolve();
    // Where a value comes from and what is wrong matters too: what a policy has locked is shown so.
    if (isDeepStrictEqual(before, this.#values) && isDeepStrictEqual(sources, this.#resolved)) return;
    for (const { sentence, ...fields } of isNews ? sourceChanges(sources, this.#resolved) : []) {
      this.#log.info(sentence, fields);
    }
    for (const listener of this.#listeners) listener(this.#values);
  }

  #readPolicies(): void {
    this.#policyLayers = this.#policies.flatMap((source) => source.read());
  }

  #readFile(): void {
    try {
      this.#onDisk = this.#store.store;
      this.#raw = withoutUndefined({ ...upToDate(this.#onDisk), ...this.#unsaved });
    } catch (error) {
      // Another program is writing it, or damaged it: what was read before holds until it can be read again.
      this.#log.warn(`${this.#store.path} cannot be read now; the settings stay as they were.`, {
        cause: reasonOf(error),
      });
      this.#raw = withoutUndefined({ ...this.#raw, ...this.#unsaved });
    }
  }

  #resolve(): void {
    const file = this.#store.path;
    const lines = linesOfFile(file);
    const { remembered, problems } = readRemembered(this.#raw, file, lines);
    const now = resolve([
      ...this.#policyLayers,
      ...layersOfOwnFile(this.#raw, file, remembered.toldByCluster, lines),
    ]);
    this.#resolved = this.#atStart === null ? now : sinceStart(this.#atStart, now);
    this.#values = { ...remembered, inForce: valuesOf(this.#resolved) };
    const all = [
      ...problems,
      ...this.#resolved.problems.map(({ setting, place, message }) => ({
        setting: setting ?? place,
        message,
      })),
    ];
    // A write moves lines.
    const known = new Set(this.#problems.map(({ message }) => withoutLine(message)));
    for (const { message } of all) if (!known.has(withoutLine(message))) this.#log.warn(message);
    this.#problems = all;
  }
}

function withoutUndefined(raw: RawSettings): RawSettings {
  return Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== undefined));
}

function withoutLine(message: string): string {
  return message.replace(/, line \d+/, '');
}
