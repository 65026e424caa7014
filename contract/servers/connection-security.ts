import { fail, ok, type Result } from '../result.ts';
import type { ServerAddress } from './address.ts';

/** `tls`: encrypted, and the server has shown a certificate that is trusted. `plain`: neither. */
export type Security = 'tls' | 'plain';

/**
 * What a connection shows of its security. `own-computer`: not encrypted, and nothing of it leaves the computer.
 * `plain`: whoever is on the way can read and change it.
 */
export type ShownSecurity = 'tls' | 'own-computer' | 'plain';

/** How a connection to the address is made: as it is written; else without TLS on this computer, with TLS elsewhere. */
export function securityOf({ host, security }: ServerAddress): Security {
  return security ?? (isLoopback(host) ? 'plain' : 'tls');
}

export function shownSecurity(address: ServerAddress): ShownSecurity {
  if (securityOf(address) === 'tls') return 'tls';
  return isLoopback(address.host) ? 'own-computer' : 'plain';
}

/** How the address may be connected to under the policy `AllowPlaintext`. `quoted`: the address as IT wrote it. */
export function allowedSecurity(
  address: ServerAddress,
  quoted: string,
  allowPlaintext: boolean,
): Result<Security, string> {
  if (shownSecurity(address) !== 'plain' || allowPlaintext) return ok(securityOf(address));
  return fail(
    `policy allows no connection without encryption to ${quoted}. Use TLS (wss://), or set AllowPlaintext`,
  );
}

/** 127.0.0.0/8 (RFC 1122, 3.2.1.3), also as IPv6 writes it, ::1 (RFC 4291, 2.5.3) and localhost (RFC 6761, 6.3). */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, '');
  if (name === 'localhost' || name.endsWith('.localhost')) return true;
  if (name.includes(':')) return /^(?:0*:)*:?0*1$/.test(name) || /^::ffff:127(?:\.\d{1,3}){3}$/.test(name);
  return /^127(?:\.\d{1,3}){3}$/.test(name);
}
