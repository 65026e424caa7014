import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { certificateFile, trusting } from '../servers/testing/encryptions.ts';
import { judge, type ShownCertificate, type Verdict } from './judge-certificate.ts';

type Shown = ShownCertificate['certificate'];

/** A file's certificates as Electron shows them: each with the one that comes after it as its issuer's. */
function shown(name: string): Shown {
  const text = readFileSync(certificateFile(`${name}.pem`), 'utf8');
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
  return blocks.reduceRight<Shown | undefined>(
    (issuerCert, data) => ({ data, issuerCert }) as Shown,
    undefined,
  ) as Shown;
}

const unknown = 'net::ERR_CERT_AUTHORITY_INVALID';
const now = new Date('2026-06-01');

test.each<[string, string, string, string, Verdict]>([
  ['of our authority', 'server', 'localhost', 'ca', 'trust'],
  ['by its number', 'server', '127.0.0.1', 'ca', 'trust'],
  ['by its number, IPv6', 'server', '[::1]', 'ca', 'trust'],
  ['through one between', 'by-intermediate', 'localhost', 'ca', 'trust'],
  ['pinned itself', 'self-signed', 'localhost', 'self-signed', 'trust'],
  ['whose issuer is pinned', 'by-intermediate', 'localhost', 'intermediate', 'trust'],
  ['of another authority', 'server', 'localhost', 'other-ca', 'as-chromium-says'],
  ['for another name', 'wrong-name', 'localhost', 'ca', 'as-chromium-says'],
  ['for another number', 'server', '127.0.0.2', 'ca', 'as-chromium-says'],
  ['that has expired', 'expired', 'localhost', 'ca', 'as-chromium-says'],
  ['that is not valid yet', 'not-yet-valid', 'localhost', 'ca', 'as-chromium-says'],
  ['for clients', 'for-clients', 'localhost', 'ca', 'as-chromium-says'],
  // A server's certificate is no authority, even if it is pinned and its key signed another.
  ['signed by itself', 'self-signed', 'localhost', 'server', 'as-chromium-says'],
])('a certificate %s', (_, name, hostname, authority, verdict) => {
  const { authorities } = trusting(authority);
  const request = { hostname, certificate: shown(name), verificationResult: unknown };
  expect(judge(request, { authorities, systemAuthorities: true }, now)).toBe(verdict);
  const alone = verdict === 'trust' ? 'trust' : 'refuse';
  expect(judge(request, { authorities, systemAuthorities: false }, now)).toBe(alone);
});

test('what Chromium trusts, or refuses for another reason, is its own business where the computer counts', () => {
  const { authorities } = trusting('ca');
  for (const verificationResult of ['net::OK', 'net::ERR_CERT_REVOKED', 'net::ERR_CERT_DATE_INVALID']) {
    const request = { hostname: 'localhost', certificate: shown('server'), verificationResult };
    expect(judge(request, { authorities, systemAuthorities: true }, now)).toBe('as-chromium-says');
  }
});

test('what Chromium trusts is refused where only the contact centre’s authorities count', () => {
  const request = { hostname: 'localhost', certificate: shown('server'), verificationResult: 'net::OK' };
  expect(judge(request, { authorities: [], systemAuthorities: false }, now)).toBe('refuse');
});

test('what cannot be read is not trusted', () => {
  const { authorities } = trusting('ca');
  const request = { hostname: 'localhost', certificate: { data: 'x' } as Shown, verificationResult: unknown };
  expect(judge(request, { authorities, systemAuthorities: true }, now)).toBe('as-chromium-says');
});
