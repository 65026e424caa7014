import { expect, test } from 'vitest';
import { headStartMs } from '../../contract/servers/pair-rules.ts';
import { heldTimers } from '../testing/held-timers.ts';
import { ofType } from './testing/heard.ts';
import { pairOf, serve, servers, told, types, upAt } from './testing/pair-under-test.ts';
import { startTcpServer } from './testing/test-server.ts';

/** Takes connections and says nothing: resolves when it has the first. */
async function serveHung() {
  let taken = (): void => undefined;
  const hasOne = new Promise<void>((resolve) => {
    taken = resolve;
  });
  const hung = await startTcpServer(() => taken());
  servers.add(hung);
  return { address: hung.address, hasOne };
}

test('a server that hangs costs its head start: connected in two steps, with no deadline in them', async () => {
  const [hung, b] = [await serveHung(), await serve({ side: 'B' })];
  const timers = heldTimers();
  const pair = pairOf(hung.address, b.address, { timers, deadlineMs: 3_000 });
  pair.start();
  await hung.hasOne;
  expect(types()).toEqual(['view']);
  timers.advance(headStartMs);
  await upAt('B');
  expect(types()).toEqual(['view', 'view', 'view', 'up']);
  expect(pair.view()).toMatchObject({ status: 'up', inUse: 'B', sides: { A: { state: 'untried' } } });
  expect(timers.monotonic(), 'nothing but the head start has passed').toBe(headStartMs);
  timers.advance(3_000 - headStartMs);
  expect(await told.next(ofType('failed'))).toMatchObject({ side: 'A', cause: { type: 'timed-out' } });
  expect(pair.view()).toMatchObject({ inUse: 'B', sides: { A: { state: 'silent' } } });
});

test('a server that is only slower than its head start is left with a farewell, and stands by', async () => {
  let greet = (): void => undefined;
  const left = new Promise<number>((resolve) => {
    void serve({
      greeting: null,
      onConnection: (socket) => {
        greet = () =>
          socket.send(JSON.stringify({ type: 'Hello', kind: 'cti', side: 'A', cluster: 'c', time: 1 }));
        socket.on('close', resolve);
        begin();
      },
    }).then(async (a) => {
      pairOf(a.address, (await serve({ side: 'B' })).address, { timers }).start();
    });
  });
  const timers = heldTimers();
  const begin = (): void => timers.advance(headStartMs);
  await upAt('B');
  greet();
  expect(await left).toBe(1_000);
  const views = told.all.filter(ofType('view'));
  expect(views.at(-1)?.view).toMatchObject({ inUse: 'B', sides: { A: { state: 'standby' } } });
});

test('a server that is quick is used alone: the other is never asked', async () => {
  let asked = 0;
  const [a, b] = [await serve(), await serve({ side: 'B', onConnection: () => (asked += 1) })];
  const timers = heldTimers();
  pairOf(a.address, b.address, { timers }).start();
  await upAt('A');
  timers.advance(headStartMs);
  expect(asked).toBe(0);
  expect(told.all.some(ofType('failed'))).toBe(false);
});
