import { Cursor } from '../message/cursor.ts';
import type { Parsed } from '../message/faults.ts';
import { faulty } from '../message/faults.ts';
import type { HeaderFields } from '../message/header-fields.ts';
import { parameter, readParameters } from '../message/parameters.ts';
import type { DialogId } from './dialog-store.ts';

const RULE = 'RFC 3891, section 6.1';
const SEMICOLON = 0x3b;

/** The dialog that an INVITE asks to take the place of, seen from the edge. */
export interface Replaces extends DialogId {
  readonly earlyOnly: boolean;
}

/**
 * Parses the Replaces header field; null where there is none. Its to-tag is the receiver's, so the edge's own
 * (RFC 3891, section 3).
 */
export function parseReplaces(headers: HeaderFields): Parsed<Replaces> | null {
  const value = headers.get('replaces');
  if (value === undefined) return null;
  if (headers.count('replaces') > 1)
    return faulty({ type: 'repeated-header', header: 'Replaces', rule: RULE });
  const cursor = new Cursor(value);
  while (!cursor.ended && cursor.peek() !== SEMICOLON) cursor.at += 1;
  const callId = value.slice(0, cursor.at).trim();
  if (callId === '') cursor.fail('a Call-ID', RULE, 0);
  const parameters = readParameters(cursor) ?? [];
  cursor.end('a parameter or the end', RULE);
  const localTag = parameter(parameters, 'to-tag');
  const remoteTag = parameter(parameters, 'from-tag');
  if (localTag === undefined || remoteTag === undefined) {
    cursor.fail(localTag === undefined ? 'a to-tag' : 'a from-tag', RULE);
    return cursor.result<Replaces>('Replaces', null);
  }
  const earlyOnly = parameter(parameters, 'early-only') !== undefined;
  return cursor.result('Replaces', { callId, localTag, remoteTag, earlyOnly });
}
