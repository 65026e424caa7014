import type { ConnectionProfile } from '../../contract/configuration/profile.ts';
import type { ServerTarget } from '../../contract/diagnostics/diagnostics-report.ts';
import type { ServerPair } from '../../contract/servers/address-text.ts';
import { type ServerKind, type Side, serverKinds, sides } from '../../contract/servers/server-kind.ts';
import type { Resolved } from '../settings/layers/in-force.ts';
import { sourceWords } from '../settings/source-words.ts';

export interface Configured {
  readonly settings: Resolved['settings'];
  readonly profiles: readonly ConnectionProfile[];
  /** The profile of the last login. */
  readonly lastProfile: string | null;
}

interface SetAddress {
  readonly kind: ServerKind;
  readonly side: Side;
  readonly address: string;
  readonly source: string | null;
}

/**
 * Every address that this desk is set to use, each once, by kind: the configuration servers of the settings, and what
 * the profile of the last login names; before the first login, what any profile names.
 */
export function serverTargets({ settings, profiles, lastProfile }: Configured): readonly ServerTarget[] {
  const last = profiles.filter(({ name }) => name === lastProfile);
  const used = last.length > 0 ? last : profiles;
  const all = [...configurationAddresses(settings), ...used.flatMap(addressesOf)];
  return serverKinds.flatMap((kind) => targetsOf(all.filter((one) => one.kind === kind)));
}

/** Either may be blank; where both are, that is what is wrong. */
function configurationAddresses(settings: Configured['settings']): readonly SetAddress[] {
  const both = sides.map((side): SetAddress => {
    const setting = settings[side === 'A' ? 'configurationServers.a' : 'configurationServers.b'];
    return {
      kind: 'configuration',
      side,
      address: String(setting.value).trim(),
      source: sourceWords(setting),
    };
  });
  const set = both.filter(({ address }) => address !== '');
  return set.length > 0 ? set : both;
}

function addressesOf({ name, cti, licensing, sip, sessions }: ConnectionProfile): readonly SetAddress[] {
  const source = `the profile "${name}" of the cluster`;
  const pair = (kind: ServerKind, { a, b }: ServerPair): readonly SetAddress[] => [
    { kind, side: 'A', address: a.trim(), source },
    { kind, side: 'B', address: b.trim(), source },
  ];
  return [
    ...pair('licensing', licensing),
    ...pair('cti', cti),
    ...pair('sip', sip),
    ...(sessions ? pair('sessions', sessions) : []),
  ];
}

function targetsOf(addresses: readonly SetAddress[]): readonly ServerTarget[] {
  const byAddress = Map.groupBy(addresses, ({ address }) => address.toLowerCase());
  return [...byAddress.values()].flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    const { kind, address, source } = first;
    const own = sides.filter((side) => same.some((one) => one.side === side));
    return [{ type: 'server', kind, sides: own, address, source }];
  });
}
