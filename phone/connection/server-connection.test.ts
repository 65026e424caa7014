import { expect, test } from 'vitest';
import { ServerConnection } from './server-connection.ts';
import type { SocketEvent, WebSocketLike } from './socket.ts';

/** A socket that does only what the test says: what a real one cannot be made to do on command. */
function stuckSocket(): WebSocketLike & {
  fire(type: string, event?: Partial<SocketEvent>): void;
  closed: number;
} {
  const listeners = new Map<string, (event: SocketEvent) => void>();
  return {
    binaryType: '',
    protocol: 'sip',
    closed: 0,
    send: () => undefined,
    close() {
      this.closed += 1;
    },
    addEventListener: (type, listener) => void listeners.set(type, listener),
    fire: (type, event = {}) => listeners.get(type)?.({ type, ...event }),
  };
}

function connected(protocol = 'sip') {
  const told: string[] = [];
  const alarms: { readonly run: () => void; readonly ms: number }[] = [];
  const clock = { now: 0 };
  const socket = Object.assign(stuckSocket(), { protocol });
  const connection = new ServerConnection({
    address: '10.0.0.1:5066',
    allowPlaintext: false,
    deadlineMs: 3_000,
    openSocket: () => socket,
    now: () => clock.now,
    timers: { setTimeout: (run, ms) => alarms.push({ run, ms }), clearTimeout: () => undefined },
    listener: {
      opened: () => told.push('opened'),
      message: (text) => told.push(text.split('\r\n')[0] ?? ''),
      lost: (cause) => told.push(`lost: ${cause}`),
      probe: () => told.push('probe'),
    },
  });
  return { told, alarms, clock, socket, connection };
}

test('a server that never takes the connection is left after the deadline', () => {
  const { told, alarms, socket } = connected();
  expect(alarms[0]?.ms).toBe(3_000);
  alarms[0]?.run();
  expect(told).toEqual(['lost: did not take the connection within 3 s']);
  expect(socket.closed).toBe(1);
});

test('nothing is told after abandon, and a close that never comes is not waited for', () => {
  const { told, socket, connection } = connected();
  socket.fire('open');
  connection.abandon();
  socket.fire('message', { data: 'SIP/2.0 200 OK\r\n' });
  socket.fire('close', { code: 1006 });
  expect(told).toEqual(['opened']);
});

test('messages may come as text or as bytes; what follows SIP and is none is dropped', () => {
  const { told, socket } = connected();
  socket.fire('open');
  socket.fire('message', { data: new TextEncoder().encode('SIP/2.0 200 OK\r\n').buffer });
  socket.fire('message', { data: '<html>' });
  socket.fire('message', { data: 42 });
  expect(told).toEqual(['opened', 'SIP/2.0 200 OK']);
});

test('a server that chooses another subprotocol is no SIP server', () => {
  const { told, socket } = connected('');
  socket.fire('open');
  expect(told[0]).toContain('is not a SIP server: it does not speak the WebSocket subprotocol "sip"');
});

test('an address that no WebSocket takes is told, not thrown', () => {
  const told: string[] = [];
  const alarms: (() => void)[] = [];
  new ServerConnection({
    address: '127.0.0.1:1',
    allowPlaintext: false,
    deadlineMs: 3_000,
    openSocket: () => {
      throw new SyntaxError('invalid URL');
    },
    now: () => 0,
    timers: { setTimeout: (run) => alarms.push(run), clearTimeout: () => undefined },
    listener: { opened: () => {}, message: () => {}, probe: () => {}, lost: (cause) => told.push(cause) },
  });
  expect(told).toEqual([]);
  alarms[0]?.();
  expect(told).toEqual(['cannot be called: invalid URL']);
});

/** The URL that is dialled, and what is told where none is. */
function dialled(
  address: string,
  allowPlaintext: boolean,
): { readonly url: string | null; readonly lost: string | null } {
  let url: string | null = null;
  let lost: string | null = null;
  const socket = stuckSocket();
  new ServerConnection({
    address,
    allowPlaintext,
    deadlineMs: 3_000,
    openSocket: (asked) => {
      url = asked;
      return socket;
    },
    now: () => 0,
    timers: { setTimeout: (run, ms) => (ms === 0 ? run() : undefined), clearTimeout: () => undefined },
    listener: {
      opened: () => undefined,
      message: () => undefined,
      lost: (cause) => {
        lost = cause;
      },
      probe: () => undefined,
    },
  });
  socket.fire('close', { code: 1006 });
  return { url, lost };
}

test('what is no address is told', () => {
  expect(dialled('a b:1', false)).toEqual({
    url: null,
    lost: 'cannot be called: "a b" in "a b:1" is not a host name or an IP address',
  });
});

test.each([
  ['127.0.0.1:5066', false, 'ws://127.0.0.1:5066', 'could not be reached: '],
  ['wss://127.0.0.1:5066', false, 'wss://127.0.0.1:5066', 'could not be reached by TLS: '],
  ['sip-a.example:5066', false, 'wss://sip-a.example:5066', 'could not be reached by TLS: '],
  ['sip-a.example:5066', true, 'wss://sip-a.example:5066', 'could not be reached by TLS: '],
  ['ws://[fd00::2]:5066', true, 'ws://[fd00::2]:5066', 'could not be reached: '],
  [
    'ws://sip-a.example:5066',
    false,
    null,
    'cannot be called: policy allows no connection without encryption to ws://sip-a.example:5066. Use TLS',
  ],
] as const)('%s with AllowPlaintext %s is dialled as %s', (address, allowPlaintext, url, words) => {
  const told = dialled(address, allowPlaintext);
  expect(told.url).toBe(url);
  expect(told.lost).toContain(words);
});
