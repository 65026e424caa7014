import {
  DIGIT,
  HEX,
  HOST,
  is,
  isAll,
  PASSWORD,
  TOKEN,
  URI_HEADER,
  URI_PARAMETER,
  URIC,
  USER,
} from './characters.ts';
import type { Cursor } from './cursor.ts';

const AT = 0x40;
const COLON = 0x3a;
const SEMICOLON = 0x3b;
const EQUALS = 0x3d;
const QUESTION = 0x3f;
const AMPERSAND = 0x26;
const PERCENT = 0x25;
const SIP_RULE = 'RFC 3261, section 25.1: SIP-URI';

/** A name and a value of a URI, unescaped; value null where there is none. */
export interface UriPart {
  readonly name: string;
  readonly value: string | null;
}

export interface SipUri {
  readonly type: 'sip';
  readonly scheme: 'sip' | 'sips';
  /** Unescaped; null where there is none. May hold any character, NUL included. */
  readonly user: string | null;
  readonly password: string | null;
  /** In lower case; an IPv6 address with its brackets. */
  readonly host: string;
  readonly port: number | null;
  readonly parameters: readonly UriPart[];
  readonly headers: readonly UriPart[];
  readonly text: string;
}

/** RFC 3966. */
export interface TelUri {
  readonly type: 'tel';
  /** Without visual separators: `+12015550123`. */
  readonly number: string;
  readonly parameters: readonly UriPart[];
  readonly text: string;
}

export interface OtherUri {
  readonly type: 'other';
  readonly scheme: string;
  readonly text: string;
}

export type Uri = SipUri | TelUri | OtherUri;

