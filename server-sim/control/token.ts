import { randomBytes, timingSafeEqual } from 'node:crypto';

/** A token that nobody guesses: 32 random bytes (RFC 6750, section 5.2, leaves the making to us). */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** The token a request carries: a bearer (RFC 6750, section 2.1) or a query parameter. */
export function tokenOf(authorization: string | undefined, url: string): string | null {
  const bearer = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
  if (bearer !== undefined) return bearer;
  const query = url.split('?')[1];
  return query === undefined ? null : new URLSearchParams(query).get('token');
}

/** Compares in a time that tells nothing of the token. */
export function sameToken(given: string | null, expected: string): boolean {
  if (given === null) return false;
  const one = Buffer.from(given);
  const other = Buffer.from(expected);
  return one.length === other.length && timingSafeEqual(one, other);
}
