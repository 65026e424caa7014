import { expect, test } from 'vitest';
import { heldTimers } from '../testing/held-timers.ts';
import { heard, ofType } from './testing/heard.ts';
import { kill, pairOf, serve, told, types, upAt } from './testing/pair-under-test.ts';

test('a pair comes home when the agent is at rest: Hello at A first, then B is left with a farewell', async () => {
  const farewells = heard<number>();
  const [first, b] = [
    await serve(),
    await serve({ side: 'B', onConnection: (socket) => socket.on('close', (code) => farewells.tell(code)) }),
  ];
  const timers = heldTimers();
  const clock = { now: 1_000 };
  const pair = pairOf(first.address, b.address, {
    timers,
    deadlineMs: 60_000_000,
    probeEveryMs: 300_000,
    now: () => clock.now,
  });
  const pass = (ms: number): void => {
    clock.now += ms;
    timers.advance(ms);
  };
  const standsBy = () => told.nextWhere((one) => one.type === 'view' && one.view.sides.A.state === 'standby');
  pair.setHoming(60_000);
  pair.start();
  await upAt('A');
  await kill(first);
  await upAt('B');
  await serve({ port: Number(first.address.split(':')[1]) });
  pass(30_000);
  await standsBy();
  pair.setIdle(true);
  expect(pair.view()).toMatchObject({ inUse: 'B', status: 'moved' });
  const before = types().length;
  pass(60_000);
  await upAt('A');
  expect(pair.view()).toMatchObject({
    inUse: 'A',
    status: 'up',
    sides: { B: { state: 'standby', error: null } },
  });
  expect(
    types()
      .slice(before)
      .filter((type) => type !== 'view'),
  ).toEqual(['left', 'up']);
  expect(told.all.filter(ofType('lost'))).toHaveLength(1);
  expect(await farewells.nextWhere(() => true)).toBe(1_000);
});
