import { hash, timingSafeEqual } from 'node:crypto';
import type { Credentials } from '../message/authorization.ts';
import { parseAuthorization } from '../message/authorization.ts';
import { quote } from '../message/cursor.ts';
import type { Request } from '../message/request.ts';
import type { Field } from '../message/write-message.ts';
import type { SipTimers } from '../timers.ts';
import { Nonces } from './nonces.ts';

export type DigestAlgorithm = 'SHA-256' | 'MD5';

/** In the order of preference: RFC 8760 wants SHA-256, sip.js 0.21.2 knows MD5 only. */
const ALGORITHMS: readonly DigestAlgorithm[] = ['SHA-256', 'MD5'];

/** A device's secret: in clear, or hashed with user and realm (`HA1`) for each algorithm. */
export type DeviceSecret =
  | { readonly type: 'password'; readonly password: string }
  | { readonly type: 'ha1'; readonly ha1: Readonly<Record<DigestAlgorithm, string>> };

export type DigestVerdict =
  | { readonly type: 'accepted'; readonly user: string }
  /** No digest for our realm: challenge. */
  | { readonly type: 'absent' }
  /** Right secret, outlived or used nonce: challenge with `stale=true`. */
  | { readonly type: 'stale'; readonly user: string }
  /** `why` is for the log, not for the wire: it would help a guesser. */
  | { readonly type: 'refused'; readonly user: string; readonly why: string };

export interface DigestOptions {
  readonly realm: string;
  readonly credentials: (user: string) => DeviceSecret | null;
  readonly timers: SipTimers;
}

function digest(algorithm: DigestAlgorithm, text: string): string {
  return hash(algorithm === 'MD5' ? 'md5' : 'sha256', text, 'hex');
}

function same(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}

/** Digest authentication of devices (RFC 3261, section 22; RFC 7616; RFC 8760). */
export class DigestAuthenticator {
  readonly #options: DigestOptions;
  readonly #nonces: Nonces;

  constructor(options: DigestOptions) {
    this.#options = options;
    this.#nonces = new Nonces(options.timers);
  }

  /** One WWW-Authenticate field an algorithm, the preferred one first (RFC 8760, section 2.3). */
  challenge(stale: boolean): readonly Field[] {
    const nonce = this.#nonces.make();
    const end = stale ? ', stale=true' : '';
    return ALGORITHMS.map((algorithm) => [
      'WWW-Authenticate',
      `Digest realm=${quote(this.#options.realm)}, nonce="${nonce}", algorithm=${algorithm}, qop="auth"${end}`,
    ]);
  }

  verify(request: Request): DigestVerdict {
    for (const value of request.headers.all('authorization')) {
      const parsed = parseAuthorization(value);
      if (!parsed.ok)
        return { type: 'refused', user: '', why: 'the Authorization header field cannot be read' };
      const { scheme, parameters } = parsed.value;
      if (scheme === 'digest' && parameters.get('realm') === this.#options.realm) {
        return this.#judge(request, parsed.value);
      }
    }
    return { type: 'absent' };
  }

  #judge(request: Request, { parameters }: Credentials): DigestVerdict {
    const user = parameters.get('username') ?? '';
    const algorithm = ALGORITHMS.find((one) => one === (parameters.get('algorithm') ?? 'MD5').toUpperCase());
    if (algorithm === undefined) return { type: 'refused', user, why: 'an algorithm that was not offered' };
    if (parameters.get('qop') !== 'auth') return { type: 'refused', user, why: 'no qop, or one not offered' };
    const count = parameters.get('nc') ?? '';
    if (!/^[0-9a-f]{8}$/i.test(count)) return { type: 'refused', user, why: 'nc is not eight digits' };
    const uri = parameters.get('uri') ?? '';
    if (uri !== request.uri.text)
      return { type: 'refused', user, why: 'the digest is for another Request-URI' };
    const secret = this.#options.credentials(user);
    if (secret === null) return { type: 'refused', user, why: 'no such user' };
    const nonce = parameters.get('nonce') ?? '';
    const ha1 = this.#ha1(algorithm, user, secret);
    const ha2 = digest(algorithm, `${request.method}:${uri}`);
    const expected = digest(
      algorithm,
      `${ha1}:${nonce}:${count}:${parameters.get('cnonce') ?? ''}:auth:${ha2}`,
    );
    if (!same(expected, (parameters.get('response') ?? '').toLowerCase())) {
      return { type: 'refused', user, why: 'wrong password' };
    }
    // RFC 7616, section 3.3: stale only where the digest is right, so that nobody is asked for a password.
    const verdict = this.#nonces.judge(nonce, Number.parseInt(count, 16));
    return verdict === 'fresh' ? { type: 'accepted', user } : { type: 'stale', user };
  }

  #ha1(algorithm: DigestAlgorithm, user: string, secret: DeviceSecret): string {
    switch (secret.type) {
      case 'password':
        return digest(algorithm, `${user}:${this.#options.realm}:${secret.password}`);
      case 'ha1':
        return secret.ha1[algorithm];
      default:
        return secret satisfies never;
    }
  }
}
