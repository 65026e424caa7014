import { keyOfPolicy, type SettingKey } from '../../../contract/settings/declared-settings.ts';
import { windowsPolicyKey } from '../../../contract/settings/policy-places.ts';
import type { RegFile, RegFileValue, RegKey } from '../../settings/sources/reg-file/reg-file.ts';
import { isAtOrBelow, registryOf } from '../../settings/sources/reg-file/reg-registry.ts';
import { sameInRegistry } from '../../settings/sources/registry/registry.ts';
import { policyHives } from '../../settings/sources/registry/registry-layer.ts';

/**
 * What a registry would lose by the file, and an import leaves: `[-KEY]` with all that is in it, and `"Theme"=-` unless
 * a later line sets it again. A sentence each, by where it is said last.
 */
export function removals(file: string, reg: RegFile): readonly string[] {
  return policyHives.flatMap(({ hive }) => {
    const keys = reg.keys.filter((key) => key.hive === hive);
    const wholeKey = keys.findLast(({ isRemoved, path }) => isRemoved && isAtOrBelow(windowsPolicyKey, path));
    const left = (registryOf(reg).values(hive, windowsPolicyKey) ?? []).map(({ name }) => name.toLowerCase());
    return [
      ...(wholeKey ? [told(file, wholeKey.line, 'the whole key of the policies')] : []),
      ...[...removedPolicies(keys)]
        .filter(([, { name }]) => !left.includes(name.toLowerCase()))
        .map(([, { name, line }]) => told(file, line, `"${name}"`)),
    ];
  });
}

function told(file: string, line: number, what: string): string {
  return `Line ${line} of ${file} removes ${what}, which an import does not: what is set stays. Use the command unset.`;
}

function removedPolicies(keys: readonly RegKey[]): ReadonlyMap<SettingKey, RegFileValue> {
  const values = keys
    .filter(({ isRemoved, path }) => !isRemoved && sameInRegistry(path, windowsPolicyKey))
    .flatMap((key) => key.values);
  return new Map(
    values.flatMap((value) => {
      const key = value.value === null ? keyOfPolicy(value.name) : null;
      return key === null ? [] : [[key, value] as const];
    }),
  );
}
