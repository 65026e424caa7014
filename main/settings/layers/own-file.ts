import { checkValue } from '../../../contract/settings/check-value.ts';
import {
  addressKeys,
  declaredSettings,
  isAddressKey,
  isSettingKey,
  type SettingKey,
  settingKeys,
} from '../../../contract/settings/declared-settings.ts';
import { isRecord } from '../look-up.ts';
import { schemaVersionKey } from '../migrations.ts';
import { type Remembered, rememberedKeys } from '../remembered.ts';
import type { Entry, Layer } from './layer.ts';
import { type OwnLines, repeatedNames } from './own-lines.ts';

/**
 * The layers of the desk's own file: what the user set, and what the cluster told. An address that the cluster told is
 * written over the user's (seed 004: the registry is populated with the two valid ones). One that the user sets after it
 * is his, and is tried; a blank or wrong one is none, and the cluster's stands.
 */
export function layersOfOwnFile(
  raw: Readonly<Record<string, unknown>>,
  file: string,
  toldByCluster: Remembered['toldByCluster'],
  lines: OwnLines,
): readonly Layer[] {
  const told = toldAddresses(toldByCluster);
  const all = entriesOf(raw).map((entry) => ({ ...entry, at: atLine(lines, entry.name) }));
  const ownAddresses = new Set(all.filter((entry) => isOther(entry, told)).map(({ key }) => key));
  const cluster = [...told]
    .filter(([key]) => !ownAddresses.has(key))
    .map(([key, value]): Entry => ({ name: key, key, value: { type: 'value', value }, at: null }));
  const user = all.filter(
    ({ key, value }) => !(value.type === 'value' && isAddressKey(key) && told.get(key) === value.value),
  );
  return [
    { kind: 'cluster', place: clusterPlace(file), entries: cluster, problems: [] },
    { kind: 'user', place: file, entries: user, problems: repeatedNames(lines, file) },
  ];
}

function atLine(lines: OwnLines, key: string): string | null {
  const line = lines.get(key)?.at(-1);
  return line === undefined ? null : `line ${line}`;
}

/** Where what the cluster told is found. */
function clusterPlace(file: string): string {
  return `the cluster, kept in ${file}`;
}

/** The addresses that the cluster told last, by their setting. */
export function toldAddresses(told: Remembered['toldByCluster']): ReadonlyMap<SettingKey, string> {
  if (told === null) return new Map();
  const both = [
    [addressKeys[0], told.a],
    [addressKeys[1], told.b],
  ] as const;
  return new Map(both.filter(([, address]) => address.trim() !== ''));
}

/** An address that is right, and not the one which the cluster told. */
function isOther({ key, value }: Entry, told: ReadonlyMap<SettingKey, string>): boolean {
  if (!isAddressKey(key) || value.type !== 'value' || value.value === told.get(key)) return false;
  const checked = checkValue<string>(declaredSettings[key], value.value);
  return checked.ok && checked.value.trim() !== '';
}

/** Every value in the file that is not merely remembered: `{"a":{"b":1}}` has the entry `a.b`. */
function entriesOf(raw: Readonly<Record<string, unknown>>): readonly Entry[] {
  return Object.entries(raw)
    .filter(([name]) => !rememberedKeys.has(name) && name !== schemaVersionKey)
    .flatMap(([name, value]) => entriesAt(name, value));
}

function entriesAt(name: string, value: unknown): readonly Entry[] {
  const isGroup = settingKeys.some((key) => key.startsWith(`${name}.`));
  if (!isGroup)
    return [{ name, key: isSettingKey(name) ? name : null, value: { type: 'value', value }, at: null }];
  if (isRecord(value)) {
    return Object.entries(value).flatMap(([inner, one]) => entriesAt(`${name}.${inner}`, one));
  }
  return [{ name, key: null, value: { type: 'unreadable', expected: 'expected an object' }, at: null }];
}
