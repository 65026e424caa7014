import type { SipFault } from './faults.ts';
import type { HeaderFields } from './header-fields.ts';
import { lineEnd, nextLine, parseFields } from './parse-fields.ts';
import type { StartLine } from './start-line.ts';
import { methodOf, parseStartLine } from './start-line.ts';
import { parseNumber } from './values.ts';

export interface SipRequestMessage {
  readonly type: 'request';
  readonly method: string;
  /** As it stands in the request line; not parsed yet. */
  readonly uri: string;
  readonly headers: HeaderFields;
  readonly body: string;
}

export interface SipResponseMessage {
  readonly type: 'response';
  readonly status: number;
  readonly reason: string;
  readonly headers: HeaderFields;
  readonly body: string;
}

export type SipMessage = SipRequestMessage | SipResponseMessage;

/** What could be read of a message with a fault: enough to refuse a request with a proper response. */
export interface Salvage {
  /** Null for a response, and where not even the method can be told. */
  readonly method: string | null;
  readonly headers: HeaderFields;
}

export type ParsedMessage =
  | { readonly ok: true; readonly message: SipMessage }
  | { readonly ok: false; readonly fault: SipFault; readonly salvage: Salvage };

/** How characters stand for octets: text messages are UTF-8, binary ones may be handed in as Latin-1. */
export type OctetEncoding = 'utf8' | 'latin1';

const CR = 0x0d;
const LF = 0x0a;

function octetsOf(text: string, encoding: OctetEncoding): number {
  return encoding === 'latin1' ? text.length : Buffer.byteLength(text, 'utf8');
}

/** The body by Content-Length; all that is left where there is none (RFC 7118, section 5; RFC 3261, 18.3). */
function parseBody(
  text: string,
  headers: HeaderFields,
  encoding: OctetEncoding,
): { readonly body: string; readonly fault: SipFault | null } {
  const given = headers.get('content-length');
  if (given === undefined) return { body: text, fault: null };
  if (headers.count('content-length') > 1) {
    const fault: SipFault = {
      type: 'repeated-header',
      header: 'Content-Length',
      rule: 'RFC 3261, section 20.14',
    };
    return { body: '', fault };
  }
  const declared = parseNumber('Content-Length', given, Number.MAX_SAFE_INTEGER, 'RFC 3261, section 20.14');
  if (!declared.ok) return { body: '', fault: declared.fault };
  if (declared.value === 0) return { body: '', fault: null };
  const actual = octetsOf(text, encoding);
  if (declared.value === actual) return { body: text, fault: null };
  if (declared.value > actual) {
    const fault: SipFault = {
      type: 'body-length',
      declared: declared.value,
      actual,
      rule: 'RFC 3261, section 18.3',
    };
    return { body: text, fault };
  }
  const octets = Buffer.from(text, encoding).subarray(0, declared.value);
  return { body: octets.toString(encoding), fault: null };
}

function assemble(start: StartLine, headers: HeaderFields, body: string): SipMessage {
  return start.type === 'request'
    ? { type: 'request', method: start.method, uri: start.uri, headers, body }
    : { type: 'response', status: start.status, reason: start.reason, headers, body };
}

/**
 * Parses one message, framed by its transport: start line, header fields unparsed, body.
 * Never throws; what is wrong comes back as a fault with what could be read besides.
 */
export function parseMessage(text: string, encoding: OctetEncoding = 'utf8'): ParsedMessage {
  let from = 0;
  // RFC 3261, section 7.5: empty lines before the start line are ignored.
  while (text.charCodeAt(from) === CR && text.charCodeAt(from + 1) === LF) from += 2;
  const end = lineEnd(text, from);
  const line = end < 0 ? text.slice(from) : text.slice(from, end);
  const start = parseStartLine(line);
  const fieldsAt = end < 0 ? text.length : nextLine(text, end);
  const fields = parseFields(text, fieldsAt);
  const rest = parseBody(text.slice(fields.bodyAt), fields.headers, encoding);
  if (!start.ok)
    return { ok: false, fault: start.fault, salvage: { method: methodOf(line), headers: fields.headers } };
  const fault = fields.fault ?? rest.fault;
  if (fault === null) return { ok: true, message: assemble(start.value, fields.headers, rest.body) };
  const method = start.value.type === 'request' ? start.value.method : null;
  return { ok: false, fault, salvage: { method, headers: fields.headers } };
}
