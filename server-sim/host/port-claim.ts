import { createServer, type Socket } from 'node:net';
import type { ServerAddress } from '../../contract/servers/address.ts';

/** A port that is listened on. The kernel accepts connections; they wait until somebody takes them. */
export interface PortClaim {
  readonly address: ServerAddress;
  /** Takes those that wait and, from now on, each that comes. */
  onSocket(listener: (socket: Socket) => void): void;
  /** Listening ends at once; connections that nobody took are reset. */
  release(): Promise<void>;
}

/**
 * So many connections may wait in the kernel (it may allow fewer): all desks of a server that died come at once, and
 * whoever finds the queue full asks again only after a second (RFC 6298, 2.1).
 */
const backlog = 4_096;

/**
 * Listens without serving, as socket activation does, so that a cluster's addresses are known before its servers run.
 *
 * @param port 0 takes a free one.
 */
export function claimPort(host: string, port: number): Promise<PortClaim> {
  const waiting = new Set<Socket>();
  let listener: ((socket: Socket) => void) | null = null;
  // Nothing is read before it is taken, and a half-closed connection is ended by the server alone, never unseen.
  const server = createServer({ pauseOnConnect: true, allowHalfOpen: true }, (socket) => {
    if (listener) return listener(socket);
    socket.on('error', () => undefined);
    waiting.add(socket);
  });
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(new Error(`Cannot listen on ${host}:${port}: ${error.message}`)));
    server.listen({ port, host, backlog }, () => {
      const bound = server.address();
      resolve({
        address: {
          host,
          port: typeof bound === 'object' && bound !== null ? bound.port : port,
          security: null,
        },
        onSocket(next) {
          listener = next;
          for (const socket of waiting) next(socket);
          waiting.clear();
        },
        release() {
          for (const socket of waiting) socket.resetAndDestroy();
          waiting.clear();
          return new Promise((closed) => server.close(() => closed()));
        },
      });
    });
  });
}
