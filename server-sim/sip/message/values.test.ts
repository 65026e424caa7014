import { describe, expect, test } from 'vitest';
import { parseAddress, parseAddresses } from './address.ts';
import { parseAuthorization } from './authorization.ts';
import { quote } from './cursor.ts';
import { describeFault } from './faults.ts';
import { parseCSeq, parseDate, readDeltaSeconds, splitList } from './values.ts';
import { parseTopVia } from './via.ts';

describe('header field values', () => {
  test('an address with quoted display name and parameters', () => {
    const parsed = parseAddress('To', '"Bell, \\"A\\"" <sip:a@b.c;x=1> ; Tag = t1;note="a;b"');
    expect(parsed.ok ? parsed.value : null).toMatchObject({
      display: 'Bell, "A"',
      uri: { text: 'sip:a@b.c;x=1' },
      parameters: [
        { name: 'tag', value: 't1' },
        { name: 'note', value: 'a;b' },
      ],
    });
  });

  test('a list of addresses, with commas in quotes and brackets', () => {
    const parsed = parseAddresses(
      'Contact',
      '"a,b" <sip:a@b.c>;q=0.5 , sip:d@e.f;expires=3,<sip:g@h.i?x=1,2>'.replace('?x=1,2', ''),
    );
    expect(parsed.ok ? parsed.value.map(({ uri }) => uri.text) : null).toEqual([
      'sip:a@b.c',
      'sip:d@e.f',
      'sip:g@h.i',
    ]);
  });

  test('a Via with IPv6, port and space; a list may go on after it', () => {
    const text = 'SIP / 2.0 / wss [2001:db8::9] : 443 ;branch=z9hG4bK1;received=2001:db8::1, SIP/2.0/UDP x';
    const parsed = parseTopVia(text);
    if (!parsed.ok) throw new Error(describeFault(parsed.fault));
    expect(parsed.value).toMatchObject({ transport: 'WSS', host: '[2001:db8::9]', port: 443 });
    expect(text.slice(0, parsed.value.end)).toMatch(/received=2001:db8::1$/);
  });

  test('CSeq up to 2^31-1, by RFC 3261', () => {
    expect(parseCSeq('2147483647 INVITE').ok).toBe(true);
    expect(parseCSeq('2147483648 INVITE').ok).toBe(false);
    expect(parseCSeq('1INVITE').ok).toBe(false);
  });

  test('a date in GMT', () => {
    expect(parseDate('Sat, 13 Nov 2010 23:29:00 GMT')).toEqual({
      ok: true,
      value: Date.UTC(2010, 10, 13, 23, 29, 0),
    });
    expect(parseDate('Sat, 13 Foo 2010 23:29:00 GMT').ok).toBe(false);
  });

  test('seconds that make no sense count as not given', () => {
    expect(readDeltaSeconds('0060')).toBe(60);
    expect(readDeltaSeconds('4294967296')).toBeNull();
    expect(readDeltaSeconds('-1')).toBeNull();
    expect(readDeltaSeconds(undefined)).toBeNull();
  });

  test('lists split at commas outside quotes and brackets', () => {
    expect(splitList(' a, "b,\\",c" ,<d,e>,, f ')).toEqual(['a', '"b,\\",c"', '<d,e>', 'f']);
  });

  test('credentials with quoted and bare values', () => {
    const parsed = parseAuthorization('Digest username="a\\"b", nc=00000001,qop=auth , uri="sip:x"');
    expect(parsed.ok ? [...parsed.value.parameters] : null).toEqual([
      ['username', 'a"b'],
      ['nc', '00000001'],
      ['qop', 'auth'],
      ['uri', 'sip:x'],
    ]);
    expect(parseAuthorization('Digest username').ok).toBe(false);
  });

  test('a quoted string cannot end its line', () => {
    expect(quote('a"b\\c\r\nX: y')).toBe('"a\\"b\\\\c  X: y"');
  });
});
