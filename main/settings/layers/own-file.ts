import { isSettingKey, settingKeys } from '../../../contract/settings/declared-settings.ts';
import { isRecord } from '../look-up.ts';
import { schemaVersionKey } from '../migrations.ts';
import { type Remembered, rememberedKeys } from '../remembered.ts';
import type { Entry, Layer } from './layer.ts';

/**
 * The layers of the desk's own file: what the user set, and what the cluster told. An address that the cluster told is
 * written over the user's (seed 004: the registry is populated with the two valid ones), so it is the cluster's as long
 * as it stands there unchanged.
 */
export function layersOfOwnFile(
  raw: Readonly<Record<string, unknown>>,
  file: string,
  toldByCluster: Remembered['toldByCluster'],
): readonly Layer[] {
  const told = new Map<string, string>(
    toldByCluster
      ? [
          [sideKeys[0], toldByCluster.a],
          [sideKeys[1], toldByCluster.b],
        ]
      : [],
  );
  const cluster: Entry[] = [];
  const user: Entry[] = [];
  for (const entry of entriesOf(raw)) {
    const isTold = entry.value.type === 'value' && told.get(entry.name) === entry.value.value;
    (isTold ? cluster : user).push(entry);
  }
  return [
    { kind: 'cluster', place: `the cluster, kept in ${file}`, entries: cluster, problems: [] },
    { kind: 'user', place: file, entries: user, problems: [] },
  ];
}

const sideKeys = ['configurationServers.a', 'configurationServers.b'] as const;

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
