import { describe, expect, test } from 'vitest';
import { largestMessage } from '../../contract/wire/decode.ts';
import { describeCause } from './connection-cause.ts';
import { begin, endOf, open, readable, told } from './testing/connection-under-test.ts';
import { ofType } from './testing/heard.ts';
import {
  helloText,
  type ServerPlan,
  startHttpServer,
  startServer,
  startTcpServer,
} from './testing/test-server.ts';

describe('a server that cannot be reached', () => {
  test('nothing listens there', async () => {
    const server = await startServer();
    await server.kill();
    expect(await endOf(server.address)).toEqual({ type: 'refused' });
  });

  test('a name that is not known', async () => {
    expect(await endOf('nowhere.invalid:8110')).toMatchObject({
      type: 'name-not-found',
      host: 'nowhere.invalid',
      code: expect.stringMatching(/^(?:ENOTFOUND|EAI_)/),
    });
  });

  test('localhost with nothing there on any of its addresses', async () => {
    const server = await startServer();
    await server.kill();
    const port = server.address.split(':')[1] ?? '';
    expect(await endOf(`localhost:${port}`)).toEqual({ type: 'refused' });
  });

  test.each(['no address', '127.0.0.1', '127.0.0.1:99999', '999.1.1.1:80', '[::zz]:80', ''])(
    '%j is no address that can be dialled',
    async (address) => {
      expect((await endOf(address)).type).toBe('bad-address');
    },
  );

  test('nothing is told before the connection was handed over', async () => {
    open('no address');
    expect(told.all).toEqual([]);
    await told.next(ofType('end'));
  });

  test('takes the connection and never answers the handshake', async () => {
    const server = await begin(startTcpServer(() => undefined));
    expect(await endOf(server.address, { deadlineMs: 120 })).toEqual({
      type: 'timed-out',
      stage: 'connecting',
      afterMs: 120,
    });
  });

  test('does the handshake and never says who it is', async () => {
    const server = await begin(startServer({ greeting: null }));
    expect(await endOf(server.address, { deadlineMs: 120 })).toEqual({
      type: 'timed-out',
      stage: 'hello',
      afterMs: 120,
    });
  });

  test.each<[string, (socket: import('node:net').Socket) => void]>([
    ['resets', (socket) => socket.resetAndDestroy()],
    ['hangs up', (socket) => socket.end()],
    ['resets after the request', (socket) => socket.once('data', () => socket.resetAndDestroy())],
    [
      'hangs up after half an answer',
      (socket) => socket.once('data', () => socket.end('HTTP/1.1 101 Switch')),
    ],
  ])('%s during the handshake', async (_, onConnection) => {
    const server = await begin(startTcpServer(onConnection));
    expect((await endOf(server.address)).type).toBe('reset');
  });
});

describe('something else that lives at the address', () => {
  test('a web page', async () => {
    const server = await begin(
      startHttpServer((_, response) =>
        response.setHeader('Content-Type', 'text/html; charset=utf-8').end('<html>'),
      ),
    );
    const cause = await endOf(server.address);
    expect(cause).toEqual({
      type: 'not-websocket',
      status: 200,
      location: null,
      looksLike: 'it answers with a web page (HTTP 200 OK)',
    });
    expect(describeCause('cti', 'A', server.address, cause)).toBe(
      `CTI server A (${server.address}) is not a CTI server: it answers with a web page (HTTP 200 OK). The address is stale or wrong: correct it in the cluster or in the settings of this desk.`,
    );
  });

  test('a web page that does not say it is one', async () => {
    const server = await begin(startHttpServer((_, response) => response.end('<!DOCTYPE html><p>Sign in')));
    expect(await endOf(server.address)).toMatchObject({ looksLike: expect.stringContaining('a web page') });
  });

  test('a redirect: its place is named, and it is not followed', async () => {
    let followed = false;
    const target = await begin(
      startHttpServer((_, response) => {
        followed = true;
        response.end();
      }),
    );
    const location = `http://${target.address}/portal`;
    const server = await begin(
      startHttpServer((_, response) => response.writeHead(302, { Location: location }).end()),
    );
    expect(await endOf(server.address)).toEqual({
      type: 'not-websocket',
      status: 302,
      location,
      looksLike: `it redirects to ${location} (HTTP 302 Found)`,
    });
    expect(followed).toBe(false);
  });

  test('a load balancer whose server is gone is not a stale address', async () => {
    const server = await begin(startHttpServer((_, response) => response.writeHead(503).end()));
    const cause = await endOf(server.address);
    expect(cause).toMatchObject({ type: 'not-websocket', status: 503 });
    expect(describeCause('cti', 'A', server.address, cause)).toContain('load balancer');
  });

  test('an answer that never ends', async () => {
    const server = await begin(
      startHttpServer((_, response) => {
        response.writeHead(200, { 'Content-Type': 'text/event-stream' }).write('data: 1\n\n');
      }),
    );
    expect(await endOf(server.address)).toMatchObject({
      status: 200,
      looksLike: 'it answers HTTP 200 OK with text/event-stream',
    });
  });

  test('a server of another protocol', async () => {
    const server = await begin(startTcpServer((socket) => socket.write('SSH-2.0-OpenSSH_9.2\r\n')));
    expect(await endOf(server.address)).toMatchObject({ type: 'not-websocket', status: null });
  });

  test('a handshake with the wrong key', async () => {
    const server = await begin(
      startTcpServer((socket) =>
        socket.once('data', () =>
          socket.write(
            'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: wrong\r\n\r\n',
          ),
        ),
      ),
    );
    expect(await endOf(server.address)).toMatchObject({ type: 'not-websocket', status: 101 });
  });

  test.each<[string, ServerPlan]>([
    ['another subprotocol', { protocol: 'chat.example' }],
    ['no subprotocol', { protocol: false }],
    ['something else than Hello', { greeting: readable('x') }],
    ['a line that is no JSON', { greeting: 'welcome' }],
    ['a binary message', { greeting: Buffer.from(helloText()) }],
    ['a Hello without a time', { greeting: helloText().replace('"time"', '"thyme"') }],
    ['a message too large', { greeting: 'x'.repeat(largestMessage + 1) }],
  ])('%s', async (_, plan) => {
    const server = await begin(startServer(plan));
    expect((await endOf(server.address)).type).toBe('wrong-protocol');
  });

  test('one of ours, of another kind', async () => {
    const server = await begin(startServer({ protocol: 'switchhook.cti.1', kind: 'licensing', side: 'B' }));
    const cause = await endOf(server.address);
    expect(cause).toEqual({
      type: 'wrong-server',
      found: { kind: 'licensing', side: 'B', cluster: 'cluster-1' },
      expected: { kind: 'cti', cluster: null },
    });
    expect(describeCause('cti', 'A', server.address, cause)).toContain(
      'it says it is licensing server B, not a cti server',
    );
  });

  test('one of ours, of a kind this desk does not know', async () => {
    const server = await begin(startServer({ greeting: helloText().replace('"cti"', '"dialler"') }));
    expect(await endOf(server.address)).toMatchObject({ type: 'wrong-server', found: { kind: 'dialler' } });
  });

  test('one of ours, of another cluster', async () => {
    const server = await begin(startServer({ cluster: 'bremen' }));
    const cause = await endOf(server.address, { cluster: 'hamburg' });
    expect(cause).toMatchObject({ type: 'wrong-server', found: { cluster: 'bremen' } });
    expect(describeCause('cti', 'A', server.address, cause)).toContain(
      'it belongs to the cluster "bremen", not to "hamburg"',
    );
  });
});
