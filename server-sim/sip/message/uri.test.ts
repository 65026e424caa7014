import { describe, expect, test } from 'vitest';
import { Cursor } from './cursor.ts';
import type { Parsed } from './faults.ts';
import { describeFault } from './faults.ts';
import type { Uri } from './uri.ts';
import { escapeUser, readUri, unescapeUri } from './uri.ts';
import { sameUri } from './uri-equality.ts';

function parse(text: string): Parsed<Uri> {
  const cursor = new Cursor(text);
  return cursor.result('Contact', readUri(cursor, text.length));
}

function uri(text: string): Uri {
  const parsed = parse(text);
  if (!parsed.ok) throw new Error(describeFault(parsed.fault));
  return parsed.value;
}

describe('URIs', () => {
  test('a SIP URI in all its parts', () => {
    expect(uri('sips:alice:secret@[2001:DB8::1]:5061;transport=ws;lr?subject=a%20b&x=')).toEqual({
      type: 'sip',
      scheme: 'sips',
      user: 'alice',
      password: 'secret',
      host: '[2001:db8::1]',
      port: 5061,
      parameters: [
        { name: 'transport', value: 'ws' },
        { name: 'lr', value: null },
      ],
      headers: [
        { name: 'subject', value: 'a b' },
        { name: 'x', value: '' },
      ],
      text: 'sips:alice:secret@[2001:DB8::1]:5061;transport=ws;lr?subject=a%20b&x=',
    });
  });

  test('a tel URI without its separators (RFC 3966)', () => {
    expect(uri('tel:+1-(201)-555.0123;phone-context=example.com')).toMatchObject({
      type: 'tel',
      number: '+12015550123',
      parameters: [{ name: 'phone-context', value: 'example.com' }],
    });
  });

  test('any other scheme is kept as it is', () => {
    expect(uri('urn:uuid:0-1')).toMatchObject({ type: 'other', scheme: 'urn' });
  });

  test.each([
    ['alice@example.com', 1, 'a URI scheme'],
    ['sip:', 5, 'a host'],
    ['sip:al ice@example.com', 7, "'@' after the user"],
    ['sip:al%4@example.com', 8, 'an escape of two hexadecimal digits'],
    ['sip:alice@exa_mple.com', 14, 'the end of the URI'],
    ['sip:alice@example.com:99999', 28, 'a port from 0 to 65535'],
    ['sip:alice@[::1', 11, 'an IPv6 address'],
    ['sip:alice@example.com;;lr', 23, 'a URI parameter'],
    ['tel:none', 5, 'a telephone number'],
    ['sip:@example.com', 5, 'a user name'],
  ])('%s is refused at character %i', (text, character, expected) => {
    const parsed = parse(text);
    expect(parsed.ok ? null : describeFault(parsed.fault)).toContain(`Contact, character ${character}:`);
    expect(parsed.ok ? null : describeFault(parsed.fault)).toContain(`where ${expected} belongs`);
  });

  test('escapes are undone as UTF-8, and as Latin-1 where they are none', () => {
    expect(unescapeUri('J%C3%BCrgen')).toBe('Jürgen');
    expect(unescapeUri('J%FCrgen')).toBe('Jürgen');
    expect(escapeUser('Jürgen <x>@')).toBe('J%C3%BCrgen%20%3Cx%3E%40');
  });

  // RFC 3261, section 19.1.4: its own examples, and some more.
  test.each([
    ['sip:%61lice@atlanta.com;transport=TCP', 'sip:alice@AtLanTa.CoM;Transport=tcp', true],
    ['sip:carol@chicago.com', 'sip:carol@chicago.com;newparam=5', true],
    ['sip:carol@chicago.com;security=on', 'sip:carol@chicago.com;newparam=5', true],
    ['sip:biloxi.com;transport=tcp;method=REGISTER', 'sip:biloxi.com;method=REGISTER;transport=tcp', true],
    ['sip:alice@atlanta.com?subject=a&priority=b', 'sip:alice@atlanta.com?priority=b&subject=a', true],
    ['SIP:ALICE@AtLanTa.CoM', 'sip:alice@AtLanTa.CoM', false],
    ['sip:bob@biloxi.com', 'sip:bob@biloxi.com:5060', false],
    ['sip:bob@biloxi.com', 'sip:bob@biloxi.com;transport=udp', false],
    ['sip:carol@chicago.com', 'sip:carol@chicago.com?Subject=next', false],
    ['sip:carol@chicago.com;security=on', 'sip:carol@chicago.com;security=off', false],
    ['tel:+1-201-555-0123', 'tel:+12015550123', true],
    ['urn:a', 'urn:b', false],
  ])('%s and %s: the same is %s', (one, other, same) => {
    expect(sameUri(uri(one), uri(other))).toBe(same);
    expect(sameUri(uri(other), uri(one))).toBe(same);
  });
});
