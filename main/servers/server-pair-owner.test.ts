import { describe, expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import type { ConnectionView } from '../../contract/desk/desk-state.ts';
import type { Side } from '../../contract/servers/server-kind.ts';
import { heard, ofType } from './testing/heard.ts';
import { kill, log, makeCall, pairOf, serve, told, upAt } from './testing/pair-under-test.ts';

describe('the owner', () => {
  test('stops it: the view says off, and no more is told', async () => {
    const a = await serve();
    const pair = pairOf(a.address, null);
    pair.start();
    await upAt('A');
    pair.stop();
    expect(pair.view().status).toBe('off');
    expect(told.all.at(-1)).toMatchObject({ type: 'view', view: { status: 'off' } });
    const count = told.all.length;
    await kill(a);
    expect(told.all).toHaveLength(count);
    expect(pair.send(makeCall)).toBe(false);
  });

  test('stops it, and the server sees its connection go', async () => {
    const gone = heard<Side>();
    const leave = (side: Side) => (socket: WebSocket) => socket.on('close', () => gone.tell(side));
    const [a, b] = [
      await serve({ onConnection: leave('A') }),
      await serve({ side: 'B', onConnection: leave('B') }),
    ];
    const pair = pairOf(a.address, null);
    pair.start();
    await upAt('A');
    pair.setAddresses(null, b.address);
    expect(await gone.nextWhere(() => true)).toBe('A');
    await upAt('B');
    pair.stop();
    expect(await gone.nextWhere(() => true)).toBe('B');
  });

  test('stops it from inside an event, and starts it again', async () => {
    const a = await serve();
    let stopped = false;
    const pair = pairOf(a.address, null, {
      onEvent: (event) => {
        told.tell(event);
        if (event.type !== 'up' || stopped) return;
        stopped = true;
        pair.stop();
      },
    });
    pair.start();
    await upAt('A');
    expect(pair.view().status).toBe('off');
    expect(told.all.at(-1)?.type).toBe('view');
    pair.start();
    await upAt('A');
  });

  test('gives new addresses: what is in use is kept, and left only when its address is gone', async () => {
    const [a, b, c] = [await serve(), await serve({ side: 'B' }), await serve()];
    const pair = pairOf(a.address, null);
    pair.start();
    await upAt('A');
    pair.setAddresses(a.address, b.address);
    expect(pair.view()).toMatchObject({ inUse: 'A', sides: { B: { address: b.address, state: 'untried' } } });
    pair.setAddresses(c.address, b.address);
    expect(await told.next(ofType('up'))).toMatchObject({ side: 'A', address: c.address });
    expect(told.all.some(ofType('lost'))).toBe(false);
  });

  test('exchanges the addresses: the connection lives on under its new name', async () => {
    let connections = 0;
    const [a, b] = [await serve({ onConnection: () => (connections += 1) }), await serve({ side: 'B' })];
    const pair = pairOf(a.address, b.address);
    pair.start();
    await upAt('A');
    pair.setAddresses(b.address, a.address);
    expect(pair.view()).toMatchObject({ inUse: 'B', status: 'up' });
    expect(pair.send(makeCall)).toBe(true);
    await kill(a);
    expect(await told.next(ofType('lost'))).toMatchObject({ side: 'B', address: a.address });
    expect(await told.next(ofType('up'))).toMatchObject({ side: 'A', address: b.address });
    expect(connections).toBe(1);
  });

  test('sets a deadline: for the connection in use too', async () => {
    const a = await serve({ alive: () => false });
    const pair = pairOf(a.address, null, { deadlineMs: 60_000 });
    pair.start();
    await upAt('A');
    pair.setDeadline(90);
    expect((await told.next(ofType('lost'))).cause).toMatchObject({ type: 'silent' });
  });

  test('may throw in a listener: it is in the log, and the connection lives', async () => {
    const a = await serve();
    const pair = pairOf(a.address, null, {
      onEvent: (event) => {
        told.tell(event);
        if (event.type === 'up') throw new Error('a bug in the desk');
      },
    });
    pair.start();
    await upAt('A');
    expect(pair.send(makeCall)).toBe(true);
    expect(log.lines.filter(({ level }) => level === 'error')).toMatchObject([
      { sentence: 'An event of the cti servers could not be handled.', fields: { event: 'up' } },
    ]);
  });
});

test('every view that is told differs from the one before', async () => {
  const [a, b] = [await serve(), await serve({ side: 'B' })];
  const pair = pairOf(a.address, b.address);
  pair.start();
  pair.start();
  await upAt('A');
  pair.tryNow();
  pair.setAddresses(a.address, b.address);
  await kill(a);
  await upAt('B');
  const views = told.all.flatMap((event): ConnectionView[] => (event.type === 'view' ? [event.view] : []));
  expect(views.map(({ status }) => status)).toEqual(['connecting', 'up', 'connecting', 'moved']);
  expect(views.at(-1)).toEqual(pair.view());
});
