import { declaredSettings, keyOfPolicy } from '../../../../contract/settings/declared-settings.ts';
import { fromRegistry } from '../../../../contract/settings/registry-value.ts';
import type { Setting } from '../../../../contract/settings/setting.ts';
import type { Entry, Layer } from '../../layers/layer.ts';
import type { RegistryEntry } from './registry.ts';

/** The hives that policies are read from, and what each one's are. */
export const policyHives = [
  { hive: 'HKLM', kind: 'machine-policy' },
  { hive: 'HKCU', kind: 'user-policy' },
] as const;

/** What the values of a policy key say. */
export function registryLayer(
  about: Pick<Layer, 'kind' | 'place'>,
  values: readonly RegistryEntry[],
  problems: readonly string[],
): Layer {
  return { ...about, entries: values.map(entryOf), problems };
}

function entryOf({ name, value, at }: RegistryEntry): Entry {
  const key = keyOfPolicy(name);
  if (key === null) {
    return { name: name === '' ? '(Default)' : name, key, value: { type: 'value', value: null }, at };
  }
  const { kind }: Setting = declaredSettings[key];
  const read = fromRegistry(kind, value);
  return {
    name,
    key,
    value: read.ok ? { type: 'value', value: read.value } : { type: 'unreadable', expected: read.error },
    at,
  };
}
