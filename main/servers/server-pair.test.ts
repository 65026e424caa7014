import { describe, expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import { headStartMs } from '../../contract/servers/pair-rules.ts';
import type { Side } from '../../contract/servers/server-kind.ts';
import { heldTimers } from '../testing/held-timers.ts';
import { ofType } from './testing/heard.ts';
import {
  deadAddress,
  kill,
  log,
  makeCall,
  pairOf,
  serve,
  servers,
  told,
  types,
  upAt,
} from './testing/pair-under-test.ts';
import { startTcpServer, type TestServer } from './testing/test-server.ts';

describe('choosing', () => {
  test('the primary, when it answers: its view, then up; requests and messages go', async () => {
    const [a, b] = [
      await serve({
        onMessage: (socket, { id }) => socket.send(JSON.stringify({ type: 'RequestConf', id, callId: 'c1' })),
      }),
      await serve({ side: 'B' }),
    ];
    const pair = pairOf(a.address, b.address);
    expect(pair.send(makeCall)).toBe(false);
    expect(pair.view().status).toBe('off');
    pair.start();
    expect(await told.next(ofType('up'))).toMatchObject({
      side: 'A',
      address: a.address,
      hello: { type: 'Hello', side: 'A', cluster: 'cluster-1' },
    });
    expect(types()).toEqual(['view', 'view', 'up']);
    expect(pair.view()).toMatchObject({ status: 'up', inUse: 'A', sides: { B: { state: 'untried' } } });
    expect(pair.send(makeCall)).toBe(true);
    expect(await told.next(ofType('message'))).toEqual({
      type: 'message',
      side: 'A',
      message: { type: 'RequestConf', id: 'r1', callId: 'c1' },
    });
  });

  test.each<[number, Side]>([
    [0.1, 'A'],
    [0.9, 'B'],
  ])('at random: chance %d takes %s', async (random, side) => {
    const [a, b] = [await serve(), await serve({ side: 'B' })];
    pairOf(a.address, b.address, { order: 'random', random: () => random }).start();
    expect((await told.next(ofType('up'))).side).toBe(side);
  });

  test('the first is dead: the other at once, with a reason', async () => {
    const b = await serve({ side: 'B' });
    const pair = pairOf(await deadAddress(), b.address);
    pair.start();
    expect(await told.next(ofType('failed'))).toMatchObject({ side: 'A', cause: { type: 'refused' } });
    expect((await told.next(ofType('up'))).side).toBe('B');
    expect(pair.lastCause('A')).toEqual({ type: 'refused' });
    expect(pair.lastCause('B')).toBeNull();
    // It began at B, so it has not moved.
    expect(pair.view()).toMatchObject({
      status: 'up',
      sides: { A: { state: 'silent', error: expect.stringContaining('refused the connection') } },
    });
    expect(told.all.some(ofType('down'))).toBe(false);
  });

  test('a blank address is never tried', async () => {
    const b = await serve({ side: 'B' });
    pairOf(' ', b.address).start();
    expect((await told.next(ofType('up'))).side).toBe('B');
    expect(told.all.some(ofType('failed'))).toBe(false);
  });

  test('both blank: down, and why', async () => {
    const pair = pairOf(null, '');
    pair.start();
    expect(await told.next(ofType('down'))).toEqual({ type: 'down', causes: { A: null, B: null } });
    expect(pair.view()).toMatchObject({ status: 'down', sides: { A: { error: 'No address is set.' } } });
  });
});

describe('neither answers', () => {
  test('down with both causes, then tried again until one comes back', async () => {
    const [deadA, b] = [await deadAddress(), await serve({ side: 'B' })];
    await kill(b);
    const pair = pairOf(deadA, b.address);
    pair.start();
    expect(await told.next(ofType('down'))).toEqual({
      type: 'down',
      causes: { A: { type: 'refused' }, B: { type: 'refused' } },
    });
    expect(pair.view().status).toBe('down');
    await told.next(ofType('down'));
    await serve({ side: 'B', port: Number(b.address.split(':')[1]) });
    expect((await told.next(ofType('up'))).side).toBe('B');
    const warnings = log.lines.filter(({ level }) => level === 'warn');
    expect(warnings.map(({ sentence }) => sentence)).toHaveLength(2);
  });

  test('waits between rounds, each time longer; "try now" does not wait', async () => {
    const timers = heldTimers();
    const waits: number[] = [];
    const noted = {
      ...timers,
      setTimeout: (run: () => void, ms: number) => {
        if (ms !== 5_000) waits.push(ms);
        return timers.setTimeout(run, ms);
      },
    };
    const pair = pairOf(await deadAddress(), await deadAddress(), { timers: noted });
    pair.start();
    for (let round = 0; round < 4; round += 1) {
      await told.next(ofType('down'));
      pair.tryNow();
    }
    await told.next(ofType('down'));
    // In every round the head start of its first server, then the back-off.
    const rounds = [125, 250, 500, 1_000, 2_000].flatMap((ms) => [headStartMs, ms]);
    expect(waits).toEqual(rounds);
    expect(timers.pending()).toBe(1);
    pair.stop();
    expect(timers.pending()).toBe(0);
  });

  test('a server that never answers ends at the deadline', async () => {
    const hole = await startTcpServer(() => undefined);
    servers.add(hole);
    const b = await serve({ side: 'B' });
    pairOf(hole.address, b.address, { deadlineMs: 150 }).start();
    expect(await told.next(ofType('failed'))).toMatchObject({
      side: 'A',
      cause: { type: 'timed-out', stage: 'connecting', afterMs: 150 },
    });
    await upAt('B');
  });

  test('another cluster answers at one address: it is not used', async () => {
    const [stale, b] = [await serve({ cluster: 'bremen' }), await serve({ side: 'B', cluster: 'hamburg' })];
    const pair = pairOf(stale.address, b.address, { cluster: () => 'hamburg' });
    pair.start();
    expect(await told.next(ofType('failed'))).toMatchObject({ side: 'A', cause: { type: 'wrong-server' } });
    await upAt('B');
    expect(pair.lastCause('A')?.type).toBe('wrong-server');
  });
});

describe('failover', () => {
  test('the server is killed: the other side at once, shown as moved', async () => {
    const [a, b] = [await serve(), await serve({ side: 'B' })];
    const pair = pairOf(a.address, b.address);
    pair.start();
    await upAt('A');
    await kill(a);
    expect(await told.next(ofType('lost'))).toMatchObject({
      side: 'A',
      address: a.address,
      cause: { type: 'reset' },
    });
    expect(pair.send(makeCall)).toBe(false);
    await upAt('B');
    expect(pair.view()).toMatchObject({ status: 'moved', inUse: 'B', sides: { A: { state: 'silent' } } });
    expect(pair.send(makeCall)).toBe(true);
    expect(told.all.some(ofType('down'))).toBe(false);
  });

  test('the server freezes: found out by its silence, and never waited for', async () => {
    let alive = true;
    const [a, b] = [await serve({ alive: () => alive }), await serve({ side: 'B' })];
    const pair = pairOf(a.address, b.address, { deadlineMs: 200 });
    pair.start();
    await upAt('A');
    alive = false;
    expect((await told.next(ofType('lost'))).cause.type).toBe('silent');
    await upAt('B');
    expect(pair.view().inUse).toBe('B');
  });

  test('back and forth, as each is killed and comes back', async () => {
    let [a, b] = [await serve(), await serve({ side: 'B' })];
    const port = (server: TestServer): number => Number(server.address.split(':')[1]);
    const pair = pairOf(a.address, b.address);
    pair.start();
    for (let turn = 0; turn < 3; turn += 1) {
      await upAt('A');
      await kill(a);
      await upAt('B');
      a = await serve({ port: port(a) });
      await kill(b);
      b = await serve({ side: 'B', port: port(b) });
    }
    await upAt('A');
    expect(pair.view().status).toBe('up');
  });

  test('two servers that flap are not tried in a hot loop', async () => {
    let connections = 0;
    const flap = (socket: WebSocket): void => {
      connections += 1;
      socket.close(1011);
    };
    const [a, b] = [await serve({ onConnection: flap }), await serve({ side: 'B', onConnection: flap })];
    const timers = heldTimers();
    const pair = pairOf(a.address, b.address, { timers });
    pair.start();
    await told.next(ofType('down'));
    expect(connections).toBe(2);
    expect(types().filter((type) => type !== 'view')).toEqual(['up', 'lost', 'up', 'lost', 'down']);
    timers.advance(125);
    await told.next(ofType('down'));
    expect(connections).toBe(4);
  });
});
