import { is, TOKEN } from './characters.ts';
import { Cursor } from './cursor.ts';
import type { Parsed } from './faults.ts';
import type { Parameter } from './parameters.ts';
import { readParameters } from './parameters.ts';
import type { Uri } from './uri.ts';
import { readUri } from './uri.ts';

const QUOTE = 0x22;
const LESS = 0x3c;
const COMMA = 0x2c;
const STAR = 0x2a;
const SPACE = 0x20;
const TAB = 0x09;
const NAME_RULE = 'RFC 3261, section 25.1: name-addr';

/** `"Display" <sip:user@host>;parameter=value`: From, To, Contact, Route and their like. */
export interface Address {
  /** Decoded; '' where there is none. */
  readonly display: string;
  readonly uri: Uri;
  readonly parameters: readonly Parameter[];
}

/** Moves over unquoted display words; the words are tokens, so a comma or colon ends them. */
function skipWords(cursor: Cursor): void {
  let code = cursor.peek();
  while (is(code, TOKEN) || code === SPACE || code === TAB) {
    cursor.at += 1;
    code = cursor.peek();
  }
}

function readBracketed(cursor: Cursor): Uri | null {
  if (cursor.peek() !== LESS) return cursor.fail("'<' after the display name", NAME_RULE);
  cursor.at += 1;
  const close = cursor.text.indexOf('>', cursor.at);
  if (close < 0) return cursor.fail("'>'", NAME_RULE, cursor.text.length);
  const uri = readUri(cursor, close);
  if (uri === null) return null;
  cursor.at = close + 1;
  return uri;
}

/** A URI without brackets ends at the first semicolon, comma or space: what follows is the header's. */
function readBare(cursor: Cursor): Uri | null {
  const text = cursor.text;
  let end = cursor.at;
  for (; end < text.length; end += 1) {
    const character = text[end];
    if (character === ';' || character === ',' || character === ' ' || character === '\t') break;
    if (character === '?') {
      return cursor.fail("a URI in '<' and '>'", 'RFC 3261, section 20: a URI with a comma, ? or ;', end);
    }
  }
  return readUri(cursor, end);
}

/** Reads one address at the cursor; null with the cursor's fault set. */
export function readAddress(cursor: Cursor): Address | null {
  cursor.skipSpace();
  const start = cursor.at;
  let display: string | null = '';
  let uri: Uri | null;
  if (cursor.peek() === QUOTE) {
    display = cursor.quotedString();
    if (display === null) return null;
    cursor.skipSpace();
    uri = readBracketed(cursor);
  } else {
    skipWords(cursor);
    if (cursor.peek() === LESS) {
      display = cursor.text.slice(start, cursor.at).trimEnd();
      uri = readBracketed(cursor);
    } else if (cursor.peek() === 0x3a) {
      cursor.at = start;
      uri = readBare(cursor);
    } else return cursor.fail("a token, a quoted string or '<'", 'RFC 3261, section 25.1: display-name');
  }
  if (uri === null) return null;
  const parameters = readParameters(cursor);
  return parameters === null ? null : { display, uri, parameters };
}

/** The only address of a header field: From, To, Refer-To. */
export function parseAddress(header: string, text: string): Parsed<Address> {
  const cursor = new Cursor(text);
  const address = readAddress(cursor);
  if (address !== null) cursor.end('the end, or a parameter', 'RFC 3261, section 20');
  return cursor.result(header, address);
}

/** Several addresses, comma-separated: Contact, Route, Record-Route. */
export function parseAddresses(header: string, text: string): Parsed<readonly Address[]> {
  const cursor = new Cursor(text);
  const addresses: Address[] = [];
  do {
    const address = readAddress(cursor);
    if (address === null) return cursor.result<readonly Address[]>(header, null);
    addresses.push(address);
  } while (cursor.takeSeparator(COMMA));
  cursor.end('a comma, a parameter or the end', 'RFC 3261, section 7.3.1');
  return cursor.result(header, addresses);
}

/** Whether a Contact is the lone `*`, which stands for all bindings (RFC 3261, section 10.2.2). */
export function isStar(text: string): boolean {
  return text.length === 1 && text.charCodeAt(0) === STAR;
}
