import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EdgeBench } from './testing/edge-bench.ts';
import { DOMAIN, startEdge } from './testing/edge-bench.ts';
import type { RawDevice } from './testing/raw-device.ts';
import { field } from './testing/raw-device.ts';

let edge: EdgeBench;
let device: RawDevice;

beforeEach(async () => {
  edge = await startEdge();
  device = await edge.device();
});

afterEach(async () => {
  await edge.kill();
});

function options(...changes: readonly (readonly [from: string, to: string])[]): string {
  const text = device.message([
    `OPTIONS sip:${DOMAIN} SIP/2.0`,
    device.via(),
    'Max-Forwards: 70',
    'From: <sip:1001@switchhook.test>;tag=1',
    `To: <sip:${DOMAIN}>`,
    'Call-ID: probe',
    'CSeq: 1 OPTIONS',
  ]);
  return changes.reduce((changed, [from, to]) => changed.replace(from, to), text);
}

describe('bad input', () => {
  test('the answer names the header field, the character and the rule', async () => {
    device.send(options(['To: <', 'To: "Bob <']));
    const refused = await device.response(400, 'OPTIONS');
    expect(refused.split('\r\n')[0]).toMatch(
      /To, character \d+: the end where a closing quote belongs \(RFC 3261/,
    );
    expect(field(refused, 'Call-ID')).toBe('probe');
    expect(edge.logged.at(-2)).toMatch(/^warn bad message \(OPTIONS\): To, character/);
    expect(edge.logged.at(-2)).toContain('127.0.0.1:');
  });

  test.each([
    ['HTML', '<!doctype html><html></html>\r\n\r\n'],
    ['half a message', 'OPTIONS sip:switchhook.test SIP/2.0\r\nVia: SIP/2.0/W'],
    ['JSON', '{"type":"hello"}'],
    ['a response to nothing', 'SIP/2.0 200 OK\r\nCSeq: 1 INVITE\r\n\r\n'],
    ['a NUL', '\0'],
  ])('%s is dropped with a line in the log, and the connection goes on', async (_what, text) => {
    device.send(text);
    device.send(options());
    await device.response(200, 'OPTIONS');
    expect(edge.logged.filter((line) => line.startsWith('warn'))).toHaveLength(1);
    expect(device.inbox.waiting()).toEqual([]);
  });

  test.each([
    ['another version', ['SIP/2.0\r', 'SIP/3.0\r'], 505],
    ['an unknown method', ['OPTIONS', 'DANCE'], 501],
    ['a method for others', ['OPTIONS', 'SUBSCRIBE'], 405],
    ['an unknown scheme', ['OPTIONS sip:', 'OPTIONS mailto:'], 416],
    ['an unknown extension', ['Max-Forwards: 70', 'Require: 100rel, replaces'], 420],
    ['a line end of LF alone', ['Max-Forwards: 70\r\n', 'Max-Forwards: 70\n'], 400],
    ['no Call-ID', ['Call-ID: probe\r\n', ''], 400],
    ['two CSeq', ['CSeq', 'CSeq: 1 OPTIONS\r\nCSeq'], 400],
    ['a body that is not there', ['Content-Length: 0', 'Content-Length: 7'], 400],
  ] as const)('%s is answered by its status', async (_what, [from, to], status) => {
    const text = options([from, to]).replaceAll(
      /CSeq: 1 OPTIONS/g,
      `CSeq: 1 ${from === 'OPTIONS' ? to : 'OPTIONS'}`,
    );
    device.send(text);
    const answer = await device.inbox.next('an answer', (message) => message.startsWith('SIP/2.0 '));
    expect(answer.split(' ')[1]).toBe(String(status));
  });

  test('an ACK is never answered, however broken', async () => {
    device.send(
      options(['OPTIONS sip', 'ACK sip'], ['CSeq: 1 OPTIONS', 'CSeq: 1 ACK'], ['To: <', 'To: "Bob <']),
    );
    device.send(options());
    await device.response(200, 'OPTIONS');
    expect(device.inbox.waiting()).toEqual([]);
  });

  test('more than 64 KiB gets 513', async () => {
    device.send(options(['Max-Forwards: 70', `Subject: ${'x'.repeat(66_000)}`]));
    const refused = await device.inbox.next('513', (message) => message.startsWith('SIP/2.0 513 '));
    expect(field(refused, 'Via')).toContain(device.host);
  });

  test('a flood of bad messages closes the connection with 1008', async () => {
    for (let count = 0; count < 21; count += 1) device.send('nonsense');
    expect(await device.closed).toBe(1008);
    expect(edge.logged.some((line) => line.startsWith('error too many bad messages'))).toBe(true);
  });
});
