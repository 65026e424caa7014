import { readFileSync } from 'node:fs';
import { errorCode, fileFailure } from '../files/file-failure.ts';
import { parseJson } from '../files/json-file.ts';
import { type SetAsideNotice, setAside } from '../files/set-aside.ts';
import { isRecord } from './look-up.ts';
import { type RawSettings, schemaVersion, versionOf } from './migrations.ts';

/**
 * What `conf` and `electron-store` both are; one of them is handed in, for the file, its watch and its whole writes
 * alone. It is given no `schema`: by that a wrong value throws at the start, or costs the whole file, where each value
 * is checked for itself (contract/settings/check-value.ts) and costs itself. Nor `migrations`: those run in the
 * constructor, each step by writes of its own outside our lock, begin with a write where there is no file, go by the
 * version of the app, and leave whoever only reads the file (`switchhook-settings get`, a support bundle) with the old
 * one; ours are migrations.ts.
 */
export interface SettingsStore {
  readonly path: string;
  /** The whole file; reading it throws where it is damaged. */
  readonly store: Readonly<Record<string, unknown>>;
  /** Replaces each named key, on disk when it returns; throws where that fails. */
  set(values: Record<string, unknown>): void;
  delete(key: string): void;
  /** Told of writes by this store, and with `watch: true` of those by other processes; returns how to stop. */
  onDidAnyChange(listener: () => void): () => void;
}

/** What the desk does without its settings file. */
export const startsWithDefaults = 'The desk uses its default settings.';

/** What becomes of changes that cannot be written. */
export const untilClosed = 'Changes last until the desk is closed.';

/** Why a newer desk's file is not written by this one, as a sentence; null: it is no newer desk's. */
export function whyReadOnly(raw: RawSettings, file: string): string | null {
  const version = versionOf(raw);
  if (version <= schemaVersion) return null;
  return `${file} was written by a newer version of Switchhook (its settings are of version ${version}, and this one knows ${schemaVersion}): it is read and not changed. Install the newer version to change settings.`;
}

/** A settings file as it was found. */
export interface FoundSettings {
  /** What it holds; null: there is none, or it cannot be used. */
  readonly raw: RawSettings | null;
  /** Why it cannot be used. */
  readonly notice: SetAsideNotice | null;
}

/**
 * Reads a settings file before a store is made on it, and sets it aside where it is damaged: `conf` throws on such a
 * file, or writes over it.
 */
export function findSettings(file: string, at: number): FoundSettings {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return { raw: null, notice: null };
    const { message } = fileFailure('read', file, error);
    return { raw: null, notice: { file, setAsideAs: null, message: `${message} ${startsWithDefaults}` } };
  }
  const parsed = parseJson(text);
  if (parsed.ok && isRecord(parsed.value)) return { raw: parsed.value, notice: null };
  const wrong = parsed.ok ? 'it holds no object' : parsed.error;
  return { raw: null, notice: setAside(file, wrong, startsWithDefaults, at) };
}

/** Settings that live as long as the process, where their file cannot be used. */
export function memorySettingsStore(path: string): SettingsStore {
  let values: Readonly<Record<string, unknown>> = {};
  const listeners = new Set<() => void>();
  return {
    path,
    get store() {
      return values;
    },
    set: (part) => {
      values = { ...values, ...part };
      for (const listener of listeners) listener();
    },
    delete: (key) => {
      const { [key]: _, ...others } = values;
      values = others;
      for (const listener of listeners) listener();
    },
    onDidAnyChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
