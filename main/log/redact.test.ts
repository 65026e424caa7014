import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redactFields, redactText } from './redact.ts';

describe('text', () => {
  test.each([
    ['Login with 12345;xxyyzz;52513 failed.', 'Login with 12345;…;52513 failed.'],
    ['12345;xxyyzz;52513;p', '12345;…;52513;p'],
    ['"12345;pass word !"§$%&/()=;52513"', '"12345;…;52513"'],
    ['agent.smith;a=b;+49-40_1*#', 'agent.smith;…;+49-40_1*#'],
    [
      '{"type":"SetAgentStateRequest","target":{"state":"Login","password":"se\\"cret","device":"52513"}}',
      '{"type":"SetAgentStateRequest","target":{"state":"Login","password":"…","device":"52513"}}',
    ],
    ['{"sip":{"user":"u","password":"s3"}}', '{"sip":{"user":"u","password":"…"}}'],
    ['{"sipPassword" : "s3", "x":1}', '{"sipPassword" : "…", "x":1}'],
    [
      'not JSON: it begins "{\\"password\\":\\"s3\\\\\\"cret\\",\\"x\\":1}"',
      'not JSON: it begins "{\\"password\\":\\"…\\",\\"x\\":1}"',
    ],
    [
      'not JSON: it begins "{\\"type\\":\\"x\\",\\"password\\":\\"cut o"',
      'not JSON: it begins "{\\"type\\":\\"x\\",\\"password\\":\\"…"',
    ],
    ['{"type":"x","password":"cut o', '{"type":"x","password":"…'],
    ['Authorization: Digest username="u", response="abc"\r\nVia: x', 'Authorization: …\r\nVia: x'],
    ['proxy-authorization: Basic YTpi', 'proxy-authorization: …'],
    ['Authorization: Bearer abc\\r\\nCall-ID: 7', 'Authorization: …\\r\\nCall-ID: 7'],
    ['GET /control?token=abc123&x=1', 'GET /control?token=…&x=1'],
    ['The caller +49 40 1234567 hung up.', 'The caller …567 hung up.'],
    ['(555) 010-0123 rang', '…123 rang'],
    ['sip:+15550100123@sip.example', 'sip:…123@sip.example'],
    ['tel:5550100', 'tel:…100'],
    ['From 00495550100123 to 52513.', 'From …123 to 52513.'],
  ])('%j becomes %j', (text, redacted) => {
    expect(redactText(text)).toBe(redacted);
  });

  test.each([
    'CTI server A (192.168.100.101:8110) refused the connection: nothing listens there.',
    '[fe80::1%eth0]:8110',
    '2026-01-31T08:05:09.123Z and 2026-01-31',
    'call 550e8400-e29b-41d4-a716-446655440000 of agent 12345 at 52513',
    'HTTP/1.1 200 OK; charset=utf-8',
    'Contact: <sip:u@x.invalid;transport=ws>;expires=60',
    'Via: SIP/2.0/WS x.invalid;branch=z9hG4bK1;received=10.0.0.1',
    'took 1234.5 ms, reason 50002',
    'One; two, and three; four. Done.',
    '',
  ])('%j stays as it is', (text) => {
    expect(redactText(text)).toBe(text);
  });

  test('no password of a login string comes through, whatever it is', () => {
    const part = fc.stringMatching(/^[0-9A-Za-z._-]{1,32}$/);
    const password = fc
      .string({ minLength: 8, maxLength: 40 })
      .filter((text) => !/[;\r\n]/.test(text) && text.trim().length >= 8);
    fc.assert(
      fc.property(part, password, fc.stringMatching(/^[0-9]{3,6}$/), (agent, secret, device) => {
        // An agent ID that is the password by chance stands where no password does.
        fc.pre(!agent.includes(secret));
        const redacted = redactText(`could not read "${agent};${secret};${device};p" at all`);
        expect(redacted).not.toContain(secret);
        expect(redacted).toContain(`;…;${device};p`);
      }),
    );
  });

  test('long text of any kind is done in time', () => {
    for (const piece of ['a', '1', '1 ', ';', 'a;', '\\', '\\"', '"', '(', '-', '"password":"', 'token=']) {
      expect(typeof redactText(piece.repeat(200_000 / piece.length))).toBe('string');
    }
  }, 20_000);
});

describe('fields', () => {
  test('fields that are named as secrets are hidden, at any depth, whatever they hold', () => {
    const fields = {
      password: 'a',
      sipPassword: 'b',
      'sip password': 'c',
      SIP_PASSWORD: 'd',
      loginString: '1;2;3',
      login_string: 'e',
      headers: { Authorization: 'f', 'Proxy-Authorization': 'g', 'Set-Cookie': ['h'] },
      list: [{ accessToken: { deep: 'i' } }],
      clientSecret: 7,
      nothing: null,
      passwordless: 'yes',
    };
    expect(redactFields(fields)).toEqual({
      password: '…',
      sipPassword: '…',
      'sip password': '…',
      SIP_PASSWORD: '…',
      loginString: '…',
      login_string: '…',
      headers: { Authorization: '…', 'Proxy-Authorization': '…', 'Set-Cookie': '…' },
      list: [{ accessToken: '…' }],
      clientSecret: '…',
      nothing: null,
      passwordless: 'yes',
    });
  });

  test('text in fields is redacted; ids, addresses and numbers are needed whole', () => {
    expect(
      redactFields({
        from: '+49 40 1234567',
        notes: 'call him at 5550100',
        callId: '1763820000001',
        id: '1763820000001',
        address: '10.0.0.1:8110',
        requestId: '12345;secret;52513',
        time: 1_763_820_000_001,
        ok: true,
      }),
    ).toEqual({
      from: '…567',
      notes: 'call him at …100',
      callId: '1763820000001',
      id: '1763820000001',
      address: '10.0.0.1:8110',
      requestId: '12345;…;52513',
      time: 1_763_820_000_001,
      ok: true,
    });
  });

  test('errors keep their name, message and stack, redacted', () => {
    const error = new Error('bad 12345;secret;52513', { cause: new TypeError('password=abc') });
    const redacted = redactFields({ error }) as { error: { message: string; stack: string } };
    expect(redacted.error).toMatchObject({
      name: 'Error',
      message: 'bad 12345;…;52513',
      cause: { name: 'TypeError' },
    });
    expect(redacted.error.stack).not.toContain('secret');
  });

  test('what is endless, deep or odd is cut, not followed', () => {
    const endless: Record<string, unknown> = { name: 'x' };
    endless.self = endless;
    const odd = {
      endless,
      big: 1n,
      list: Array.from({ length: 1_000 }, (_, index) => index),
      bytes: Buffer.from('secret'),
      date: new Date(0),
      map: new Map([['password', 'x']]),
      run: () => undefined,
    };
    const text = JSON.stringify(redactFields(odd));
    expect(text).toContain('[deeper]');
    expect(text).toContain('[6 bytes]');
    expect(text).toContain('1970-01-01T00:00:00.000Z');
    expect(text.length).toBeLessThan(10_000);
  });
});
