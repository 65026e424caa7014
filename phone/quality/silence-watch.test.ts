import { afterEach, beforeEach, expect, test } from 'vitest';
import { HeldTime } from '../test-server/held-time.ts';
import { Rig } from '../test-server/rig.ts';
import { contact, offeredSdp } from '../test-server/test-call.ts';

let rig: Rig;
let time: HeldTime;
beforeEach(() => {
  rig = new Rig();
  time = new HeldTime();
});
afterEach(() => rig.end());

const line = {
  packetsReceived: 50,
  packetsLost: 0,
  jitterMs: 2,
  roundTripMs: 20,
  levelDbfs: -20,
  packetsSent: 50,
};

/** A call at a server whose silence is never noticed, with these limits. */
async function inCall(silence: { readonly silenceWarnMs?: number; readonly silenceEndMs?: number } = {}) {
  const all = await rig.talking({ timers: time.timers, now: time.now, silence }, 3_600_000);
  let heardAt = time.now();
  /** The leg counts as media does: from the last packet, by the clock. */
  all.leg.statistics = async () => ({ ...line, silentForMs: time.now() - heardAt });
  return {
    ...all,
    packet: () => {
      heardAt = time.now();
    },
    told: () => all.phone.events.flatMap((event) => (event.type === 'silence' ? [event.silentForMs] : [])),
  };
}

test('warns after 5 s, tells that sound is back, and ends the call after 30 s', async () => {
  const { phone, call, packet, told } = await inCall();
  await time.pass(4_999);
  expect(told()).toEqual([]);
  await time.pass(2_001);
  expect(told()).toEqual([5_000, 6_000, 7_000]);
  packet();
  await time.pass(1_000);
  expect(told().at(-1)).toBeNull();
  await time.pass(29_000);
  expect(told().at(-1)).toBe(29_000);
  await time.pass(1_000);
  expect((await phone.next('callEnded')).cause).toBe('No sound came for 30 s');
  await call.request('BYE');
});

test('the limits come with the registration, and change with it', async () => {
  const { a, b, phone, told } = await inCall({ silenceWarnMs: 2_000, silenceEndMs: 0 });
  await time.pass(2_000);
  expect(told()).toEqual([2_000]);
  await time.pass(60_000);
  expect(phone.events.some(({ type }) => type === 'callEnded')).toBe(false);
  await phone.command({
    type: 'register',
    servers: { a: a.address, b: b.address },
    allowPlaintext: false,
    domain: 'desk.example',
    user: '4711',
    password: 'secret-of-4711',
    order: 'primary-first',
    deadlineMs: 3_600_000,
    probeEveryMs: 0,
    silenceWarnMs: 0,
    silenceEndMs: 70_000,
  });
  await time.pass(8_000);
  expect((await phone.next('callEnded')).cause).toBe('No sound came for 70 s');
});

test('a call on hold is not watched, whoever holds it', async () => {
  const { phone, call, packet, told } = await inCall();
  await phone.command({ type: 'hold', callId: 'call' });
  // A far side may go on saying sendrecv, and send nothing all the same.
  (await call.request('INVITE')).reply('200 OK', contact, offeredSdp);
  await phone.next('call', ({ call: { held } }) => held);
  await time.pass(60_000);
  await phone.command({ type: 'retrieve', callId: 'call' });
  (await call.request('INVITE')).reply('200 OK', contact, offeredSdp);
  await phone.next('call', ({ call: { held } }) => !held);
  packet();
  for (const direction of ['sendonly', 'inactive']) {
    call.reinvite(offeredSdp.replace('sendrecv', direction));
    await call.response('INVITE', 200);
    call.ack();
    await time.pass(60_000);
  }
  expect(told()).toEqual([]);
  call.reinvite(offeredSdp);
  await call.response('INVITE', 200);
  call.ack();
  await time.pass(5_000);
  expect(told()).toEqual([5_000]);
});

test('a process that was stopped for a minute does not take that for silence', async () => {
  const { phone, packet, told } = await inCall();
  await time.pass(3_000);
  packet();
  time.jump(60_000);
  await time.pass(2_000);
  packet();
  await time.pass(2_000);
  expect(told()).toEqual([]);
  expect(phone.events.some(({ type }) => type === 'callEnded')).toBe(false);
});

test('a leg that says nothing is not taken for silent', async () => {
  const { leg, told } = await inCall();
  leg.statistics = () => Promise.reject(new Error('the page is busy'));
  await time.pass(60_000);
  expect(told()).toEqual([]);
});
