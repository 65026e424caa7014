import { describe, expect, test } from 'vitest';
import { type CtiAnswer, ctiAnswer } from '../../contract/cti/answers.ts';
import { largestMessage } from '../../contract/wire/decode.ts';
import { heldTimers } from '../testing/held-timers.ts';
import { realTimers } from '../timers.ts';
import { describeCause } from './connection-cause.ts';
import { openServerConnection } from './server-connection.ts';
import {
  begin,
  connections,
  connectTo,
  endOf,
  log,
  open,
  readable,
  servers,
  told,
} from './testing/connection-under-test.ts';
import { usualEncryption } from './testing/encryptions.ts';
import { heard, ofType } from './testing/heard.ts';
import { startServer, startTcpServer } from './testing/test-server.ts';

describe('a connection that ends', () => {
  test('at once after the handshake', async () => {
    const server = await begin(
      startServer({ greeting: null, onConnection: (socket) => socket.close(1013, 'later') }),
    );
    expect(await endOf(server.address)).toEqual({ type: 'closed', code: 1013, reason: 'later' });
  });

  test('with a farewell', async () => {
    const socket = await connectTo({});
    socket.close(1012, 'maintenance');
    const { cause } = await told.next(ofType('end'));
    expect(cause).toEqual({ type: 'closed', code: 1012, reason: 'maintenance' });
    expect(describeCause('cti', 'A', 'cti-a:1', cause)).toBe(
      'CTI server A (cti-a:1) closed the connection (code 1012, the server restarts: maintenance).',
    );
  });

  test('without one', async () => {
    const socket = await connectTo({});
    socket.terminate();
    expect((await told.next(ofType('end'))).cause.type).toBe('reset');
  });

  test('by a reset', async () => {
    await connectTo({});
    await Promise.all(servers.splice(0).map((server) => server.kill()));
    expect((await told.next(ofType('end'))).cause.type).toBe('reset');
  });

  test('frozen: nothing at all for the whole deadline', async () => {
    await connectTo({ alive: () => false }, { deadlineMs: 150 });
    const { cause } = await told.next(ofType('end'));
    expect(cause.type).toBe('silent');
  });

  test('frozen in the middle of a message', async () => {
    await connectTo(
      {
        alive: () => false,
        // A text frame of 100 bytes, of which ten come (RFC 6455, section 5.2).
        onConnection: (_, request) =>
          request.socket.write(Buffer.concat([Buffer.from([0x81, 100]), Buffer.alloc(10, 0x20)])),
      },
      { deadlineMs: 150 },
    );
    expect((await told.next(ofType('end'))).cause.type).toBe('silent');
  });

  test('a deadline that is set shorter is kept at once', async () => {
    const server = await begin(startServer({ alive: () => false }));
    const connection = open(server.address, { deadlineMs: 60_000 });
    await told.next(ofType('ready'));
    connection.setDeadline(90);
    expect((await told.next(ofType('end'))).cause.type).toBe('silent');
  });

  test('broken frames', async () => {
    // Reserved bits are set, which no extension allows.
    await connectTo({ onConnection: (_, request) => request.socket.write(Buffer.from([0xf1, 0x00])) });
    expect((await told.next(ofType('end'))).cause).toMatchObject({
      type: 'wrong-protocol',
      detail: expect.stringContaining('broke the WebSocket protocol'),
    });
  });

  test('text that is not UTF-8', async () => {
    await connectTo({
      onConnection: (_, request) => request.socket.write(Buffer.from([0x81, 0x02, 0xc3, 0x28])),
    });
    expect((await told.next(ofType('end'))).cause.type).toBe('wrong-protocol');
  });

  test('a message too large', async () => {
    const socket = await connectTo({});
    socket.send('x'.repeat(largestMessage + 1));
    expect((await told.next(ofType('end'))).cause).toEqual({
      type: 'wrong-protocol',
      detail: 'sent a message larger than is allowed',
    });
  });

  test('after it was abandoned nothing is told, and nothing is sent', async () => {
    const server = await begin(startServer());
    const connection = open(server.address);
    await told.next(ofType('ready'));
    connection.abandon();
    expect(connection.send('{}')).toBe(false);
    const count = told.all.length;
    await Promise.all(servers.splice(0).map((one) => one.kill()));
    expect(told.all).toHaveLength(count);
  });

  test('abandoned in the middle of what one packet brought, the rest is not told', async () => {
    const gone = heard<string>();
    const server = await begin(
      startServer({
        onConnection: (socket, { socket: wire }) => {
          socket.on('close', () => gone.tell('gone'));
          const text = readable('again');
          const frame = Buffer.concat([Buffer.from([0x81, text.length]), Buffer.from(text)]);
          socket.once('message', () => wire.write(Buffer.concat([frame, frame, frame])));
        },
      }),
    );
    const connection = openServerConnection<CtiAnswer>({
      kind: 'cti',
      side: () => 'A',
      encryption: usualEncryption,
      address: server.address,
      deadlineMs: 5_000,
      cluster: () => null,
      answers: ctiAnswer,
      timers: realTimers,
      log,
      onReady: () => {
        connection.send('{"type":"x","id":"1"}');
      },
      onMessage: (message) => {
        told.tell({ type: 'message', message });
        connection.abandon();
      },
      onEnd: (cause) => told.tell({ type: 'end', cause }),
    });
    connections.push(connection);
    await gone.nextWhere(() => true);
    expect(told.all).toHaveLength(1);
  });

  test('abandoned while it connects, nothing is told and no timer is left', async () => {
    const accepted = heard<{ readonly type: 'accepted' | 'gone' }>();
    const server = await begin(
      startTcpServer((socket) => {
        accepted.tell({ type: 'accepted' });
        socket.once('close', () => accepted.tell({ type: 'gone' }));
        socket.resume();
      }),
    );
    const timers = heldTimers();
    const connection = open(server.address, { timers });
    await accepted.next(ofType('accepted'));
    connection.abandon();
    await accepted.next(ofType('gone'));
    expect(timers.pending()).toBe(0);
    expect(told.all).toEqual([]);
  });
});
