import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { HeldTime } from '../test-server/held-time.ts';
import { nowhere, Rig } from '../test-server/rig.ts';
import { contact, offeredSdp, type TestCall } from '../test-server/test-call.ts';
import type { TestPhone } from '../test-server/test-phone.ts';

// Digits as INFO: what went out of a row of them is said exactly, and nothing goes out behind one that may be missing.

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => rig.end());

async function press(phone: TestPhone, keys: string): Promise<void> {
  for (const digits of keys) await phone.command({ type: 'digits', callId: 'call', digits });
}

/** The next INFO, which is not answered yet. */
async function info(call: TestCall, digit: string) {
  const request = await call.request('INFO');
  expect(request.body).toBe(`Signal=${digit}\r\nDuration=160\r\n`);
  return request;
}

async function inCall(options = {}) {
  const rigged = await rig.inCall(options);
  rigged.leg.takesDigits = false;
  return rigged;
}

const infos = (received: readonly string[]): number =>
  received.filter((text) => text.startsWith('INFO ')).length;

async function refusal(phone: TestPhone): Promise<string> {
  const { message, ...rest } = await phone.next('refused');
  expect(rest).toMatchObject({ callId: 'call', command: 'digits' });
  return message;
}

test('keys that are pressed one by one go out one after the other', async () => {
  const { server, phone, call } = await inCall();
  await press(phone, '42#');
  const first = await info(call, '4');
  expect(infos(server.received)).toBe(1);
  first.reply('200 OK');
  (await info(call, '2')).reply('200 OK');
  (await info(call, '#')).reply('200 OK');
  await press(phone, '7');
  (await info(call, '7')).reply('200 OK');
  expect(phone.events.some(({ type }) => type === 'refused')).toBe(false);
});

test('behind one that is not confirmed none goes out, and none is sent again', async () => {
  const { server, phone, call } = await inCall({ hurry: 20 });
  await press(phone, '1');
  (await info(call, '1')).reply('200 OK');
  await press(phone, '2');
  const second = await info(call, '2');
  await press(phone, '34');
  expect(await refusal(phone)).toBe(
    `Keypad: 1 was sent, 2 not confirmed, 34 not sent. SIP server A (${server.address}) has not answered for 5 s.`,
  );
  second.reply('200 OK');
  await press(phone, '9');
  (await info(call, '9')).reply('200 OK');
  expect(infos(server.received)).toBe(3);
});

test('one that is refused says so, with those that were sent', async () => {
  const { server, phone, call } = await inCall();
  await phone.command({ type: 'digits', callId: 'call', digits: '123' });
  (await info(call, '1')).reply('200 OK');
  (await info(call, '2')).reply('200 OK');
  (await info(call, '3')).reply('415 Unsupported Media Type');
  expect(await refusal(phone)).toBe(
    `Keypad: 12 were sent, 3 was refused. SIP server A (${server.address}) answered 415 Unsupported Media Type.`,
  );
});

test('one that is on its way when its server is lost is not confirmed, and the next server gets none of them', async () => {
  const { a, b, phone, call, leg } = await rig.talking();
  leg.takesDigits = false;
  await press(phone, '56');
  await info(call, '5');
  await a.kill();
  expect(await refusal(phone)).toBe(
    `Keypad: 5 not confirmed, 6 not sent. SIP server A (${a.address}) was lost before it answered.`,
  );
  call.moveTo(b);
  (await call.request('INVITE')).reply('200 OK', contact, offeredSdp);
  await call.request('ACK');
  await press(phone, '7');
  (await info(call, '7')).reply('200 OK');
  expect(infos(b.received)).toBe(1);
});

test('while no server has the call none is sent', async () => {
  const a = await rig.server();
  const phone = rig.phone();
  await phone.register({ a: a.address, b: nowhere });
  await phone.registered();
  const call = a.invite({ id: 'call', sdp: offeredSdp.replace(/a=rtpmap:110.*\r\n/, '') });
  await phone.next('call');
  await phone.command({ type: 'answer', callId: 'call' });
  await call.answered();
  await phone.next('call', ({ call: { phase } }) => phase === 'established');
  await a.kill();
  await phone.next('registration', ({ state }) => state === 'failed');
  await press(phone, '1');
  expect(await refusal(phone)).toBe('Keypad: 1 not sent. No SIP server has the call just now.');
});

test('digits of a row long past are not told of again', async () => {
  const time = new HeldTime();
  const { server, phone, call } = await inCall({ timers: time.timers, now: time.now });
  await press(phone, '1');
  (await info(call, '1')).reply('200 OK');
  await vi.waitFor(() => expect(phone.sip.at(-1)).toMatchObject({ method: 'INFO', status: 200 }));
  time.jump(10_001);
  await press(phone, '2');
  (await info(call, '2')).reply('488 Not Acceptable Here');
  expect(await refusal(phone)).toBe(
    `Keypad: 2 was refused. SIP server A (${server.address}) answered 488 Not Acceptable Here.`,
  );
});
