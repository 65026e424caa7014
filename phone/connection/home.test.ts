import { afterEach, beforeEach, expect, test } from 'vitest';
import { Rig } from '../test-server/rig.ts';
import type { SipTestServer } from '../test-server/sip-test-server.ts';
import type { TestPhone } from '../test-server/test-phone.ts';

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => rig.end());

interface Away {
  readonly phone: TestPhone;
  /** Where it would be. */
  readonly a: SipTestServer;
  readonly b: SipTestServer;
}

/** A phone that prefers A and is on B, for A was away; A is there again. */
async function away(): Promise<Away> {
  const [first, b] = [await rig.server(), await rig.server()];
  // Minutes pass in seconds: A is looked at every 5 s, and seen for long enough at the second look.
  const phone = rig.phone({ hurry: 20, probeEveryMs: 10_000, homeAfterMs: 4_000 });
  await phone.register({ a: first.address, b: b.address }, 'x', 600_000);
  await phone.registered('A');
  await first.kill();
  await phone.registered('B');
  return { phone, a: await rig.server({ port: first.port }), b };
}

const atRest = { type: 'agentIdle', isIdle: true } as const;

test('at rest it comes home: registered at A first, B left with a word', async () => {
  const { phone, a, b } = await away();
  const farewell = b.farewell().then((code) => ({ code, registeredAtA: a.received.length }));
  await phone.command(atRest);
  expect(await phone.registered('A')).toMatchObject({
    status: 'up',
    error: null,
    sides: { B: { state: 'standby' } },
  });
  expect(await farewell).toEqual({ code: 1_000, registeredAtA: 1 });
});

test('in a call it stays, whatever main says; after the call it comes home', async () => {
  const { phone, a, b } = await away();
  const call = b.invite({ id: 'call' });
  await phone.next('call');
  await phone.command(atRest);
  for (let looks = 0; looks < 3; looks += 1) await a.farewell();
  expect(a.received).toEqual([]);
  expect(phone.events.findLast(({ type }) => type === 'registration')).toMatchObject({ inUse: 'B' });
  call.cancel();
  await phone.next('callEnded');
  await phone.command(atRest);
  await phone.registered('A');
});

test('until main has said so nobody is at rest', async () => {
  const { a } = await away();
  for (let looks = 0; looks < 3; looks += 1) await a.farewell();
  expect(a.received).toEqual([]);
});

test('a call that comes by B while A registers the phone rings by B, and A is left', async () => {
  const { phone, a, b } = await away();
  a.behaviour.register = 'ignore';
  await phone.command(atRest);
  await a.next('REGISTER');
  const farewell = a.farewell();
  const call = b.invite({ id: 'call' });
  await phone.next('call');
  await call.response('INVITE', 180);
  expect(await farewell).toBe(1_000);
  expect(phone.events.some(({ type }) => type === 'callEnded')).toBe(false);
  expect(phone.events.findLast(({ type }) => type === 'registration')).toMatchObject({ inUse: 'B' });
});

test('A that does not take the registration after all costs nothing', async () => {
  const { phone, a, b } = await away();
  a.behaviour.register = 'error';
  await phone.command(atRest);
  await a.next('REGISTER');
  await phone.next('registration', ({ sides }) => sides.A.state === 'silent');
  b.invite({ id: 'call' });
  await phone.next('call');
});
