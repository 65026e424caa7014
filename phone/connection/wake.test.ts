import { afterEach, beforeEach, expect, test } from 'vitest';
import { nowhere, Rig } from '../test-server/rig.ts';
import { offeredSdp } from '../test-server/test-call.ts';

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => rig.end());

const wake = { type: 'wake' } as const;

test('a phone that woke asks at once, and moves after a second where nobody answers', async () => {
  // An hour would pass before it noticed by itself.
  const { a, phone } = await rig.pair({}, 3_600_000);
  a.behaviour.frozen = true;
  await phone.command(wake);
  const { error } = await phone.registered('B');
  expect(error).toContain('sent nothing for');
  expect(a.received).toContain('\r\n\r\n');
});

test('a phone that woke registers anew where it is: the server may have let go of it', async () => {
  const { a, phone } = await rig.pair({}, 3_600_000);
  await a.next('REGISTER');
  await phone.command(wake);
  await a.next('REGISTER');
  expect(phone.events.findLast(({ type }) => type === 'registration')).toMatchObject({ inUse: 'A' });
});

test('a phone that woke waits for no back-off', async () => {
  const phone = rig.phone({ random: () => 0.999 });
  const gone = await rig.server();
  await gone.kill();
  await phone.register({ a: gone.address, b: nowhere }, 'x', 3_600_000);
  await phone.next('registration', ({ state }) => state === 'failed');
  await rig.server({ port: gone.port });
  await phone.command(wake);
  await phone.registered('A');
});

test('a call whose sound has lost its path gets a new one by its server, and one that has not is left alone', async () => {
  const { a, phone, call, leg } = await rig.talking({}, 3_600_000);
  await phone.command(wake);
  await a.next('REGISTER');
  leg.pathLost = true;
  await phone.command(wake);
  (await call.request('INVITE')).reply('200 OK', ['Contact: <sip:far@far.end>'], offeredSdp);
  expect(leg.done.filter((what) => what.startsWith('offer with new ICE'))).toHaveLength(1);
});

test('a path that is lost while nobody slept is noticed within seconds', async () => {
  const { call, leg } = await rig.talking({ hurry: 10 }, 3_600_000);
  leg.pathLost = true;
  (await call.request('INVITE')).reply('200 OK', ['Contact: <sip:far@far.end>'], offeredSdp);
  expect(leg.done.filter((what) => what.startsWith('offer with new ICE'))).toHaveLength(1);
});
