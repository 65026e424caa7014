import type { Address } from './address.ts';
import { isStar, parseAddress, parseAddresses } from './address.ts';
import { Cursor } from './cursor.ts';
import type { Parsed, SipFault } from './faults.ts';
import { faulty, parsed } from './faults.ts';
import type { HeaderFields } from './header-fields.ts';
import { shownName } from './header-names.ts';
import { parameter } from './parameters.ts';
import type { SipRequestMessage } from './parse-message.ts';
import type { Uri } from './uri.ts';
import { readUri } from './uri.ts';
import type { CSeq } from './values.ts';
import { parseCallId, parseCSeq, parseDate, parseNumber } from './values.ts';
import type { Via } from './via.ts';
import { branchOf, MAGIC_COOKIE, parseTopVia } from './via.ts';

/** What every message has by which transactions and dialogs know it. */
export interface Identity {
  readonly via: Via;
  readonly from: Address;
  readonly to: Address;
  /** Null where the sender follows RFC 2543. */
  readonly fromTag: string | null;
  /** Null outside a dialog. */
  readonly toTag: string | null;
  readonly callId: string;
  readonly cseq: CSeq;
}

/** A request whose fields that matter to any receiver are parsed and sound. */
export interface Request extends Identity {
  readonly method: string;
  readonly uri: Uri;
  /** `*` is for REGISTER alone (RFC 3261, section 10.2.2). */
  readonly contacts: readonly Address[] | '*';
  readonly headers: HeaderFields;
  readonly body: string;
}

const MANDATORY = ['via', 'from', 'to', 'call-id', 'cseq'];
const SINGLE = ['from', 'to', 'call-id', 'cseq', 'max-forwards', 'date', 'expires', 'content-type'];

/** A header field that is missing, or that stands more often than it may (RFC 3261, section 7.3.1). */
function countFault(headers: HeaderFields): SipFault | null {
  for (const name of SINGLE) {
    if (headers.count(name) > 1) {
      return { type: 'repeated-header', header: shownName(name), rule: 'RFC 3261, section 7.3.1' };
    }
  }
  for (const name of MANDATORY) {
    if (headers.get(name) === undefined) {
      return { type: 'missing-header', header: shownName(name), rule: 'RFC 3261, section 8.1.1' };
    }
  }
  return null;
}

/** Via, From, To, Call-ID, CSeq: in requests and responses alike. */
export function readIdentity(headers: HeaderFields): Parsed<Identity> {
  const wrong = countFault(headers);
  if (wrong !== null) return faulty(wrong);
  const via = parseTopVia(headers.get('via') ?? '');
  if (!via.ok) return via;
  const from = parseAddress('From', headers.get('from') ?? '');
  if (!from.ok) return from;
  const to = parseAddress('To', headers.get('to') ?? '');
  if (!to.ok) return to;
  const callId = parseCallId(headers.get('call-id') ?? '');
  if (!callId.ok) return callId;
  const cseq = parseCSeq(headers.get('cseq') ?? '');
  if (!cseq.ok) return cseq;
  return parsed({
    via: via.value,
    from: from.value,
    to: to.value,
    fromTag: parameter(from.value.parameters, 'tag') ?? null,
    toTag: parameter(to.value.parameters, 'tag') ?? null,
    callId: callId.value,
    cseq: cseq.value,
  });
}

function readRequestUri(text: string): Parsed<Uri> {
  const cursor = new Cursor(text);
  const uri = readUri(cursor, text.length);
  if (uri?.type === 'sip' && uri.headers.length > 0) {
    cursor.fail('a Request-URI without headers', 'RFC 3261, section 19.1.1', text.indexOf('?'));
  }
  return cursor.result('Request-URI', uri);
}

/** All Contact fields together; the lone star is told apart. */
export function readContacts(headers: HeaderFields): Parsed<readonly Address[] | '*'> {
  const values = headers.all('contact');
  if (values.length === 1 && isStar(values[0] ?? '')) return parsed('*');
  const contacts: Address[] = [];
  for (const value of values) {
    const read = parseAddresses('Contact', value);
    if (!read.ok) return read;
    contacts.push(...read.value);
  }
  return parsed(contacts);
}

/** The first fault of fields that need not be there but must be sound where they are. */
function optionalFault(headers: HeaderFields): SipFault | null {
  const forwards = headers.get('max-forwards');
  if (forwards !== undefined) {
    const read = parseNumber('Max-Forwards', forwards, 255, 'RFC 3261, section 20.22');
    if (!read.ok) return read.fault;
  }
  const date = headers.get('date');
  if (date !== undefined) {
    const read = parseDate(date);
    if (!read.ok) return read.fault;
  }
  for (const name of ['route', 'record-route']) {
    for (const value of headers.all(name)) {
      const read = parseAddresses(shownName(name), value);
      if (!read.ok) return read.fault;
    }
  }
  return null;
}

/** Parses and checks what the core needs of any request (RFC 3261, sections 8.1.1 and 8.2). */
export function readRequest(message: SipRequestMessage): Parsed<Request> {
  const { headers, method } = message;
  const identity = readIdentity(headers);
  if (!identity.ok) return identity;
  const { cseq, via } = identity.value;
  if (cseq.method !== method) {
    return faulty({
      type: 'method-mismatch',
      method,
      cseqMethod: cseq.method,
      rule: 'RFC 3261, section 8.1.1.5',
    });
  }
  if (branchOf(via) === MAGIC_COOKIE) {
    const cursor = new Cursor(headers.get('via') ?? '', via.end);
    cursor.fail('an identifier after z9hG4bK', 'RFC 3261, section 8.1.1.7');
    return cursor.result<Request>('Via', null);
  }
  const uri = readRequestUri(message.uri);
  if (!uri.ok) return uri;
  const contacts = readContacts(headers);
  if (!contacts.ok) return contacts;
  const wrong = optionalFault(headers);
  if (wrong !== null) return faulty(wrong);
  return parsed({
    ...identity.value,
    method,
    uri: uri.value,
    contacts: contacts.value,
    headers,
    body: message.body,
  });
}
