import { type Registry, type RegistryEntry, sameInRegistry } from '../registry/registry.ts';
import type { RegFile, RegKey } from './reg-file.ts';

/** What a .reg file would make of an empty registry: its keys in their order, the later on top of the earlier. */
export function registryOf({ keys }: Pick<RegFile, 'keys'>): Registry {
  return {
    values: (hive, path) => {
      let known: Values | null = null;
      for (const key of keys) {
        if (key.hive !== hive) continue;
        if (key.isRemoved) known = isAtOrBelow(path, key.path) ? null : known;
        else if (sameInRegistry(key.path, path)) known = withValues(known ?? new Map(), key);
      }
      return known && [...known.values()].flat().sort((one, other) => one.line - other.line);
    },
  };
}

/** By name in lower case. A value that is there a second time is kept twice: whoever reads them names it. */
type Values = Map<string, (RegistryEntry & { readonly line: number })[]>;

function withValues(known: Values, key: RegKey): Values {
  for (const { name, value, line } of key.values) {
    const sameName = name.toLowerCase();
    if (value === null) {
      known.delete(sameName);
      continue;
    }
    const entry = { name, value, at: `line ${line}`, line };
    const before = known.get(sameName);
    if (before) before.push(entry);
    else known.set(sameName, [entry]);
  }
  return known;
}

/** The same key, or one below it. */
export function isAtOrBelow(path: string, above: string): boolean {
  return (
    above === '' || sameInRegistry(path, above) || path.toLowerCase().startsWith(`${above}\\`.toLowerCase())
  );
}
