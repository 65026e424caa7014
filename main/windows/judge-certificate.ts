import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import type { Certificate } from 'electron';
import type { Encryption } from '../servers/tls/encryption.ts';

/** What Chromium shows of a server that a page connects to, and what it thinks of it. */
export interface ShownCertificate {
  readonly hostname: string;
  readonly certificate: Pick<Certificate, 'data' | 'issuerCert'>;
  /** Chromium's own: `net::OK`, `net::ERR_CERT_AUTHORITY_INVALID`… */
  readonly verificationResult: string;
}

/** `trust` and `refuse` overrule Chromium. */
export type Verdict = 'trust' | 'refuse' | 'as-chromium-says';

/** More than any real chain; one that leads round in a circle ends here. */
const longestChain = 10;

/** Whether the server's certificate leads to an authority of the contact centre, and is for this host and time. */
export function judge(
  { hostname, certificate, verificationResult }: ShownCertificate,
  { authorities, systemAuthorities }: Pick<Encryption, 'authorities' | 'systemAuthorities'>,
  now: Date,
): Verdict {
  if (systemAuthorities && verificationResult !== 'net::ERR_CERT_AUTHORITY_INVALID')
    return 'as-chromium-says';
  const otherwise = systemAuthorities ? 'as-chromium-says' : 'refuse';
  const chain = chainOf(certificate);
  const [leaf] = chain;
  if (!leaf || !isFor(leaf, hostname) || !mayServe(leaf)) return otherwise;
  return leadsTo(chain, authorities, now) ? 'trust' : otherwise;
}

function leadsTo(
  chain: readonly X509Certificate[],
  authorities: readonly X509Certificate[],
  now: Date,
): boolean {
  for (const [index, one] of chain.entries()) {
    if (!isValidAt(one, now)) return false;
    if (authorities.some((pinned) => pinned.fingerprint256 === one.fingerprint256)) return true;
    const issuer = authorities.find((authority) => issued(authority, one));
    if (issuer) return isValidAt(issuer, now);
    const next = chain[index + 1];
    if (!next || !issued(next, one)) return false;
  }
  return false;
}

function issued(issuer: X509Certificate, one: X509Certificate): boolean {
  return issuer.ca && one.checkIssued(issuer) && one.verify(issuer.publicKey);
}

function isValidAt(certificate: X509Certificate, now: Date): boolean {
  return certificate.validFromDate <= now && now <= certificate.validToDate;
}

function isFor(leaf: X509Certificate, hostname: string): boolean {
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  // A certificate's common name is no name of a server (RFC 9110, 4.3.4).
  return isIP(host) === 0
    ? leaf.checkHost(host, { subject: 'never' }) !== undefined
    : leaf.checkIP(host) !== undefined;
}

/** Extended key usage: id-kp-serverAuth (RFC 5280, 4.2.1.12), or none at all. */
function mayServe({ keyUsage }: X509Certificate): boolean {
  const uses: readonly string[] | undefined = keyUsage;
  return uses === undefined || uses.includes('1.3.6.1.5.5.7.3.1');
}

function chainOf(first: ShownCertificate['certificate']): readonly X509Certificate[] {
  const chain: X509Certificate[] = [];
  let next: Pick<Certificate, 'data' | 'issuerCert'> | undefined = first;
  while (next?.data && chain.length < longestChain) {
    try {
      chain.push(new X509Certificate(next.data));
    } catch {
      break;
    }
    next = next.issuerCert;
  }
  return chain;
}
