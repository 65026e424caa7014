import type { DetailedPeerCertificate, PeerCertificate } from 'node:tls';

/** Why a server's certificate is not taken. Instants are milliseconds since 1970. */
export type CertificateProblem =
  | { readonly why: 'expired'; readonly since: number }
  | { readonly why: 'not-yet-valid'; readonly from: number }
  /** `names`: those that it is for, the first few. */
  | { readonly why: 'wrong-name'; readonly asked: string; readonly names: readonly string[] }
  | { readonly why: 'self-signed' }
  /** `issuer`: whom the server says that it has its certificate from. */
  | { readonly why: 'unknown-authority'; readonly issuer: string }
  /** Revoked, for another purpose, badly signed…; `code` is OpenSSL's (X509_V_ERR_…, without its beginning). */
  | { readonly why: 'other'; readonly code: string };

const mostNames = 5;

/**
 * What OpenSSL's word for a certificate that was not taken means.
 *
 * @param code X509_verify_cert_error_string's name, or ERR_TLS_CERT_ALTNAME_INVALID of Node
 * @param asked the host that the certificate was to be for
 */
export function certificateProblem(
  code: string,
  shown: DetailedPeerCertificate,
  asked: string,
): CertificateProblem {
  const dates = chainOf(shown).map((one) => ({
    from: Date.parse(one.valid_from),
    until: Date.parse(one.valid_to),
  }));
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return { why: 'expired', since: Math.min(...dates.map(({ until }) => until)) };
    case 'CERT_NOT_YET_VALID':
      return { why: 'not-yet-valid', from: Math.max(...dates.map(({ from }) => from)) };
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return { why: 'wrong-name', asked, names: namesOf(shown) };
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      return { why: 'self-signed' };
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'CERT_UNTRUSTED':
      return { why: 'unknown-authority', issuer: issuerOf(chainOf(shown).at(-1) ?? shown) };
    default:
      return { why: 'other', code: printable(code) };
  }
}

/** The names that a certificate is for, as it has them: `DNS:cti-a.example`, `IP Address:10.0.0.1`. */
function namesOf({ subjectaltname, subject }: PeerCertificate): readonly string[] {
  const names = subjectaltname?.split(', ') ?? [firstOf(subject?.CN)];
  return names.map((name) => printable(name.replace(/^(?:DNS|IP Address):/, ''))).slice(0, mostNames);
}

function issuerOf({ issuer }: PeerCertificate): string {
  return printable(firstOf(issuer?.CN) || firstOf(issuer?.O) || 'an authority without a name');
}

/** What the server sent, its own certificate first. The last one, where it is an authority's, names itself as issuer. */
function chainOf(leaf: DetailedPeerCertificate): readonly DetailedPeerCertificate[] {
  const chain: DetailedPeerCertificate[] = [];
  let next: DetailedPeerCertificate | undefined = leaf;
  while (next?.valid_to !== undefined && !chain.includes(next)) {
    chain.push(next);
    next = next.issuerCertificate;
  }
  return chain;
}

function firstOf(name: string | readonly string[] | undefined): string {
  return (typeof name === 'string' ? name : name?.[0]) ?? '';
}

/** What a stranger's server sent is shown short and without control characters. */
function printable(text: string): string {
  return text.replaceAll(/[^\u0020-\u007e\u00a0-\uffff]/g, '').slice(0, 100);
}

/** Completes "It shows a certificate …", with what to do. */
export function certificateWords(problem: CertificateProblem): string {
  switch (problem.why) {
    case 'expired':
      return `that expired on ${day(problem.since)}. Renew the certificate of the server; if that was done, check the date of this computer.`;
    case 'not-yet-valid':
      return `that is not valid before ${day(problem.from)}. Check the date of this computer, then the certificate of the server.`;
    case 'wrong-name':
      return `for another name: for ${problem.names.join(', ')}, not for ${problem.asked}. Correct the address, or give the server a certificate with its own name.`;
    case 'self-signed':
      return 'that no authority has signed. Give the server one of an authority that this computer trusts, or name the file of its certificate in TlsAuthorities.';
    case 'unknown-authority':
      return `of an authority that this computer does not trust (${problem.issuer}). Install the authority on this computer or name its file in TlsAuthorities, and see that the server sends the certificates between.`;
    case 'other':
      return `that cannot be trusted (${problem.code}). Correct the certificate of the server.`;
  }
}

/** Completes "It showed a certificate …", for whoever has to do nothing about it. */
export function certificateInShort({ why }: CertificateProblem): string {
  switch (why) {
    case 'expired':
      return 'that has expired';
    case 'not-yet-valid':
      return 'that is not valid yet';
    case 'wrong-name':
      return 'for another name';
    case 'self-signed':
    case 'unknown-authority':
    case 'other':
      return 'that is not trusted';
  }
}

/** 2021-01-31, by universal time. */
function day(instant: number): string {
  return Number.isFinite(instant)
    ? new Date(instant).toISOString().slice(0, 10)
    : 'a date that cannot be read';
}
