import type { ServerTarget } from '../../contract/diagnostics/diagnostics-report.ts';
import type { Security } from '../../contract/servers/connection-security.ts';
import { causeFinding } from './cause-finding.ts';
import { type Finding, pass, unknown } from './finding.ts';
import type { Spoken } from './spoken.ts';

/** Whether the server's certificate holds. A plain connection shows none. */
export function judgeCertificate(target: ServerTarget, security: Security, spoken: Spoken): Finding {
  if (security === 'plain')
    return unknown('The connection is not encrypted: the server shows no certificate.');
  if (spoken.type !== 'failed') return pass('Its certificate is trusted, and is for this name.');
  const { cause } = spoken;
  return cause.type === 'bad-certificate'
    ? causeFinding(target, cause)
    : unknown('Not checked: the connection failed before, or for another reason.');
}
