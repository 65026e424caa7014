import { DIGIT, isAll, WORD } from './characters.ts';
import { Cursor } from './cursor.ts';
import type { Parsed } from './faults.ts';
import { faulty, parsed } from './faults.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export interface CSeq {
  readonly number: number;
  readonly method: string;
}

/** RFC 3261, section 8.1.1.5: under 2^31. */
const GREATEST_CSEQ = 0x7fff_ffff;

/** The rest of the value as decimal digits, `limit` at most; leading zeros are allowed. */
export function parseNumber(header: string, text: string, limit: number, rule: string): Parsed<number> {
  const cursor = new Cursor(text);
  const digits = cursor.run(DIGIT);
  if (digits === '') {
    cursor.fail('a digit', rule);
    return cursor.result<number>(header, null);
  }
  if (!cursor.end('only digits', rule)) return cursor.result<number>(header, null);
  const value = Number(digits);
  if (value > limit) return faulty({ type: 'out-of-range', header, value: digits, limit, rule });
  return parsed(value);
}

export function parseCSeq(text: string): Parsed<CSeq> {
  const rule = 'RFC 3261, section 20.16';
  const cursor = new Cursor(text);
  const digits = cursor.run(DIGIT);
  if (digits === '') cursor.fail('a sequence number', rule);
  const before = cursor.at;
  cursor.skipSpace();
  if (cursor.at === before) cursor.fail('a space after the number', rule);
  const method = cursor.token('a method', rule);
  if (method !== null) cursor.end('the end', rule);
  const number = Number(digits);
  if (!cursor.failed && number > GREATEST_CSEQ) {
    return faulty({
      type: 'out-of-range',
      header: 'CSeq',
      value: digits,
      limit: GREATEST_CSEQ,
      rule: 'RFC 3261, section 8.1.1.5',
    });
  }
  return cursor.result('CSeq', method === null ? null : { number, method });
}

/** `word ["@" word]`, compared by case as it stands. */
export function parseCallId(text: string): Parsed<string> {
  const rule = 'RFC 3261, section 25.1: callid';
  const cursor = new Cursor(text);
  if (cursor.run(WORD) === '') cursor.fail('a word', rule);
  if (text[cursor.at] === '@') {
    cursor.at += 1;
    if (cursor.run(WORD) === '') cursor.fail("a word after '@'", rule);
  }
  cursor.end('the end', rule);
  return cursor.result('Call-ID', text);
}

/** Seconds; what is broken or beyond 2^32-1 counts as not given, that is null (RFC 3261, section 20.19). */
export function readDeltaSeconds(text: string | undefined): number | null {
  if (text === undefined || !isAll(text, DIGIT)) return null;
  const seconds = Number(text);
  return seconds > 0xffff_ffff ? null : seconds;
}

/** RFC 3261, section 20.17: only the RFC 1123 form, only GMT. Milliseconds since 1970. */
export function parseDate(text: string): Parsed<number> {
  const rule = 'RFC 3261, section 20.17: SIP-date is in GMT';
  const match =
    /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (\d\d) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d) (?=(.*))/.exec(
      text,
    );
  const cursor = new Cursor(text);
  const month = MONTHS.indexOf(match?.[2] ?? '');
  if (match === null || month < 0) {
    cursor.fail('a date as in Sat, 13 Nov 2010 23:29:00 GMT', rule);
    return cursor.result<number>('Date', null);
  }
  if (match[7] !== 'GMT') {
    cursor.fail('GMT', rule, match[0].length);
    return cursor.result<number>('Date', null);
  }
  const [day, , year, hour, minute, second] = match.slice(1).map(Number);
  return parsed(Date.UTC(year ?? 0, month, day, hour, minute, second));
}

/** Where the element that begins at `from` ends: a comma outside quotes and angle brackets, or the end. */
function elementEnd(text: string, from: number): number {
  let quoted = false;
  let bracketed = false;
  for (let at = from; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') quoted = !quoted;
    else if (quoted) at += character === '\\' ? 1 : 0;
    else if (character === '<') bracketed = true;
    else if (character === '>') bracketed = false;
    else if (character === ',' && !bracketed) return at;
  }
  return text.length;
}

/** Splits a comma-separated value; commas in quotes or angle brackets do not count. Empty elements go. */
export function splitList(text: string): readonly string[] {
  const elements: string[] = [];
  for (let from = 0; from < text.length; ) {
    const end = elementEnd(text, from);
    const element = text.slice(from, end).trim();
    if (element !== '') elements.push(element);
    from = end + 1;
  }
  return elements;
}
