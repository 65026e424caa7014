import { quoted } from '../quoted.ts';
import { fail, ok, type Result } from '../result.ts';
import { type Security, securityOf } from './connection-security.ts';

/** Where a server listens. `host` is a name, an IPv4 address or an IPv6 address without brackets. */
export interface ServerAddress {
  readonly host: string;
  readonly port: number;
  /** As it is written, `wss://` or `ws://`; null: the rule of connection-security.ts says. */
  readonly security: Security | null;
}

export interface AddressFailure {
  /** What is wrong, as a sentence for IT: names the text, the place and what was expected. */
  readonly message: string;
}

const schemes: ReadonlyMap<string, Security | null> = new Map([
  ['', null],
  ['ws', 'plain'],
  ['wss', 'tls'],
]);
const hostName =
  /^(?=.{1,253}$)[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?(?:\.[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)*\.?$/;
const ipv6 = /^[0-9A-Fa-f:.]+(?:%[A-Za-z0-9_.-]+)?$/;

/**
 * Reads `host:port` or `[ipv6]:port` (RFC 3986, section 3.2.2), alone or behind `wss://` or `ws://` (RFC 6455, section
 * 3). Blank is a failure: callers ask about blank first.
 */
export function parseAddress(text: string): Result<ServerAddress, AddressFailure> {
  const trimmed = text.trim();
  const [, scheme = '', rest = ''] = /^(?:([A-Za-z][A-Za-z0-9+.-]*):\/\/)?(.*)$/s.exec(trimmed) ?? [];
  const security = schemes.get(scheme.toLowerCase());
  if (security === undefined) {
    return fail({
      message: `${shown(`${scheme}://`)} in ${shown(trimmed)} is not how these servers are spoken with: expected wss://, ws:// or the address alone`,
    });
  }
  const match = /^(?:\[([^\]]*)\]|([^:]*)):([^:]*)$/.exec(rest);
  if (!match) {
    return fail({
      message: `${shown(trimmed)} is not an address: expected host:port, such as cfg-a.example:8100`,
    });
  }
  const [, six, name, portText = ''] = match;
  const host = six ?? name ?? '';
  if (six !== undefined ? !(six.includes(':') && ipv6.test(six)) : !hostName.test(host)) {
    return fail({ message: `${shown(host)} in ${shown(trimmed)} is not a host name or an IP address` });
  }
  const port = Number(portText);
  if (!/^\d{1,5}$/.test(portText) || port < 1 || port > 65_535) {
    return fail({
      message: `${shown(portText)} in ${shown(trimmed)} is not a port: expected a number from 1 to 65535`,
    });
  }
  return ok({ host, port, security });
}

/** Long enough for any address that is one. */
function shown(text: string): string {
  return quoted(text, 200);
}

/** As `parseAddress` reads it: with the scheme where one was written. */
export function formatAddress({ host, port, security }: ServerAddress): string {
  const scheme = security === null ? '' : security === 'tls' ? 'wss://' : 'ws://';
  return `${scheme}${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** The same host, whatever the case of its letters, and port, spoken with in the same way, however that is written. */
export function sameAddress(one: ServerAddress, other: ServerAddress): boolean {
  return (
    one.port === other.port &&
    one.host.toLowerCase() === other.host.toLowerCase() &&
    securityOf(one) === securityOf(other)
  );
}
