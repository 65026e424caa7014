import { parseAddress, sameAddress } from '../../contract/servers/address.ts';
import { type Side, serverName } from '../../contract/servers/server-kind.ts';
import type { SettingsProblem } from './local-settings.ts';

interface AddressPair {
  readonly a: string;
  readonly b: string;
}

/** The configuration servers' addresses that can be dialled. Blank ones are null; wrong ones too, and are named. */
export function usableAddresses(
  servers: AddressPair,
  file: string,
): { readonly a: string | null; readonly b: string | null; readonly problems: readonly SettingsProblem[] } {
  const problems: SettingsProblem[] = [];
  const usable = (key: 'a' | 'b', side: Side): string | null => {
    const text = servers[key].trim();
    if (text === '') return null;
    const parsed = parseAddress(text);
    if (parsed.ok) return text;
    problems.push({
      setting: `configurationServers.${key}`,
      message: `The address of ${serverName('configuration', side)} in ${file} is skipped: ${parsed.error.message}.`,
    });
    return null;
  };
  const [a, b] = [usable('a', 'A'), usable('b', 'B')];
  return { a, b, problems };
}

/**
 * Seed 004: as soon as one address answers, both are replaced by the two valid ones that the cluster names, whatever
 * they were: blank, wrong or stale. Null: they are these two already.
 */
export function healedAddresses(current: AddressPair, fromCluster: AddressPair): AddressPair | null {
  return sameText(current.a, fromCluster.a) && sameText(current.b, fromCluster.b)
    ? null
    : { a: fromCluster.a, b: fromCluster.b };
}

function sameText(one: string, other: string): boolean {
  const [parsedOne, parsedOther] = [parseAddress(one), parseAddress(other)];
  return parsedOne.ok && parsedOther.ok && sameAddress(parsedOne.value, parsedOther.value);
}
