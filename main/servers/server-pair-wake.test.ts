import { expect, test } from 'vitest';
import { heldTimers } from '../testing/held-timers.ts';
import { heard } from './testing/heard.ts';
import { deadAddress, pairOf, serve, told, types, upAt } from './testing/pair-under-test.ts';

const port = (address: string): number => Number(address.split(':')[1]);

/** A pair on A whose server answers heartbeats only while `is.alive`; a minute passes before it would notice. */
async function onA() {
  const is = { alive: true };
  const asked = heard<string>();
  const [a, b] = [
    await serve({
      alive: () => is.alive,
      onConnection: (socket) => socket.on('message', (data) => asked.tell(String(data))),
    }),
    await serve({ side: 'B' }),
  ];
  const timers = heldTimers();
  const pair = pairOf(a.address, b.address, { timers, deadlineMs: 60_000 });
  pair.start();
  await upAt('A');
  return { is, asked, timers, pair };
}

test('a computer that woke asks its server at once, and moves after a second without an answer', async () => {
  const { is, asked, timers, pair } = await onA();
  is.alive = false;
  pair.wake();
  await asked.nextWhere((text) => text.includes('HeartbeatRequest'));
  timers.advance(1_000);
  await upAt('B');
  expect(pair.view()).toMatchObject({ inUse: 'B', sides: { A: { state: 'silent' } } });
});

test('a server that is there after the sleep is kept', async () => {
  const { timers, pair } = await onA();
  pair.wake();
  await told.nextWhere((one) => one.type === 'message' && one.message.type === 'HeartbeatConf');
  timers.advance(1_000);
  expect(pair.view()).toMatchObject({ inUse: 'A' });
  expect(types()).not.toContain('lost');
});

test('a computer that woke waits for no back-off', async () => {
  const [a, b] = [await deadAddress(), await deadAddress()];
  const pair = pairOf(a, b, { timers: heldTimers() });
  pair.start();
  await told.nextWhere(({ type }) => type === 'down');
  await serve({ port: port(a) });
  pair.wake();
  await upAt('A');
});

test('a date that is set disturbs no wait, and is what is shown', async () => {
  const timers = heldTimers();
  const clock = { now: 1_700_000_000_000 };
  const [a, b] = [await serve(), await serve({ side: 'B' })];
  const pair = pairOf(a.address, b.address, {
    timers,
    deadlineMs: 600_000,
    probeEveryMs: 60_000,
    now: () => clock.now,
  });
  pair.start();
  await upAt('A');
  expect(pair.view().sides.A.since).toBe(1_700_000_000_000);
  clock.now -= 86_400_000;
  timers.advance(30_000);
  await told.nextWhere((one) => one.type === 'view' && one.view.sides.B.state === 'standby');
  expect(pair.view().sides).toMatchObject({
    A: { since: 1_700_000_000_000 },
    B: { since: 1_700_000_000_000 - 86_400_000 },
  });
});
