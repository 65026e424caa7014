import { isIP } from 'node:net';
import type { ServerTarget } from '../../contract/diagnostics/diagnostics-report.ts';
import type { ServerAddress } from '../../contract/servers/address.ts';
import { errorCode } from '../files/file-failure.ts';
import type { Names } from '../settings/find-cluster.ts';
import type { Timers } from '../timers.ts';
import { within } from '../within.ts';
import { causeFinding } from './cause-finding.ts';
import { type Finding, fault, pass, seconds } from './finding.ts';

const mostNamed = 4;

/** Whether this computer knows the name, and which addresses it has. */
export async function checkName(
  target: ServerTarget,
  { host }: ServerAddress,
  options: { readonly names: Names; readonly limitMs: number; readonly timers: Timers },
): Promise<Finding> {
  const { names, limitMs, timers } = options;
  if (isIP(host.split('%')[0] ?? host) !== 0) return pass(`${host} is an IP address: no name is asked for.`);
  try {
    const resolved = await within(Promise.resolve(names.addresses(host)), limitMs, timers);
    if (!resolved) {
      return fault(
        `The name "${host}" was not resolved within ${seconds(limitMs)}.`,
        "Check this computer's DNS servers and its network.",
      );
    }
    const addresses = [...new Set(resolved.value)];
    if (addresses.length > 0) return pass(`"${host}" is ${listed(addresses)}.`);
    return causeFinding(target, { type: 'name-not-found', host, code: 'ENODATA' });
  } catch (error) {
    return causeFinding(target, { type: 'name-not-found', host, code: errorCode(error) ?? 'ENOTFOUND' });
  }
}

function listed(addresses: readonly string[]): string {
  const more = addresses.length - mostNamed;
  const named = addresses.slice(0, mostNamed).join(', ');
  return more > 0 ? `${named} and ${more} more` : named;
}
