import { type Registry, type RegistryEntry, sameInRegistry } from '../registry/registry.ts';
import type { RegFile, RegKey } from './reg-file.ts';

/** What a .reg file would make of an empty registry: its keys in their order, the later on top of the earlier. */
export function registryOf({ keys }: Pick<RegFile, 'keys'>): Registry {
  return {
    values: (hive, path) =>
      keys
        .filter((key) => key.hive === hive)
        .reduce<readonly RegistryEntry[] | null>((known, key) => {
          if (key.isRemoved) return isAtOrBelow(path, key.path) ? null : known;
          return sameInRegistry(key.path, path) ? withValues(known ?? [], key) : known;
        }, null),
  };
}

/** The same key, or one below it. */
export function isAtOrBelow(path: string, above: string): boolean {
  return (
    above === '' || sameInRegistry(path, above) || path.toLowerCase().startsWith(`${above}\\`.toLowerCase())
  );
}

/** A value that is there a second time is kept twice: whoever reads them names it, and takes the last. */
function withValues(known: readonly RegistryEntry[], key: RegKey): readonly RegistryEntry[] {
  let entries = [...known];
  for (const { name, value, line } of key.values) {
    if (value === null) entries = entries.filter((entry) => !sameInRegistry(entry.name, name));
    else entries.push({ name, value, at: `line ${line}` });
  }
  return entries;
}
