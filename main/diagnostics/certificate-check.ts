import { type Finding, unknown } from './finding.ts';

/** Whether the server's certificate holds. A plain connection shows none. */
export function judgeCertificate(): Finding {
  return unknown('The connection is not encrypted: the server shows no certificate.');
}
