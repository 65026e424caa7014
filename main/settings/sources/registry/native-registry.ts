import type { HKEY } from 'native-reg';
import type { Registry, RegistryEntry } from './registry.ts';
import { decodeData } from './registry-data.ts';

/** The package itself, handed in: it does something on Windows alone, and is loaded there alone. */
export type NativeReg = typeof import('native-reg');

/**
 * The registry of this computer, which is read and never written. Always the 64 bit view, as administrators see it; the
 * other one is below WOW6432Node there.
 */
export function nativeRegistry(native: NativeReg): Registry {
  const roots = { HKLM: native.HKLM, HKCU: native.HKCU };
  return {
    values: (hive, path) => {
      const key = native.openKey(roots[hive], path, native.Access.QUERY_VALUE | native.Access.WOW64_64KEY);
      if (key === null) return null;
      try {
        return native.enumValueNames(key).flatMap((name) => entryOf(native, key, name));
      } finally {
        native.closeKey(key);
      }
    },
  };
}

function entryOf(native: NativeReg, key: HKEY, name: string): readonly RegistryEntry[] {
  const raw = native.queryValueRaw(key, name);
  // It went between the two calls.
  if (raw === null) return [];
  const read = decodeData(raw.type, raw);
  const value = read.ok
    ? read.value
    : ({ type: 'other', name: `data that is damaged: ${read.error}` } as const);
  return [{ name, value, at: null }];
}
