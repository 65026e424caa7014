import { parseAddress, sameAddress } from '../../contract/servers/address.ts';
import type { SettingKey } from '../../contract/settings/declared-settings.ts';
import type { InForce } from '../../contract/settings/settings-view.ts';
import type { AddressPair, Drift } from './local-settings.ts';
import { lookUp } from './look-up.ts';

const sides = [
  ['configurationServers.a', 'a'],
  ['configurationServers.b', 'b'],
] as const;

/**
 * What the two addresses that the cluster names change: those that differ are written, whatever they were: blank, wrong
 * or stale. What a policy sets is not overwritten; where it differs, it has drifted.
 */
export function healing(
  settings: Readonly<Record<SettingKey, InForce>>,
  told: AddressPair,
): { readonly write: readonly (readonly [SettingKey, string])[]; readonly drift: readonly Drift[] } {
  const write: (readonly [SettingKey, string])[] = [];
  const drift: Drift[] = [];
  for (const [key, side] of sides) {
    const { value, isLocked, place } = settings[key];
    const inForce = String(value);
    if (sameText(inForce, told[side])) continue;
    if (isLocked) drift.push({ key, inForce, toldByCluster: told[side], place: place ?? '' });
    else write.push([key, told[side]]);
  }
  return { write, drift };
}

/**
 * The addresses that the file is to have, where it has others: below a policy too, so that the cluster's are in force
 * as soon as the policy goes.
 */
export function toWrite(
  raw: Readonly<Record<string, unknown>>,
  told: AddressPair,
): readonly (readonly [SettingKey, string])[] {
  return sides.flatMap(([key, side]) => {
    const found = lookUp(raw, key);
    const inFile = found.type === 'value' && typeof found.value === 'string' ? found.value : '';
    return sameText(inFile, told[side]) ? [] : [[key, told[side]] as const];
  });
}

function sameText(one: string, other: string): boolean {
  const [parsedOne, parsedOther] = [parseAddress(one), parseAddress(other)];
  return parsedOne.ok && parsedOther.ok && sameAddress(parsedOne.value, parsedOther.value);
}
