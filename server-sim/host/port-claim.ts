import { randomInt } from 'node:crypto';
import { createServer, type Socket } from 'node:net';
import type { ServerAddress } from '../../contract/servers/address.ts';
import { ControlRefusal } from '../links/switch-control.ts';

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
 * Ports that no system hands to a connection by itself (Linux begins at 32768, macOS and Windows at 49152), so that a
 * server that was down finds its port as it left it.
 */
const steadyPorts = { first: 20_000, last: 32_767 };

/** So many ports that others have are passed by; then the system chooses. */
const tries = 64;

/**
 * Listens without serving, as socket activation does, so that a cluster's addresses are known before its servers run.
 *
 * @param port 0 takes a free one.
 * @throws ControlRefusal if another program has the port.
 */
export async function claimPort(host: string, port: number): Promise<PortClaim> {
  if (port !== 0) return await listenOn(host, port);
  const { first, last } = steadyPorts;
  const begin = randomInt(first, last + 1 - tries);
  for (let next = begin; next < begin + tries; next += 1) {
    const claim = await listenOn(host, next).catch(passTaken);
    if (claim) return claim;
  }
  return await listenOn(host, 0);
}

function passTaken(error: unknown): null {
  if (error instanceof ControlRefusal) return null;
  throw error;
}

function listenOn(host: string, port: number): Promise<PortClaim> {
  const waiting = new Set<Socket>();
  let listener: ((socket: Socket) => void) | null = null;
  // Nothing is read before it is taken, and a half-closed connection is ended by the server alone, never unseen.
  const server = createServer({ pauseOnConnect: true, allowHalfOpen: true }, (socket) => {
    if (listener) return listener(socket);
    socket.on('error', () => undefined);
    waiting.add(socket);
  });
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(whyNot(error, `${host}:${port}`)));
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

/** Why a port cannot be had though the address is right. Windows refuses the ports that it keeps for itself. */
const notHad: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program has this port',
  EACCES: 'this system does not give the port to this program',
};

function whyNot({ code = '', message }: NodeJS.ErrnoException, address: string): Error {
  const reason = notHad[code];
  if (reason === undefined) return new Error(`Cannot listen on ${address}: ${message}`);
  return new ControlRefusal(
    `Cannot listen on ${address}: ${reason}. Free it, or start the tier with another --base-port.`,
  );
}
