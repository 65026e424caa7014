import { afterEach, beforeEach, expect, test } from 'vitest';
import { HeldTime } from '../test-server/held-time.ts';
import { asksToReplace, Rig, type TestPair } from '../test-server/rig.ts';
import { offeredSdp, type TestCall } from '../test-server/test-call.ts';

// A call whose SIP server dies before its answer has reached the switch: the switch offers it anew at the other.

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => rig.end());

async function ringing(pair: TestPair): Promise<TestCall> {
  const call = pair.a.invite({ id: 'call' });
  await call.response('INVITE', 180);
  await pair.phone.next('call', ({ call: { phase } }) => phase === 'ringing');
  return call;
}

/** The phases that main was told, one after the other. */
function phases({ phone }: TestPair): readonly string[] {
  return phone.events.flatMap((event) => (event.type === 'call' ? [event.call.phase] : []));
}

test('a ringing call goes on ringing, once, and is answered at the next server', async () => {
  const pair = await rig.pair();
  await ringing(pair);
  await pair.a.kill();
  await pair.phone.registered('B');
  const again = pair.b.invite({ id: 'call' });
  await again.response('INVITE', 180);
  await pair.phone.command({ type: 'answer', callId: 'call' });
  await again.answered();
  await pair.phone.next('call', ({ call: { phase } }) => phase === 'established');
  expect(phases(pair)).toEqual(['ringing', 'connecting', 'established']);
  expect(pair.phone.rings).toEqual(['start', 'stop']);
  again.bye();
  await pair.phone.next('callEnded');
});

test('an answer from the gap is given as soon as the call is offered anew', async () => {
  const pair = await rig.pair();
  await ringing(pair);
  await pair.a.kill();
  await pair.phone.next('registration', ({ sides }) => sides.A.state === 'silent');
  await pair.phone.command({ type: 'answer', callId: 'call' });
  await pair.phone.registered('B');
  await pair.b.invite({ id: 'call' }).answered();
  await pair.phone.next('call', ({ call: { phase } }) => phase === 'established');
  expect(phases(pair)).toEqual(['ringing', 'connecting', 'established']);
});

test.each([
  ['reject', 603],
  ['release', 480],
] as const)(
  'a %s from the gap is said when the call is offered anew, and nothing rings',
  async (command, status) => {
    const pair = await rig.pair();
    await ringing(pair);
    await pair.a.kill();
    await pair.phone.next('registration', ({ sides }) => sides.A.state === 'silent');
    await pair.phone.command({ type: command, callId: 'call' });
    await pair.phone.next('callEnded');
    await pair.phone.registered('B');
    await pair.b.invite({ id: 'call' }).response('INVITE', status);
    expect(pair.phone.rings).toEqual(['start', 'stop']);
    expect(phases(pair)).toEqual(['ringing']);
  },
);

test('a refusal that died with its server is said again', async () => {
  const pair = await rig.pair();
  const call = await ringing(pair);
  await pair.phone.command({ type: 'reject', callId: 'call' });
  await call.response('INVITE', 603);
  await pair.a.kill();
  await pair.phone.registered('B');
  await pair.b.invite({ id: 'call' }).response('INVITE', 603);
});

test('a call that was refused in peace may be offered again, and rings', async () => {
  const pair = await rig.pair();
  const call = await ringing(pair);
  await pair.phone.command({ type: 'reject', callId: 'call' });
  await call.response('INVITE', 603);
  await pair.a.invite({ id: 'call' }).response('INVITE', 180);
  expect(pair.phone.rings).toEqual(['start', 'stop', 'start']);
});

test('a call that nobody offers anew is over after 10 s, and says why', async () => {
  const time = new HeldTime();
  const pair = await rig.pair({ timers: time.timers, now: time.now }, 3_600_000);
  await ringing(pair);
  await pair.a.kill();
  await pair.phone.registered('B');
  await time.pass(9_999);
  expect(pair.phone.events.some(({ type }) => type === 'callEnded')).toBe(false);
  await time.pass(1);
  const { cause } = await pair.phone.next('callEnded');
  expect(cause).toContain(`SIP server A (${pair.a.address})`);
  expect(cause).toContain('was not offered again');
  expect(pair.phone.rings).toEqual(['start', 'stop']);
});

