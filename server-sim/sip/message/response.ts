import type { Parsed } from './faults.ts';
import { faulty } from './faults.ts';
import type { HeaderFields } from './header-fields.ts';
import type { SipResponseMessage } from './parse-message.ts';
import type { Identity } from './request.ts';
import { readIdentity } from './request.ts';
import { splitList } from './values.ts';

/** A response whose fields that matter to transactions and dialogs are parsed and sound. */
export interface Response extends Identity {
  readonly status: number;
  readonly reason: string;
  readonly headers: HeaderFields;
  readonly body: string;
}

/** Parses and checks a response. One with more than our own Via was misrouted (RFC 3261, section 8.1.3.3). */
export function readResponse(message: SipResponseMessage): Parsed<Response> {
  const { headers } = message;
  if (headers.all('via').flatMap(splitList).length > 1) {
    return faulty({ type: 'repeated-header', header: 'Via', rule: 'RFC 3261, section 8.1.3.3' });
  }
  const identity = readIdentity(headers);
  if (!identity.ok) return identity;
  const { status, reason, body } = message;
  return { ok: true, value: { ...identity.value, status, reason, headers, body } };
}
