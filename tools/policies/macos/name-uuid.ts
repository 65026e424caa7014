import { createHash } from 'node:crypto';

/** The name space of DNS names (RFC 9562, 6.6). */
const dnsNames = Buffer.from('6ba7b8109dad11d180b400c04fd430c8', 'hex');

/** The UUID of a name: always the same (RFC 9562, 5.5), so that a new profile takes the place of the old one. */
export function nameUuid(name: string): string {
  const bytes = createHash('sha1').update(dnsNames).update(name, 'utf8').digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes
    .toString('hex')
    .toUpperCase()
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
