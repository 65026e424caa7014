import { parseAddress, sameAddress } from '../../contract/servers/address.ts';
import type { SettingKey } from '../../contract/settings/declared-settings.ts';
import type { InForce } from '../../contract/settings/settings-view.ts';
import type { AddressPair, Drift } from './local-settings.ts';

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

function sameText(one: string, other: string): boolean {
  const [parsedOne, parsedOther] = [parseAddress(one), parseAddress(other)];
  return parsedOne.ok && parsedOther.ok && sameAddress(parsedOne.value, parsedOther.value);
}
