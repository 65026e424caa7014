import type { RegistryValue } from '../../../../contract/settings/registry-value.ts';

/** A registry as far as the desk reads it: the computer's own, or what a .reg file would make of an empty one. */
export interface Registry {
  /** What stands at a key, in its order; null: there is no such key. Throws where it cannot be read. */
  values(hive: 'HKLM' | 'HKCU', path: string): readonly RegistryEntry[] | null;
}

export interface RegistryEntry {
  /** Blank: the key's default value. */
  readonly name: string;
  readonly value: RegistryValue;
  /** `line 12` of a file; null: the registry itself has no lines. */
  readonly at: string | null;
}

/** Keys and names of a registry are the same in whatever case. */
export function sameInRegistry(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
