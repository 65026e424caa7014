import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { nowhere, Rig } from '../test-server/rig.ts';

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => rig.end());

/** Takes connections and says nothing. */
async function hung(): Promise<string> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A phone that looks at the standby when the test says so, and not before. */
function looking() {
  let look = (): void => undefined;
  const timers = {
    setTimeout: (run: () => void, ms: number): unknown => {
      if (ms !== 30_000) return setTimeout(run, ms);
      look = run;
      return null;
    },
    clearTimeout: (timer: unknown) => clearTimeout(timer as ReturnType<typeof setTimeout>),
  };
  return { phone: rig.phone({ timers, probeEveryMs: 60_000 }), look: () => look() };
}

test('a server that hangs costs its head start: registered at the other within the first deadline', async () => {
  const [a, b] = [await hung(), await rig.server()];
  const phone = rig.phone({ hurry: 10 });
  await phone.register({ a, b: b.address }, 'x', 600_000);
  expect(await phone.registered('B')).toMatchObject({
    status: 'up',
    sides: { A: { state: 'untried', error: null } },
  });
});

test('the server that is not in use is asked whether it lives, without a word of SIP', async () => {
  const [a, b] = [await rig.server(), await rig.server()];
  const { phone, look } = looking();
  await phone.register({ a: a.address, b: b.address }, 'x', 600_000);
  expect((await phone.registered('A')).sides.B.state).toBe('untried');
  const farewell = b.farewell();
  look();
  const standby = await phone.next('registration', ({ sides }) => sides.B.state === 'standby');
  expect(standby).toMatchObject({ state: 'registered', inUse: 'A', status: 'up', error: null });
  expect(await farewell, 'it is left at once, with a word').toBe(1_000);
  expect(b.received).toEqual([]);
});

test('a standby that is gone is said, and the phone stays registered where it is', async () => {
  const a = await rig.server();
  const { phone, look } = looking();
  await phone.register({ a: a.address, b: nowhere }, 'x', 600_000);
  await phone.registered('A');
  look();
  const silent = await phone.next('registration', ({ sides }) => sides.B.state === 'silent');
  expect(silent).toMatchObject({ state: 'registered', inUse: 'A', status: 'up' });
  expect(silent.sides.B.error).toContain(`SIP server B (${nowhere}) could not be reached`);
  expect(silent.sides.A.error).toBeNull();
});

test('a standby that is gone ends no call that rings', async () => {
  const a = await rig.server();
  const { phone, look } = looking();
  await phone.register({ a: a.address, b: nowhere }, 'x', 600_000);
  await phone.registered('A');
  a.invite({ id: 'call' });
  await phone.next('call');
  look();
  await phone.next('registration', ({ sides }) => sides.B.state === 'silent');
  expect(phone.events.some(({ type }) => type === 'callEnded')).toBe(false);
});

test('one address for both is told: it is no pair', async () => {
  const a = await rig.server();
  const phone = rig.phone();
  await phone.register({ a: a.address, b: a.address });
  expect((await phone.registered('A')).misconfigured).toContain('have one address');
});
