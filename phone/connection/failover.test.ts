import { afterEach, beforeEach, expect, test } from 'vitest';
import { nowhere, Rig } from '../test-server/rig.ts';
import type { SipTestServer } from '../test-server/sip-test-server.ts';
import { offeredSdp, type TestCall } from '../test-server/test-call.ts';
import type { TestPhone } from '../test-server/test-phone.ts';

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => rig.end());

interface Pair {
  readonly a: SipTestServer;
  readonly b: SipTestServer;
  readonly phone: TestPhone;
}

async function pair(
  options?: ConstructorParameters<typeof TestPhone>[0],
  deadlineMs?: number,
): Promise<Pair> {
  const [a, b] = [await rig.server(), await rig.server()];
  const phone = rig.phone(options);
  await phone.register({ a: a.address, b: b.address }, 'x', deadlineMs);
  await phone.registered('A');
  return { a, b, phone };
}

async function talking({ a, phone }: Pair): Promise<TestCall> {
  const call = a.invite({ id: 'call' });
  await phone.next('call');
  await phone.command({ type: 'answer', callId: 'call' });
  await call.answered();
  await phone.next('call', ({ call: { phase } }) => phase === 'established');
  return call;
}

test('a killed server: registered at the other, which is told of the call; the call goes on there', async () => {
  const all = await pair();
  const call = await talking(all);
  await all.a.kill();
  const moved = await all.phone.registered('B');
  expect(moved.sides).toEqual({ A: 'silent', B: 'in-use' });
  call.moveTo(all.b);
  const refresh = await call.request('INVITE');
  expect(refresh.body).toContain('a=sendrecv');
  refresh.reply('200 OK', ['Contact: <sip:far@far.end>'], offeredSdp);
  await call.request('ACK');
  call.bye();
  await call.response('BYE', 200);
  expect((await all.phone.next('callEnded')).cause).toBe('Ended by the far end');
});

test('the second server need not know the call: it goes on, held calls stay held', async () => {
  const all = await pair();
  const call = await talking(all);
  await all.phone.command({ type: 'hold', callId: 'call' });
  (await call.request('INVITE')).reply('200 OK', ['Contact: <sip:far@far.end>'], offeredSdp);
  await all.phone.next('call', ({ call: { held } }) => held);
  await all.a.kill();
  await all.phone.registered('B');
  call.moveTo(all.b);
  const refresh = await call.request('INVITE');
  expect(refresh.body).toContain('a=sendonly');
  refresh.reply('481 Call/Transaction Does Not Exist');
  await all.phone.command({ type: 'retrieve', callId: 'call' });
  (await call.request('INVITE')).reply('481 Call/Transaction Does Not Exist');
  await all.phone.next('refused');
  expect(all.phone.events.some(({ type }) => type === 'callEnded')).toBe(false);
});

test('ICE is restarted after a move only where the sound has gone too', async () => {
  const all = await pair();
  const call = await talking(all);
  const leg = all.phone.media.leg('call');
  leg.now = {
    packetsReceived: 100,
    packetsLost: 0,
    jitterMs: 1,
    roundTripMs: 10,
    levelDbfs: -20,
    packetsSent: 100,
    silentForMs: 4_000,
  };
  await all.a.kill();
  await all.phone.registered('B');
  call.moveTo(all.b);
  await call.request('INVITE');
  expect(leg.done.at(-1)).toBe('offer with new ICE: sendrecv');
});

test('a frozen server is left after its deadline', async () => {
  const all = await pair({ hurry: 10 }, 3_000);
  all.a.behaviour.frozen = true;
  const { error } = await all.phone.registered('B');
  expect(error).toContain(`SIP server A (${all.a.address}) sent nothing for`);
  expect(error).toContain('counts as dead');
});

test('what was under way at a lost server ends with it, and can be asked again at the next', async () => {
  const all = await pair();
  const call = await talking(all);
  await all.phone.command({ type: 'hold', callId: 'call' });
  await call.request('INVITE');
  await all.a.kill();
  expect((await all.phone.next('refused')).message).toBe(
    `The call could not be held: SIP server A (${all.a.address}) was lost before it answered.`,
  );
  await all.phone.registered('B');
  call.moveTo(all.b);
  (await call.request('INVITE')).reply('200 OK', ['Contact: <sip:far@far.end>'], offeredSdp);
  await all.phone.command({ type: 'hold', callId: 'call' });
  expect((await call.request('INVITE')).body).toContain('a=sendonly');
});

test('a call that rang by a lost server ends and says so; offered anew it rings anew', async () => {
  const all = await pair();
  all.a.invite({ id: 'call' });
  await all.phone.next('call');
  await all.a.kill();
  expect((await all.phone.next('callEnded')).cause).toContain(`SIP server A (${all.a.address})`);
  await all.phone.registered('B');
  all.b.invite({ id: 'call' });
  expect((await all.phone.next('call')).call.phase).toBe('ringing');
});

test('a call released while no server is there is ended with BYE at the next', async () => {
  const a = await rig.server();
  const phone = rig.phone();
  await phone.register({ a: a.address, b: nowhere });
  await phone.registered('A');
  const call = a.invite({ id: 'call' });
  await phone.next('call');
  await phone.command({ type: 'answer', callId: 'call' });
  await call.answered();
  await phone.next('call', ({ call: { phase } }) => phase === 'established');
  const { port } = a;
  await a.kill();
  await phone.next('registration', ({ state }) => state === 'failed');
  await phone.command({ type: 'release', callId: 'call' });
  expect((await phone.next('callEnded')).cause).toBe('Released');
  const again = await rig.server({ port });
  call.moveTo(again);
  await call.request('BYE');
});

test("answers the server's ping; a ping of ours that gets no pong is followed by OPTIONS", async () => {
  const all = await pair({ hurry: 20 }, 3_000);
  all.a.behaviour.pongs = false;
  await all.a.next('OPTIONS');
  expect(all.a.received).toContain('\r\n\r\n');
  const before = all.a.received.filter((text) => text === '\r\n').length;
  all.a.send('\r\n\r\n');
  await all.a.next('OPTIONS');
  expect(all.a.received.filter((text) => text === '\r\n').length).toBe(before + 1);
  expect(all.phone.events.at(-1)).toMatchObject({ state: 'registered', inUse: 'A' });
});

test('new addresses keep the server in use where it is one of them, and leave it where it is not', async () => {
  const all = await pair();
  const c = await rig.server();
  await all.phone.register({ a: c.address, b: all.a.address }, 'x');
  expect(await all.phone.registered('B')).toMatchObject({ sides: { B: 'in-use' } });
  expect(c.received).toEqual([]);
  await all.phone.register({ a: c.address, b: all.b.address }, 'x');
  await all.phone.registered('A');
  await c.next('REGISTER');
});
