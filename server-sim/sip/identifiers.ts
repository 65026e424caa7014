import { randomBytes } from 'node:crypto';

const CHUNK = 4096;
let pool = Buffer.alloc(0);
let taken = 0;

/** Random hexadecimal digits, two an octet: tags, branches, ids (RFC 3261, section 19.3: 32 bits at least). */
export function randomId(octets = 8): string {
  if (taken + octets > pool.length) {
    pool = randomBytes(CHUNK);
    taken = 0;
  }
  const id = pool.toString('hex', taken, taken + octets);
  taken += octets;
  return id;
}
