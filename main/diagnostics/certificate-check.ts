import type { ServerTarget } from '../../contract/diagnostics/diagnostics-report.ts';
import type { Security } from '../../contract/servers/connection-security.ts';
import { causeFinding } from './cause-finding.ts';
import { type Finding, pass, unknown } from './finding.ts';
import type { Spoken } from './spoken.ts';

/** Whether the server's certificate holds. A plain connection shows none. */
export function judgeCertificate(target: ServerTarget, security: Security, spoken: Spoken): Finding {
  if (security === 'plain') {
    return unknown('The connection is not encrypted: the server shows no certificate.');
  }
  if (spoken.type !== 'failed') return trusted;
  switch (spoken.cause.type) {
    case 'bad-certificate':
      return causeFinding(target, spoken.cause);
    // What was said wrong was said over TLS, which is not spoken before the certificate was taken.
    case 'not-websocket':
    case 'wrong-protocol':
    case 'closed':
      return trusted;
    default:
      return unknown('Not checked: the connection failed before the certificate was shown.');
  }
}

const trusted = pass('Its certificate is trusted, and is for this name.');
