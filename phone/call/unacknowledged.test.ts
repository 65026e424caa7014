import { Core } from 'sip.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { HeldTime } from '../test-server/held-time.ts';
import { asksToReplace, Rig, type TestPair } from '../test-server/rig.ts';
import type { SipTestServer } from '../test-server/sip-test-server.ts';
import { contact, heldAnswer, offeredSdp, type TestCall } from '../test-server/test-call.ts';
import type { TestPhone } from '../test-server/test-phone.ts';

// A server that lives and never sends the ACK of an answered call: the phone makes a dialog of its own of it.

const waitForAck = Core.Timers.TIMER_L;
let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(async () => {
  Core.Timers.TIMER_L = waitForAck;
  await rig.end();
});

const hurried = { hurry: 20 } as const;

async function answered(server: SipTestServer, phone: TestPhone, id = 'call'): Promise<TestCall> {
  const call = server.invite({ id });
  await phone.next('call', ({ call: { callId } }) => callId === id);
  await phone.command({ type: 'answer', callId: id });
  await call.accepted();
  await phone.next('call', ({ call: { callId, phase } }) => callId === id && phase === 'established');
  return call;
}

async function answeredAtA(): Promise<TestPair & { readonly call: TestCall }> {
  const pair = await rig.pair(hurried, 600_000);
  return { ...pair, call: await answered(pair.a, pair.phone) };
}

function told(phone: TestPhone, type: 'callEnded' | 'refused'): boolean {
  return phone.events.some((event) => event.type === type);
}

test('after 5 s its place is taken at the same server, and the call goes by the new dialog', async () => {
  const { server, phone } = await rig.registered(hurried);
  const call = await answered(server, phone);
  const taken = await asksToReplace(server, null);
  expect(taken.invite.header('replaces')).toBe(call.replaces);
  expect(taken.invite.body).toContain('a=sendrecv');
  await taken.accept();
  call.bye(['Reason: SIP;cause=200;text="replaced"']);
  await phone.command({ type: 'hold', callId: 'call' });
  (await taken.request('INVITE')).reply('200 OK', contact, heldAnswer);
  await phone.next('call', ({ call: { held } }) => held);
  expect(told(phone, 'callEnded')).toBe(false);
});

test('it is said of the server, whatever else that answers, until it acknowledges a call', async () => {
  const { server, phone } = await rig.registered(hurried);
  await answered(server, phone);
  await (await asksToReplace(server, null)).accept();
  const said = await phone.next(
    'registration',
    ({ sides: { A, B } }) => A.error !== null && B.state === 'silent',
  );
  expect(said).toMatchObject({ inUse: 'A', state: 'registered' });
  expect(said.sides.A.error).toContain('has not acknowledged an answered call for 5 s');
  const next = await answered(server, phone, 'next');
  expect(phone.events.findLast(({ type }) => type === 'registration')).toEqual(said);
  next.ack();
  await phone.next('registration', ({ sides }) => sides.A.error === null);
});

test('a hold that waits for the ACK goes out with it', async () => {
  const { server, phone } = await rig.registered(hurried);
  await answered(server, phone);
  await phone.command({ type: 'hold', callId: 'call' });
  const taken = await asksToReplace(server, null);
  expect(taken.invite.body).toContain('a=sendonly');
  await taken.accept(heldAnswer);
  await phone.next('call', ({ call: { held } }) => held);
  expect(told(phone, 'refused')).toBe(false);
});

test('a second call that is answered holds the first: the agent is heard in one alone', async () => {
  const { server, phone } = await rig.registered(hurried);
  const first = await answered(server, phone, 'first');
  const second = server.invite({ id: 'second' });
  await phone.next('call', ({ call: { callId } }) => callId === 'second');
  await phone.command({ type: 'answer', callId: 'second' });
  await second.answered();
  const taken = await asksToReplace(server, null);
  expect(taken.invite.header('replaces')).toBe(first.replaces);
  expect(taken.invite.body).toContain('a=sendonly');
});

