import type { SrvRecord } from 'node:dns';
import { fail, ok, type Result } from '../../contract/result.ts';
import { formatAddress, parseAddress } from '../../contract/servers/address.ts';
import { reasonOf } from '../files/file-failure.ts';
import type { Timers } from '../timers.ts';
import { within } from '../within.ts';
import type { AddressPair } from './local-settings.ts';

/** Names are asked of these; the system's own by default. */
export interface Names {
  /** SRV records of a name (RFC 2782). Rejects where there are none. */
  readonly services: (name: string) => Promise<readonly SrvRecord[]>;
  /** Addresses of a host. Rejects where there are none. */
  readonly addresses: (host: string) => Promise<readonly string[]>;
}

export interface FindClusterOptions {
  /** As the setting has it: `host`, `host:port` or `_service._tcp.domain`. */
  readonly name: string;
  /** The addresses that do not answer: a name without port has theirs. */
  readonly known: AddressPair;
  readonly names: Names;
  readonly timers: Timers;
}

/** A name server that says nothing is asked for so long, milliseconds: the system's own patience is minutes. */
export const lookUpLimitMs = 4_000;

/**
 * Where a cluster that has moved is now: the first two servers of an SRV record, in its order, or a host. The error is
 * a sentence that names what was asked.
 */
export async function findCluster(options: FindClusterOptions): Promise<Result<AddressPair, string>> {
  const { name, timers } = options;
  const notResolved = (why: string): Result<AddressPair, string> =>
    fail(`The name "${name}" of the cluster could not be resolved: ${why}.`);
  try {
    const led = await within(lookUp(options), lookUpLimitMs, timers);
    return led?.value ?? notResolved(`no name server answered within ${lookUpLimitMs / 1_000} s`);
  } catch (error) {
    return notResolved(reasonOf(error));
  }
}

function lookUp({ name, known, names }: FindClusterOptions): Promise<Result<AddressPair, string>> {
  return name.startsWith('_') ? fromServices(name, names) : fromHost(name, portOf(known), names);
}

async function fromServices(name: string, names: Names): Promise<Result<AddressPair, string>> {
  const services = [...(await names.services(name))].sort(
    (one, other) => one.priority - other.priority || other.weight - one.weight,
  );
  const [a, b] = services.map(({ name: host, port }) => formatAddress({ host, port, security: null }));
  return a === undefined ? fail(`The SRV record "${name}" names no server.`) : ok({ a, b: b ?? '' });
}

/** The host itself: a certificate is for its name, and whoever dials it goes through its addresses. */
async function fromHost(
  name: string,
  usualPort: number | null,
  names: Names,
): Promise<Result<AddressPair, string>> {
  const hasPort = /:\d+$/.test(name);
  if (!hasPort && usualPort === null) {
    return fail(
      `The name "${name}" of the cluster cannot be used: it has no port, and no address from before has one.`,
    );
  }
  const address = hasPort ? name : `${name}:${usualPort}`;
  const parsed = parseAddress(address);
  if (!parsed.ok) return fail(`The name "${name}" of the cluster cannot be used: ${parsed.error.message}.`);
  const addresses = await names.addresses(parsed.value.host);
  return addresses.length === 0 ? fail(`The name "${name}" has no address.`) : ok({ a: address, b: '' });
}

function portOf({ a, b }: AddressPair): number | null {
  for (const text of [a, b]) {
    const parsed = parseAddress(text);
    if (parsed.ok) return parsed.value.port;
  }
  return null;
}
