import { Cursor } from './cursor.ts';
import type { Parsed } from './faults.ts';
import type { Parameter } from './parameters.ts';
import { parameter, readParameters } from './parameters.ts';
import { readHost, readPort } from './uri.ts';

const SLASH = 0x2f;
const COLON = 0x3a;
const COMMA = 0x2c;
const RULE = 'RFC 3261, section 20.42';

/** What an RFC 3261 branch begins with, so that it names a transaction (section 8.1.1.7). */
export const MAGIC_COOKIE = 'z9hG4bK';

/** One hop, as Via names it. */
export interface Via {
  /** `2.0`. */
  readonly version: string;
  /** In upper case: `WS`, `WSS`, `UDP`. */
  readonly transport: string;
  /** In lower case. */
  readonly host: string;
  readonly port: number | null;
  readonly parameters: readonly Parameter[];
  /** Where this hop ends in the header field's value: a list may go on there. */
  readonly end: number;
}

function readVia(cursor: Cursor): Via | null {
  const protocol = cursor.token('a protocol name', RULE);
  if (protocol === null) return null;
  if (!cursor.takeSeparator(SLASH)) return cursor.fail("'/' after the protocol name", RULE);
  const version = cursor.token('a protocol version', RULE);
  if (version === null) return null;
  if (!cursor.takeSeparator(SLASH)) return cursor.fail("'/' after the protocol version", RULE);
  const transport = cursor.token('a transport', RULE);
  if (transport === null) return null;
  const before = cursor.at;
  cursor.skipSpace();
  if (cursor.at === before) return cursor.fail('a space before the host', RULE);
  const host = readHost(cursor);
  if (host === null) return null;
  let port: number | null = null;
  if (cursor.takeSeparator(COLON)) {
    port = readPort(cursor);
    if (port === null) return null;
  }
  const parameters = readParameters(cursor);
  if (parameters === null) return null;
  return { version, transport: transport.toUpperCase(), host, port, parameters, end: cursor.at };
}

/** The first hop of a Via header field's value; what follows its comma is not looked at. */
export function parseTopVia(text: string): Parsed<Via> {
  const cursor = new Cursor(text);
  const via = readVia(cursor);
  if (via !== null && !cursor.takeSeparator(COMMA)) cursor.end('a comma, a parameter or the end', RULE);
  return cursor.result('Via', via);
}

/** All hops of one Via header field. */
export function parseVias(text: string): Parsed<readonly Via[]> {
  const cursor = new Cursor(text);
  const vias: Via[] = [];
  do {
    const via = readVia(cursor);
    if (via === null) return cursor.result<readonly Via[]>('Via', null);
    vias.push(via);
  } while (cursor.takeSeparator(COMMA));
  cursor.end('a comma, a parameter or the end', RULE);
  return cursor.result('Via', vias);
}

/** The transaction's identifier; null where there is none, as in RFC 2543. */
export function branchOf(via: Via): string | null {
  const branch = parameter(via.parameters, 'branch');
  return branch === undefined || branch === '' ? null : branch;
}
