import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeFault } from './faults.ts';
import type { SipRequestMessage } from './parse-message.ts';
import { parseMessage } from './parse-message.ts';
import { readRequest } from './request.ts';
import { writeRequest, writeResponse } from './write-message.ts';

function head(...lines: readonly string[]): string {
  return ['OPTIONS sip:a SIP/2.0', ...lines, '', ''].join('\r\n');
}

function request(text: string): SipRequestMessage {
  const parsed = parseMessage(text);
  if (!parsed.ok || parsed.message.type !== 'request') throw new Error('no request');
  return parsed.message;
}

function problem(text: string): string {
  const parsed = parseMessage(text);
  return parsed.ok ? 'none' : describeFault(parsed.fault);
}

describe('parseMessage', () => {
  test('compact and long names, in any case, are the same field', () => {
    const { headers } = request(head('v: one', 'VIA : two', 'via:three', 'K: a, b', 'Supported: c'));
    expect(headers.all('via')).toEqual(['one', 'two', 'three']);
    expect(headers.list('supported')).toEqual(['a', 'b', 'c']);
  });

  test('a folded line is one value with one space at each fold', () => {
    expect(request(head('Subject: I know you', '\t there,', '   pick up')).headers.get('subject')).toBe(
      'I know you there, pick up',
    );
  });

  test('empty lines before the start line are ignored', () => {
    expect(request(`\r\n\r\n${head('To: x')}`).headers.get('to')).toBe('x');
  });

  test('the body is as long as Content-Length says, in octets; without one it is all that is left', () => {
    expect(request(`${head('l: 4')}üüüü`).body).toBe('üü');
    expect(request(`${head('l: 5')}hello world`).body).toBe('hello');
    expect(request(`${head('To: x')}hello\r\n\r\nworld`).body).toBe('hello\r\n\r\nworld');
    expect(problem(`${head('l: 9')}üüüü`)).toContain('Content-Length says 9 octets, 8 came');
  });

  test.each([
    [head('To: x\r\nbroken'), "line 3, character 7: U+000D where ':' belongs"],
    [head('To: x\nFrom: y'), 'line 2, character 6: U+000A where CR LF belongs'],
    [head(': x'), "line 2, character 1: ':' where a header field name belongs"],
    [head('To: a\rb'), 'line 2, character 6: U+000D where no CR but before LF belongs'],
    ['OPTIONS sip:a SIP/2.0\r\nTo: x\r\n', 'line 3, character 1: the end where an empty line'],
    ['OPTIONS sip:a\r\n\r\n', 'start line, character 14: the end where a space and SIP/2.0 belongs'],
    ['OPT(ONS sip:a SIP/2.0\r\n\r\n', "start line, character 1: 'O' where a method belongs"],
    ['SIP/2.0 99 Low\r\n\r\n', "start line, character 9: '9' where a status code from 100 to 699 belongs"],
    ['', 'start line, character 1: the end where a method belongs'],
  ])('%j: %s', (text, expected) => {
    expect(problem(text)).toContain(expected);
  });

  test('what can be read of a broken message is there for its refusal', () => {
    const parsed = parseMessage('INVITE  sip:a SIP/2.0\r\nVia: v\r\nbroken\r\nCall-ID: c\r\n\r\n');
    expect(parsed.ok ? null : parsed.salvage.method).toBe('INVITE');
    expect(parsed.ok ? null : parsed.salvage.headers.get('call-id')).toBe('c');
  });

  test('never throws', () => {
    const pieces = fc.constantFrom(
      'INVITE sip:a SIP/2.0',
      'SIP/2.0 200 OK',
      '\r\n',
      '\r',
      '\n',
      ' ',
      'Via: ',
      'To: "',
      '<sip:',
      '%',
      'l: 3',
      ';',
      ',',
      '=',
      '\0',
      'ü',
      '😀',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 40 }), (parts) => {
        const parsed = parseMessage(parts.join(''));
        if (parsed.ok && parsed.message.type === 'request') readRequest(parsed.message);
        if (!parsed.ok) expect(describeFault(parsed.fault)).not.toMatch(/[\r\n]/);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the writer', () => {
  const fields = [
    ['Via', 'SIP/2.0/WS x.invalid;branch=z9hG4bK1'],
    ['From', '<sip:a@b.c>;tag=1'],
    ['To', '<sip:d@e.f>'],
    ['Call-ID', 'c'],
    ['CSeq', '1 OPTIONS'],
  ] as const;

  test('counts octets, and the parser reads what it wrote', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const written = writeRequest('OPTIONS', 'sip:d@e.f', fields, { contentType: 'text/plain', text });
        expect(request(written).body).toBe(text);
      }),
    );
  });

  test('a response carries the request’s identity, a To tag and where the request came from', () => {
    const read = readRequest(request(writeRequest('OPTIONS', 'sip:d@e.f', fields)));
    if (!read.ok) throw new Error('no request');
    const source = { address: '127.0.0.1', port: 5 };
    const text = writeResponse(read.value, source, { status: 200, reason: 'OK', toTag: 't' });
    expect(text).toBe(
      [
        'SIP/2.0 200 OK',
        'Via: SIP/2.0/WS x.invalid;branch=z9hG4bK1;received=127.0.0.1',
        'From: <sip:a@b.c>;tag=1',
        'To: <sip:d@e.f>;tag=t',
        'Call-ID: c',
        'CSeq: 1 OPTIONS',
        'Content-Length: 0',
        '',
        '',
      ].join('\r\n'),
    );
  });
});
