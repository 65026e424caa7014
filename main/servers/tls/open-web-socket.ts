import type { Socket } from 'node:net';
import { type ClientOptions, WebSocket } from 'ws';
import { dialTls } from './dial-tls.ts';
import type { Encryption } from './encryption.ts';

/**
 * A WebSocket of `ws` that takes the certificates that other connections of the desk take, for the phone of a desk with
 * no screen.
 *
 * @param url as the phone makes it: `wss://host:port` or `ws://host:port`
 */
export function openWebSocket(url: string, protocols: string, encryption: Encryption): WebSocket {
  if (!url.startsWith('wss:')) return new WebSocket(url, protocols);
  const { hostname, port } = new URL(url);
  const address = {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? 443 : Number(port),
    security: 'tls',
  } as const;
  let dialled: Socket | null = null;
  // As in client-socket.ts.
  const createConnection = ((_: unknown, made: (error: Error | null, socket?: Socket) => void) => {
    const options = { address, context: encryption.secureContext(), deadlineMs: 0 };
    dialled = dialTls(options, (outcome) => {
      if (outcome.ok) made(null, outcome.value);
      else made(new Error(outcome.error.type));
    });
  }) as unknown as NonNullable<ClientOptions['createConnection']>;
  const socket = new WebSocket(url, protocols, { createConnection });
  // Closed in the middle of TLS's handshake, it does not know of its own connection yet.
  socket.on('close', () => dialled?.destroy());
  return socket;
}
