import { readFileSync } from 'node:fs';
import { errorCode, fileFailure } from '../files/file-failure.ts';
import { parseJson } from '../files/json-file.ts';
import { type SetAsideNotice, setAside } from '../files/set-aside.ts';

/** What `conf` and `electron-store` both are; one of them is handed in. */
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

/**
 * Sets a damaged settings file aside, before a store is made on it: `conf` throws on such a file, or writes over it.
 * Null: the file is good, or there is none.
 */
export function setAsideDamagedSettings(file: string, at: number): SetAsideNotice | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    const { message } = fileFailure('read', file, error);
    return { file, setAsideAs: null, message: `${message} ${startsWithDefaults}` };
  }
  const parsed = parseJson(text);
  if (!parsed.ok) return setAside(file, parsed.error, startsWithDefaults, at);
  const { value } = parsed;
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? null
    : setAside(file, 'it holds no object', startsWithDefaults, at);
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
