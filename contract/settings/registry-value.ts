import { fail, ok, type Result } from '../result.ts';
import type { SettingKind, SettingValue } from './setting.ts';

/** The parts of a registry, by the short names that IT writes them with. */
export type Hive = 'HKLM' | 'HKCU' | 'HKCR' | 'HKU' | 'HKCC';

/** The numbers of the types (winnt.h). */
export const typeNumbers = { REG_SZ: 1, REG_EXPAND_SZ: 2, REG_DWORD: 4, REG_MULTI_SZ: 7 } as const;

/** A value of the Windows registry, of the types that policies have. */
export type RegistryData =
  | { readonly type: 'REG_DWORD'; readonly value: number }
  | { readonly type: 'REG_SZ'; readonly value: string }
  | { readonly type: 'REG_EXPAND_SZ'; readonly value: string }
  /** Lines that are not blank: an empty one would end the list. */
  | { readonly type: 'REG_MULTI_SZ'; readonly value: readonly string[] };

export type RegistryValue =
  | RegistryData
  /** Anything else that a registry may hold, by its name. */
  | { readonly type: 'other'; readonly name: string };

/** The registry type of each kind; policy editors and our reader must agree on it. */
export const registryTypeOf = {
  flag: 'REG_DWORD',
  number: 'REG_DWORD',
  text: 'REG_SZ',
  choice: 'REG_SZ',
  list: 'REG_MULTI_SZ',
} as const satisfies Readonly<Record<SettingKind['type'], RegistryValue['type']>>;

/** What a registry value says, as JSON, still to be checked. The error ends a sentence: "expected …". */
export function fromRegistry(kind: SettingKind, stored: RegistryValue): Result<SettingValue, string> {
  const expected = registryTypeOf[kind.type];
  const found = stored.type === 'REG_EXPAND_SZ' ? 'REG_SZ' : stored.type;
  if (stored.type === 'other' || found !== expected) {
    const name = stored.type === 'other' ? stored.name : stored.type;
    return fail(`expected ${expected}, not ${name}`);
  }
  if (kind.type !== 'flag') return ok(stored.value);
  if (stored.value === 0 || stored.value === 1) return ok(stored.value === 1);
  return fail('expected 0 or 1');
}

/** How a value is written into the registry. */
export function toRegistry(kind: SettingKind, value: SettingValue): RegistryData {
  switch (kind.type) {
    case 'flag':
      return { type: 'REG_DWORD', value: value === true ? 1 : 0 };
    case 'number':
      return { type: 'REG_DWORD', value: Number(value) };
    case 'text':
    case 'choice':
      return { type: 'REG_SZ', value: String(value) };
    case 'list':
      return { type: 'REG_MULTI_SZ', value: Array.isArray(value) ? value.map(String) : [] };
  }
}
