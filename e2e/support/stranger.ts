import { createServer, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { TlsIdentity } from './certificates.ts';
import { listening } from './listening.ts';

/** A server that is none of ours: what has come to it, and where it is. */
export interface Stranger {
  /** `127.0.0.1:PORT`. */
  readonly address: string;
  /** What each connection has sent so far. */
  readonly heard: readonly string[];
  close(): Promise<void>;
}

/** Listens on loopback and lets `answer` deal with what each connection sends first. `tls`: it speaks TLS. */
export async function openStranger(
  answer: (socket: Socket, request: string) => void,
  tls?: TlsIdentity,
): Promise<Stranger> {
  const heard: string[] = [];
  const sockets = new Set<Socket>();
  const take = (socket: Socket): void => {
    sockets.add(socket);
    // A desk that has seen enough resets the connection.
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    socket.once('data', (bytes) => {
      const request = bytes.toString('latin1');
      heard.push(request);
      answer(socket, request);
    });
  };
  // TLS handshakes that come to nothing are told to nobody: a server that has no listener for them just goes on.
  const server = tls ? createTlsServer(tls, take) : createServer(take);
  const address = await listening(server);
  return {
    address,
    heard,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** An answer over HTTP, whole, after which the connection is closed. */
export function httpAnswer(
  status: string,
  headers: Readonly<Record<string, string>> = {},
  body = '',
): (socket: Socket) => void {
  const all = { ...headers, 'content-length': String(Buffer.byteLength(body)), connection: 'close' };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return (socket) => socket.end([`HTTP/1.1 ${status}`, ...lines, '', body].join('\r\n'));
}
