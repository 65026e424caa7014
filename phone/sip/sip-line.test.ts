import { afterEach, beforeEach, expect, test } from 'vitest';
import { sipLine as schema } from '../../contract/softphone/sip-line.ts';
import { Rig } from '../test-server/rig.ts';
import { sipLine } from './sip-line.ts';
import { SipTrace } from './sip-trace.ts';

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => rig.end());

const bye = [
  'BYE sip:4711@phone.invalid SIP/2.0',
  'Via: SIP/2.0/WS far.end;branch=z9hG4bK-1',
  'f: "Ada Caller" <sip:+441314960142@desk.example>;tag=1',
  't: <sip:4711@desk.example>;tag=2',
  'i: dialog-1@far.end',
  'CSeq: 7 BYE',
  '',
  'a=ice-pwd:secret',
].join('\r\n');

test('a line has what a message was and belongs to, and nothing of its body or names', () => {
  expect(sipLine('in', bye)).toEqual({
    direction: 'in',
    method: 'BYE',
    status: null,
    cseq: 7,
    dialog: 'dialog-1@far.end',
    from: '+441314960142',
    to: '4711',
  });
  expect(sipLine('out', bye.replace(/^BYE.*/, 'SIP/2.0 481 Gone'))).toMatchObject({
    method: 'BYE',
    status: 481,
  });
});

test.each([
  ['a keep-alive', '\r\n\r\n', null],
  ['a method nobody knows', bye.replaceAll('BYE', 'SILBERDISTEL'), { method: 'other' }],
  [
    'no headers at all',
    'INVITE sip:x SIP/2.0\r\n\r\n',
    { method: 'other', cseq: 0, dialog: '', from: '', to: '' },
  ],
])('%s', (_case, text, expected) => {
  const line = sipLine('in', text);
  if (expected === null) expect(line).toBeNull();
  else {
    expect(line).toMatchObject(expected);
    expect(schema.safeParse({ ...line, leftOut: 0 }).success).toBe(true);
  }
});

test('a flood is told within bounds, and how much of it was not', () => {
  const clock = { now: 10_000 };
  const told: number[] = [];
  const trace = new SipTrace(
    () => clock.now,
    ({ leftOut }) => told.push(leftOut),
  );
  for (let count = 0; count < 1_000; count += 1) trace.message('in', bye);
  expect(told).toHaveLength(40);
  clock.now += 1_000;
  trace.message('in', bye);
  expect(told.at(-1)).toBe(960);
});

test('a phone tells its messages both ways, and no credentials', async () => {
  const server = await rig.server({ register: 'challenge', password: 'secret-of-4711' });
  const phone = rig.phone();
  await phone.register({ a: server.address, b: '' });
  await phone.registered();
  const what = phone.sip.map(({ direction, method, status }) => `${direction} ${status ?? ''} ${method}`);
  expect(what).toEqual(['out  REGISTER', 'in 401 REGISTER', 'out  REGISTER', 'in 200 REGISTER']);
  expect(JSON.stringify(phone.sip)).not.toMatch(/secret-of-4711|Digest|nonce/);
});
