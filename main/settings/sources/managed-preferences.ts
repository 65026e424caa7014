import path from 'node:path';
import { quoted } from '../../../contract/quoted.ts';
import { declaredSettings, keyOfPolicy } from '../../../contract/settings/declared-settings.ts';
import { macPolicyDomain } from '../../../contract/settings/policy-places.ts';
import type { Setting, SettingKind } from '../../../contract/settings/setting.ts';
import { reasonOf } from '../../files/file-failure.ts';
import type { Timers } from '../../timers.ts';
import type { Entry, Layer } from '../layers/layer.ts';
import { firstNamed } from '../layers/most-named.ts';
import { isRecord } from '../look-up.ts';
import { repeatedPlistKeys } from './plist-keys.ts';
import { fileState, readSmallFile } from './small-file.ts';
import type { PolicySource } from './source.ts';
import { watchedSource } from './watched-source.ts';

export interface ManagedPreferencesOptions {
  /** `macPolicyFolder`. */
  readonly folder: string;
  /** Of the system, who may have preferences of his own there. */
  readonly user: string;
  /** Reads a property list of either form; throws where it is none. */
  readonly parse: (bytes: Buffer) => unknown;
  readonly timers: Timers;
}

/**
 * Policies that a device management has forced. They are files that it alone writes: what a user or a program sets by
 * `defaults write` is elsewhere, and is no policy.
 */
export function managedPreferencesSource(options: ManagedPreferencesOptions): PolicySource {
  const { folder, user, parse, timers } = options;
  const name = `${macPolicyDomain}.plist`;
  const files = [
    { kind: 'machine-policy', file: path.join(folder, name) },
    { kind: 'user-policy', file: path.join(folder, user, name) },
  ] as const;
  return watchedSource({
    read: () => files.map(({ kind, file }) => readPreferences(kind, file, parse)),
    state: () => files.map(({ file }) => fileState(file)).join('\n'),
    folders: files.map(({ file }) => path.dirname(file)),
    timers,
  });
}

function readPreferences(
  kind: Layer['kind'],
  file: string,
  parse: ManagedPreferencesOptions['parse'],
): Layer {
  const layer = (entries: readonly Entry[], problems: readonly string[]): Layer => ({
    kind,
    place: file,
    entries,
    problems,
  });
  const bytes = readSmallFile(file);
  if (!bytes.ok) return layer([], [`${bytes.error.message} No policy is taken from it.`]);
  if (bytes.value === null) return layer([], []);
  let content: unknown;
  try {
    content = parse(bytes.value);
  } catch (error) {
    const [reason = ''] = reasonOf(error).split('\n');
    return layer([], [`${file} is damaged: it is no property list (${reason}). No policy is taken from it.`]);
  }
  if (!isRecord(content)) {
    return layer([], [`${file} is damaged: it holds no dictionary. No policy is taken from it.`]);
  }
  const repeated = firstNamed(
    repeatedPlistKeys(bytes.value),
    ({ name, line }) => `${quoted(name)} in ${file}, line ${line} is there more than once; the last counts.`,
    (count) => `${count} more keys of ${file} are there more than once.`,
  );
  return layer(Object.entries(content).filter(isOurs).map(entryOf), repeated);
}

/** Each payload of a profile has keys of the system's own, such as `PayloadUUID`. */
function isOurs([name]: readonly [string, unknown]): boolean {
  return !name.startsWith('Payload');
}

function entryOf([name, value]: readonly [string, unknown]): Entry {
  const key = keyOfPolicy(name);
  const at = null;
  const stranger = key === null ? null : whatHasNoJson(value);
  if (key === null || stranger === null) return { name, key, value: { type: 'value', value }, at };
  const { kind }: Setting = declaredSettings[key];
  const expected = `expected ${plistTypeOf[kind.type]}, not ${stranger}`;
  return { name, key, value: { type: 'unreadable', expected }, at };
}

/** The type of a property list for each kind of setting. */
const plistTypeOf = {
  flag: 'a boolean',
  number: 'an integer',
  text: 'a string',
  choice: 'a string',
  list: 'an array of strings',
} as const satisfies Readonly<Record<SettingKind['type'], string>>;

/** Of a property list's types those that JSON has not. */
function whatHasNoJson(value: unknown): string | null {
  if (value instanceof Date) return 'a date';
  return value instanceof Uint8Array ? 'data' : null;
}
