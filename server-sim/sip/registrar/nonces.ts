import { hash, timingSafeEqual } from 'node:crypto';
import { randomId } from '../identifiers.ts';
import type { SipTimers } from '../timers.ts';

/** How long a nonce may be used. */
const LIFETIME_MS = 10 * 60_000;
/** Used nonces are forgotten when there are more than this, the outlived ones first. */
const REMEMBERED = 10_000;

/** What a nonce that came back is worth. */
export type NonceVerdict = 'fresh' | 'stale' | 'foreign';

/**
 * Nonces that need no memory until they are used: time and chance, signed with a key of this edge's own
 * (RFC 7616, section 3.3). Used ones are remembered with their count, so that none is replayed.
 */
export class Nonces {
  readonly #timers: SipTimers;
  readonly #key = randomId(32);
  readonly #counts = new Map<string, number>();

  constructor(timers: SipTimers) {
    this.#timers = timers;
  }

  make(): string {
    const text = `${this.#timers.now().toString(36)}.${randomId(6)}`;
    return `${text}.${this.#sign(text)}`;
  }

  /** Judges a nonce and its count; a fresh one is used up to this count by asking. */
  judge(nonce: string, count: number): NonceVerdict {
    const used = this.#counts.get(nonce);
    if (used === undefined && !this.#isOurs(nonce)) return 'foreign';
    const made = Number.parseInt(nonce, 36);
    if (this.#timers.now() - made > LIFETIME_MS || count <= (used ?? 0)) return 'stale';
    this.#remember(nonce, count);
    return 'fresh';
  }

  #remember(nonce: string, count: number): void {
    this.#counts.delete(nonce);
    // A copy: a slice would keep the whole message it was cut from.
    this.#counts.set(Buffer.from(nonce, 'latin1').toString('latin1'), count);
    if (this.#counts.size <= REMEMBERED) return;
    const oldest = this.#counts.keys().next().value;
    if (oldest !== undefined) this.#counts.delete(oldest);
  }

  #isOurs(nonce: string): boolean {
    const cut = nonce.lastIndexOf('.');
    return cut > 0 && same(this.#sign(nonce.slice(0, cut)), nonce.slice(cut + 1));
  }

  /** Half of a keyed hash is shown, so that nobody can go on from it (length extension). */
  #sign(text: string): string {
    return hash('sha256', this.#key + text, 'base64url').slice(0, 22);
  }
}

function same(one: string, other: string): boolean {
  const first = Buffer.from(one);
  const second = Buffer.from(other);
  return first.length === second.length && timingSafeEqual(first, second);
}
