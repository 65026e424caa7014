import { isAll, TOKEN } from './characters.ts';
import type { Parsed, SipFault } from './faults.ts';
import { faulty, nameCharacter, parsed } from './faults.ts';

export type StartLine =
  | { readonly type: 'request'; readonly method: string; readonly uri: string }
  | { readonly type: 'response'; readonly status: number; readonly reason: string };

const REQUEST_RULE = 'RFC 3261, section 7.1: Method SP Request-URI SP SIP-Version CRLF';
const STATUS_RULE = 'RFC 3261, section 7.2: SIP-Version SP Status-Code SP Reason-Phrase CRLF';
const VERSION = /^SIP\/\d+\.\d+$/i;

function fault(line: string, at: number, expected: string, rule: string): { ok: false; fault: SipFault } {
  return faulty({ type: 'start-line', at, found: nameCharacter(line, at), expected, rule });
}

/** Whether the line is meant as a status line: no method may contain a slash. */
function isStatusLine(line: string): boolean {
  return line.startsWith('SIP/') || /^sip\//i.test(line);
}

function parseStatusLine(line: string): Parsed<StartLine> {
  const space = line.indexOf(' ');
  const version = space < 0 ? line : line.slice(0, space);
  if (!VERSION.test(version)) return fault(line, 4, 'a version as in SIP/2.0', STATUS_RULE);
  if (version.slice(4) !== '2.0') return faulty({ type: 'version', found: version, rule: STATUS_RULE });
  const code = line.slice(space + 1, space + 4);
  if (space < 0 || !/^[1-6]\d\d$/.test(code))
    return fault(line, 8, 'a status code from 100 to 699', STATUS_RULE);
  // The space before an empty reason is often forgotten; nothing is lost by taking it as there.
  if (line.length > 11 && line[11] !== ' ') return fault(line, 11, 'a space after three digits', STATUS_RULE);
  return parsed({ type: 'response', status: Number(code), reason: line.slice(12) });
}

function parseRequestLine(line: string): Parsed<StartLine> {
  const first = line.indexOf(' ');
  const method = first < 0 ? line : line.slice(0, first);
  if (!isAll(method, TOKEN)) return fault(line, 0, 'a method', REQUEST_RULE);
  if (first < 0) return fault(line, line.length, 'a space and a Request-URI', REQUEST_RULE);
  const second = line.indexOf(' ', first + 1);
  if (second === first + 1) return fault(line, second, 'a Request-URI after one space', REQUEST_RULE);
  if (second < 0) return fault(line, line.length, 'a space and SIP/2.0', REQUEST_RULE);
  const version = line.slice(second + 1);
  if (version !== 'SIP/2.0') {
    if (!VERSION.test(version)) {
      const sound = /^SIP\/\d+\.\d+/i.exec(version)?.[0].length ?? 0;
      return fault(line, second + 1 + sound, sound > 0 ? 'CR LF' : 'SIP/2.0', REQUEST_RULE);
    }
    if (version.slice(4) !== '2.0')
      return faulty({ type: 'version', found: version, rule: 'RFC 3261, section 7.1' });
  }
  return parsed({ type: 'request', method, uri: line.slice(first + 1, second) });
}

/** Parses a request or status line without its CR LF. */
export function parseStartLine(line: string): Parsed<StartLine> {
  return isStatusLine(line) ? parseStatusLine(line) : parseRequestLine(line);
}

/** The method of a request whose line is broken, as far as it can be told; null for a status line. */
export function methodOf(line: string): string | null {
  if (isStatusLine(line)) return null;
  const end = line.search(/[ \t]/);
  const method = end < 0 ? line : line.slice(0, end);
  return isAll(method, TOKEN) ? method : null;
}