test('the other server is registered with and goes on with the call', async () => {
  const { a, b, phone, call } = await answeredAtA();
  const { error } = await phone.registered('B');
  expect(error).toContain(`SIP server A (${a.address}) has not acknowledged an answered call`);
  const taken = await asksToReplace(b, null);
  expect(taken.invite.header('replaces')).toBe(call.replaces);
  await taken.accept();
  await phone.command({ type: 'release', callId: 'call' });
  await taken.request('BYE');
});

test('a server that takes its place is left for the other all the same', async () => {
  const { a, b, phone } = await answeredAtA();
  const first = await asksToReplace(a, null);
  first.invite.reply('200 OK', ['Contact: <sip:leg@far.end;transport=ws>'], offeredSdp);
  await phone.registered('B');
  const second = await asksToReplace(b);
  expect(second.invite.header('replaces')).toBe(first.replaces);
  await second.accept();
  expect(told(phone, 'callEnded')).toBe(false);
});

test('where the next server knows nothing of the call, it may have been unheard: offered anew it is answered again', async () => {
  const { b, phone } = await answeredAtA();
  await phone.registered('B');
  (await asksToReplace(b, null)).invite.reply('481 Call/Transaction Does Not Exist');
  await b.invite({ id: 'call' }).answered();
  expect(told(phone, 'callEnded')).toBe(false);
});

test('so it may where the server is lost before the 5 s are over, however soon that is noticed', async () => {
  const time = new HeldTime();
  const { a, b, phone } = await rig.pair({ timers: time.timers, now: time.now }, 1_000);
  await answered(a, phone);
  time.jump(4_000);
  await a.kill();
  (await asksToReplace(b, null)).invite.reply('481 Call/Transaction Does Not Exist');
  await b.invite({ id: 'call' }).answered();
  expect(told(phone, 'callEnded')).toBe(false);
});

test('after a sleep of the computer the ACK has its 5 s anew', async () => {
  const time = new HeldTime();
  const { server, phone } = await rig.registered({ timers: time.timers, now: time.now });
  const call = await answered(server, phone);
  time.jump(60_000);
  await time.pass(1);
  call.ack();
  await phone.command({ type: 'hold', callId: 'call' });
  expect((await call.request('INVITE')).body).toContain('a=sendonly');
  expect(server.received.some((text) => text.includes('Replaces:'))).toBe(false);
});

test('a call released before its ACK is replaced after 5 s, to be ended', async () => {
  const { server, phone } = await rig.registered(hurried);
  const call = await answered(server, phone);
  await phone.command({ type: 'release', callId: 'call' });
  expect((await phone.next('callEnded')).cause).toBe('Released');
  const taken = await asksToReplace(server, null);
  expect(taken.invite.header('replaces')).toBe(call.replaces);
  expect(taken.invite.body).toContain('a=inactive');
  await taken.accept();
  (await taken.request('BYE')).reply('200 OK');
});

test('a call that the far end left before its ACK is not replaced to be ended', async () => {
  const { server, phone } = await rig.registered(hurried);
  const call = await answered(server, phone);
  await phone.command({ type: 'release', callId: 'call' });
  await phone.next('callEnded');
  call.bye();
  await call.response('BYE', 200);
  await answered(server, phone, 'next');
  const taken = await asksToReplace(server, null);
  expect(taken.invite.header('x-switchhook-call')).toBe('next');
});

test('a caller is not cut after 32 s: where his place is never taken, requests go by the dialog from then on', async () => {
  Core.Timers.TIMER_L = 1_000;
  const { server, phone } = await rig.registered(hurried);
  const call = await answered(server, phone);
  (await asksToReplace(server, null)).invite.reply('420 Bad Extension', ['Unsupported: replaces']);
  const refresh = await call.request('INVITE');
  refresh.reply('200 OK', contact, offeredSdp);
  await call.request('ACK');
  await phone.command({ type: 'hold', callId: 'call' });
  (await call.request('INVITE')).reply('200 OK', contact, heldAnswer);
  await phone.next('call', ({ call: { held } }) => held);
  expect(told(phone, 'callEnded')).toBe(false);
  expect(server.received.some((text) => text.startsWith('BYE'))).toBe(false);
});
