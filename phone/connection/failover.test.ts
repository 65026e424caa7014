import { networkInterfaces } from 'node:os';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Rig } from '../test-server/rig.ts';

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => rig.end());

test('a killed server: registered at the other', async () => {
  const { a, phone } = await rig.pair();
  await a.kill();
  const moved = await phone.registered('B');
  expect(moved).toMatchObject({ status: 'moved', sides: { A: { state: 'silent' }, B: { state: 'in-use' } } });
});

test('a killed server of IPv6: registered at the other, of IPv4', async ({ skip }) => {
  const hasIpv6 = Object.values(networkInterfaces()).some((all) =>
    all?.some(({ address }) => address === '::1'),
  );
  if (!hasIpv6) skip('this computer has no IPv6 loopback');
  const [a, b] = [await rig.server({ host: '::1' }), await rig.server()];
  expect(a.address).toMatch(/^\[::1\]:\d+$/);
  const phone = rig.phone();
  await phone.register({ a: a.address, b: b.address });
  await phone.registered('A');
  await a.kill();
  expect((await phone.registered('B')).error).toContain(a.address);
});

test('a frozen server is left after its deadline', async () => {
  const all = await rig.pair({ hurry: 10 }, 3_000);
  all.a.behaviour.frozen = true;
  const { error } = await all.phone.registered('B');
  expect(error).toContain(`SIP server A (${all.a.address}) sent nothing for`);
  expect(error).toContain('counts as dead');
});

test("answers the server's ping; a ping of ours that gets no pong is followed by OPTIONS", async () => {
  const all = await rig.pair({ hurry: 5 }, 3_000);
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
  const all = await rig.pair();
  const c = await rig.server();
  await all.phone.register({ a: c.address, b: all.a.address });
  expect(await all.phone.registered('B')).toMatchObject({ sides: { B: { state: 'in-use' } } });
  expect(c.received).toEqual([]);
  await all.phone.register({ a: c.address, b: all.b.address });
  await all.phone.registered('A');
  await c.next('REGISTER');
});