/** Undoes `%HH`, as UTF-8 where the octets are UTF-8 and as Latin-1 where they are not. */
export function unescapeUri(text: string): string {
  if (!text.includes('%')) return text;
  const octets = Buffer.from(
    text.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
  const decoded = octets.toString('utf8');
  return decoded.includes('\ufffd') ? octets.toString('latin1') : decoded;
}

/** Writes any text as the user part of a SIP URI. */
export function escapeUser(text: string): string {
  let written = '';
  for (const octet of Buffer.from(text, 'utf8')) {
    written += is(octet, USER)
      ? String.fromCharCode(octet)
      : `%${octet.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return written;
}

/** Moves over one class and escapes from the cursor to `end` at most; false, with a fault, on a broken escape. */
function skip(cursor: Cursor, end: number, bit: number): boolean {
  const text = cursor.text;
  let at = cursor.at;
  while (at < end) {
    const code = text.charCodeAt(at);
    if (is(code, bit)) {
      at += 1;
    } else if (code === PERCENT) {
      if (at + 3 > end || !is(text.charCodeAt(at + 1), HEX) || !is(text.charCodeAt(at + 2), HEX)) {
        cursor.fail('an escape of two hexadecimal digits', 'RFC 3261, section 25.1: escaped', at + 1);
        return false;
      }
      at += 3;
    } else break;
  }
  cursor.at = at;
  return true;
}

function readPart(cursor: Cursor, end: number, bit: number, expected: string): string | null {
  const from = cursor.at;
  if (!skip(cursor, end, bit)) return null;
  if (cursor.at === from) return cursor.fail(expected, SIP_RULE);
  return unescapeUri(cursor.text.slice(from, cursor.at));
}

/** `name[=value]` after each separator; null with the cursor's fault set when one is broken. */
function readParts(
  cursor: Cursor,
  end: number,
  form: { readonly first: number; readonly next: number; readonly bit: number; readonly name: string },
): UriPart[] | null {
  const parts: UriPart[] = [];
  let separator = form.first;
  while (cursor.at < end && cursor.peek() === separator) {
    separator = form.next;
    cursor.at += 1;
    const name = readPart(cursor, end, form.bit, form.name);
    if (name === null) return null;
    let value: string | null = null;
    if (cursor.at < end && cursor.peek() === EQUALS) {
      cursor.at += 1;
      const from = cursor.at;
      if (!skip(cursor, end, form.bit)) return null;
      value = unescapeUri(cursor.text.slice(from, cursor.at));
    }
    parts.push({ name: name.toLowerCase(), value });
  }
  return parts;
}

interface UserInfo {
  readonly user: string | null;
  readonly password: string | null;
}

const NOBODY: UserInfo = { user: null, password: null };

function readUserInfo(cursor: Cursor, end: number): UserInfo | null {
  const at = cursor.text.indexOf('@', cursor.at);
  if (at < 0 || at >= end) return NOBODY;
  const user = readPart(cursor, at, USER, 'a user name');
  if (user === null) return null;
  let password: string | null = null;
  if (cursor.peek() === COLON) {
    cursor.at += 1;
    const from = cursor.at;
    if (!skip(cursor, at, PASSWORD)) return null;
    password = cursor.text.slice(from, cursor.at);
  }
  if (cursor.peek() !== AT) return cursor.fail("'@' after the user", SIP_RULE);
  cursor.at += 1;
  return { user, password };
}

/** A host name, an IPv4 address or a bracketed IPv6 address, in lower case. */
export function readHost(cursor: Cursor): string | null {
  if (cursor.text[cursor.at] !== '[') {
    const host = cursor.run(HOST);
    return host === '' ? cursor.fail('a host', 'RFC 3261, section 25.1: host') : host.toLowerCase();
  }
  const close = cursor.text.indexOf(']', cursor.at);
  const address = close < 0 ? '' : cursor.text.slice(cursor.at + 1, close);
  if (!/^[0-9A-Fa-f:.]+$/.test(address))
    return cursor.fail('an IPv6 address', 'RFC 3261, section 25.1: IPv6reference');
  cursor.at = close + 1;
  return `[${address.toLowerCase()}]`;
}

/** The digits of a port at the cursor, 0 to 65535. */
export function readPort(cursor: Cursor): number | null {
  const digits = cursor.run(DIGIT);
  if (digits === '' || digits.length > 5 || Number(digits) > 65_535) {
    return cursor.fail('a port from 0 to 65535', 'RFC 3261, section 25.1: port');
  }
  return Number(digits);
}

function readSipUri(cursor: Cursor, from: number, end: number, scheme: 'sip' | 'sips'): SipUri | null {
  const who = readUserInfo(cursor, end);
  if (who === null) return null;
  const host = readHost(cursor);
  if (host === null) return null;
  let port: number | null = null;
  if (cursor.at < end && cursor.peek() === COLON) {
    cursor.at += 1;
    port = readPort(cursor);
    if (port === null) return null;
  }
  const parameters = readParts(cursor, end, {
    first: SEMICOLON,
    next: SEMICOLON,
    bit: URI_PARAMETER,
    name: 'a URI parameter',
  });
  if (parameters === null) return null;
  const headers = readParts(cursor, end, {
    first: QUESTION,
    next: AMPERSAND,
    bit: URI_HEADER,
    name: 'a URI header',
  });
  if (headers === null) return null;
  return { type: 'sip', scheme, ...who, host, port, parameters, headers, text: cursor.text.slice(from, end) };
}

function readTelUri(cursor: Cursor, from: number, end: number): TelUri | null {
  const start = cursor.at;
  while (cursor.at < end && cursor.peek() !== SEMICOLON) cursor.at += 1;
  const number = cursor.text.slice(start, cursor.at).replace(/[-.()]/g, '');
  if (!/^\+?[0-9A-Fa-f*#]+$/.test(number)) {
    return cursor.fail('a telephone number', 'RFC 3966, section 3: telephone-subscriber', start);
  }
  const parameters = readParts(cursor, end, {
    first: SEMICOLON,
    next: SEMICOLON,
    bit: URI_PARAMETER,
    name: 'a parameter of the tel URI',
  });
  if (parameters === null) return null;
  return { type: 'tel', number, parameters, text: cursor.text.slice(from, end) };
}

/**
 * Reads the URI that fills the text from the cursor to `end`.
 * Null, with the cursor's fault set, where it is none (RFC 3261, section 25.1; RFC 3986 for other schemes).
 */
export function readUri(cursor: Cursor, end: number): Uri | null {
  const from = cursor.at;
  const colon = cursor.text.indexOf(':', from);
  const scheme = colon < 0 || colon >= end ? '' : cursor.text.slice(from, colon).toLowerCase();
  if (!/^[a-z]/.test(scheme) || !isAll(scheme, TOKEN)) {
    return cursor.fail('a URI scheme', 'RFC 3986, section 3.1: scheme');
  }
  cursor.at = colon + 1;
  const uri = readScheme(cursor, from, end, scheme);
  if (uri === null) return null;
  if (cursor.at < end)
    return cursor.fail('the end of the URI', uri.type === 'sip' ? SIP_RULE : 'RFC 3986, section 3');
  return uri;
}

function readScheme(cursor: Cursor, from: number, end: number, scheme: string): Uri | null {
  switch (scheme) {
    case 'sip':
    case 'sips':
      return readSipUri(cursor, from, end, scheme);
    case 'tel':
      return readTelUri(cursor, from, end);
    default: {
      const start = cursor.at;
      if (!skip(cursor, end, URIC)) return null;
      if (cursor.at === start) return cursor.fail('something after the scheme', 'RFC 3986, section 3');
      return { type: 'other', scheme, text: cursor.text.slice(from, end) };
    }
  }
}