test('a call that is just being answered is answered at the next server', async () => {
  const pair = await rig.pair();
  await ringing(pair);
  const leg = pair.phone.media.leg('call');
  const { promise: stuck, resolve } = Promise.withResolvers<string>();
  leg.acceptOffer = () => stuck;
  await pair.phone.command({ type: 'answer', callId: 'call' });
  await pair.phone.command({ type: 'mute', callId: 'call', muted: true });
  await pair.a.kill();
  await pair.phone.registered('B');
  resolve('v=0\r\n');
  await pair.b.invite({ id: 'call' }).answered();
  await pair.phone.next('call', ({ call: { phase } }) => phase === 'established');
  expect(leg.closed).toBe(true);
  expect(pair.phone.media.leg('call').done).toContain('muted');
  expect(pair.phone.events.some(({ type }) => type === 'callEnded')).toBe(false);
});

test('a call that answers itself does so anew', async () => {
  const pair = await rig.pair();
  const headers = ['Call-Info: <sip:desk.example>;answer-after=0'];
  pair.a.invite({ id: 'call', headers });
  await pair.phone.next('call', ({ call: { phase } }) => phase === 'established');
  await pair.a.kill();
  await pair.phone.registered('B');
  await pair.b.invite({ id: 'call', headers }).answered();
  expect(pair.phone.rings).toEqual([]);
  expect(pair.phone.events.some(({ type }) => type === 'callEnded')).toBe(false);
});

async function answeredInVain(options?: Parameters<Rig['pair']>[0]): Promise<TestPair & { call: TestCall }> {
  const pair = await rig.pair(options);
  const call = await ringing(pair);
  await pair.phone.command({ type: 'answer', callId: 'call' });
  await call.accepted();
  await pair.phone.next('call', ({ call: { phase } }) => phase === 'established');
  return { ...pair, call };
}

test('an answer without its ACK: the next server is asked by Replaces alone', async () => {
  const { a, b, phone, call } = await answeredInVain();
  await a.kill();
  const taken = await asksToReplace(b, null);
  expect(taken.invite.header('replaces')).toBe(call.replaces);
  await taken.accept();
  await phone.command({ type: 'release', callId: 'call' });
  await taken.request('BYE');
});

test.each(['before', 'after'])(
  'an answer that was lost: offered anew %s Replaces is refused, the call is answered again by itself',
  async (when) => {
    const pair = await answeredInVain();
    const { a, b, phone } = pair;
    await a.kill();
    const taken = await asksToReplace(b, null);
    if (when === 'after') {
      taken.invite.reply('481 Call/Transaction Does Not Exist');
      await taken.request('ACK');
    }
    const again = b.invite({ id: 'call' });
    if (when === 'before') taken.invite.reply('481 Call/Transaction Does Not Exist');
    await again.answered();
    await phone.command({ type: 'hold', callId: 'call' });
    expect((await again.request('INVITE')).body).toContain('a=sendonly');
    expect(phases(pair)).toEqual(['ringing', 'connecting', 'established']);
    expect(phone.events.some(({ type }) => type === 'callEnded')).toBe(false);
  },
);

test('an answer of which the server heard and the switch did not: the call is answered again, its first dialog ended', async () => {
  const { a, b, phone, call } = await rig.talking();
  await a.kill();
  call.moveTo(b);
  (await call.request('INVITE')).reply('200 OK', ['Contact: <sip:far@far.end>'], offeredSdp);
  await call.request('ACK');
  const again = b.invite({ id: 'call' });
  await again.answered();
  (await call.request('BYE')).reply('200 OK');
  await phone.command({ type: 'hold', callId: 'call' });
  expect((await again.request('INVITE')).body).toContain('a=sendonly');
  expect(phone.events.some(({ type }) => type === 'callEnded')).toBe(false);
});

test('an answer that was lost, and a call that nobody offers anew: it is over', async () => {
  const { a, b, phone } = await answeredInVain({ hurry: 20 });
  await a.kill();
  (await asksToReplace(b, null)).invite.reply('481 Call/Transaction Does Not Exist');
  expect((await phone.next('callEnded')).cause).toContain('The far end hung up');
});

test('a call that the agent left after his answer was lost is refused when it is offered anew', async () => {
  const { a, b, phone } = await answeredInVain();
  await a.kill();
  await phone.next('registration', ({ sides }) => sides.A.state === 'silent');
  await phone.command({ type: 'release', callId: 'call' });
  await phone.registered('B');
  await b.invite({ id: 'call' }).response('INVITE', 480);
});

test('another call with the id of one that stands gets the id of its dialog', async () => {
  const { phone, server } = await rig.inCall();
  const twin = server.invite({ id: 'call' });
  expect((await phone.next('call')).call).toMatchObject({ callId: twin.callId, phase: 'ringing' });
});
