import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { largestMessage } from '../../contract/wire/decode.ts';
import type { SocketService } from './client-link.ts';
import { type HandshakeRules, refuseHandshake, sendRefusal } from './handshake.ts';
import type { LaneMode } from './lane.ts';
import type { PortClaim } from './port-claim.ts';
import type { ServerLog } from './server-log.ts';
import { type BinaryMessages, closeCode, createSocketLink } from './socket-link.ts';
import type { UnitRun } from './unit-host.ts';
import { createWire, type Wire } from './wire.ts';

/** A client that has not finished its opening handshake by then is let go, milliseconds. */
const handshakeMs = 10_000;
/** How long a farewell waits for the clients' own, milliseconds. */
const farewellMs = 1_000;

export interface ServerRunOptions {
  readonly claim: PortClaim;
  readonly service: SocketService;
  readonly rules: HandshakeRules;
  readonly binary: BinaryMessages;
  /** Whether this message is to stay without an answer: it is not handed on. */
  readonly isUnanswered: (message: string, remote: string) => boolean;
  readonly log: ServerLog;
}

/**
 * Serves on a claimed port until it is ended: by a farewell, closing frames whose answers are awaited for a second, or
 * by a reset, of every socket. Either way the service is disposed of.
 */
export function startRun(options: ServerRunOptions): UnitRun {
  const { claim, log } = options;
  const wires = new Map<Duplex, Wire>();
  const held = new Set<Socket>();
  const front = createFront(options, (stream) => wires.get(stream)?.remote ?? 'unknown');
  let mode: LaneMode = { type: 'pass' };

  const admit = (socket: Socket): void => {
    const wire = createWire(socket);
    wires.set(wire.stream, wire);
    let open = 2;
    const forget = (): void => {
      open -= 1;
      if (open === 0) wires.delete(wire.stream);
    };
    wire.stream.once('close', forget);
    socket.once('close', forget);
    wire.setMode(mode);
    front.take(wire.stream);
  };
  claim.onSocket((socket) => {
    if (mode.type === 'pass' || mode.type === 'delay') return admit(socket);
    socket.on('error', () => undefined);
    held.add(socket);
  });
  const end = async (): Promise<void> => {
    const released = claim.release();
    for (const socket of held) socket.resetAndDestroy();
    for (const wire of [...wires.values()]) wire.reset();
    await released;
  };
  const dispose = (): void => {
    try {
      options.service.dispose();
    } catch (error) {
      log.error('The service could not be disposed of', { error });
    }
  };
  return {
    setMode(next) {
      mode = next;
      for (const wire of [...wires.values()]) {
        if (wire.isBroken && next.type !== 'lose') wire.reset();
        else wire.setMode(next);
      }
      if (next.type === 'hold' || next.type === 'lose') return;
      for (const socket of held) admit(socket);
      held.clear();
    },
    connections: () => front.sockets().size,
    async farewell() {
      await front.farewell();
      dispose();
      await end();
    },
    async reset() {
      front.silence();
      dispose();
      await end();
    },
  };
}

/** What answers on the connections that come through: handshakes, refusals, links to the service. */
interface Front {
  take(stream: Duplex): void;
  sockets(): ReadonlySet<WebSocket>;
  farewell(): Promise<void>;
  /** What happens to the sockets from now on reaches nobody. */
  silence(): void;
}

function createFront(options: ServerRunOptions, remoteOf: (stream: Duplex) => string): Front {
  const { rules, service, log, binary, isUnanswered } = options;
  const handshakes = new WeakMap<Duplex, NodeJS.Timeout>();
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: largestMessage,
    perMessageDeflate: false,
    handleProtocols: () => rules.subprotocol,
  });
  let alive = true;
  const serve = (socket: WebSocket, remote: string): void => {
    log.info(`${remote} connected`);
    const link = createSocketLink({ socket, remote, binary, isUnanswered, isAlive: () => alive, log });
    try {
      service.accept(link);
    } catch (error) {
      log.error(`${remote} could not be accepted`, { error });
      link.close(closeCode.internalError, 'The server met an error of its own; its log says which.');
    }
  };
  const http = createServer();
  http.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    clearTimeout(handshakes.get(stream));
    const remote = remoteOf(stream);
    const refusal = refuseHandshake(request, rules);
    if (refusal) {
      log.warn(`${remote} was refused: ${refusal.message}`, { status: refusal.status });
      return sendRefusal(stream, refusal);
    }
    sockets.handleUpgrade(request, stream, head, (socket) => serve(socket, remote));
  });
  http.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const refusal = refuseHandshake(request, rules);
    const status = refusal?.status ?? 426;
    response.writeHead(status, { upgrade: 'websocket', connection: 'close', 'content-type': 'text/plain' });
    response.end(`${refusal?.message ?? `This is ${rules.title}.`}\n`);
  });
  http.on('clientError', (error, stream) => {
    log.warn(`${remoteOf(stream)} does not speak HTTP: ${error.message}`);
    sendRefusal(stream, {
      status: 400,
      message: `This is ${rules.title}: it speaks WebSocket over HTTP/1.1.`,
    });
  });
  return {
    take(stream) {
      const late = setTimeout(() => {
        log.warn(`${remoteOf(stream)} sent no whole request within ${handshakeMs} ms`);
        stream.destroy();
      }, handshakeMs);
      handshakes.set(stream, late);
      stream.once('close', () => clearTimeout(late));
      http.emit('connection', stream);
    },
    sockets: () => sockets.clients,
    farewell: () => sayFarewell(sockets.clients, `${rules.title} is stopping.`),
    silence() {
      alive = false;
      for (const socket of sockets.clients) {
        socket.removeAllListeners();
        socket.on('error', () => undefined);
      }
    },
  };
}

function sayFarewell(sockets: ReadonlySet<WebSocket>, reason: string): Promise<void> {
  return new Promise((resolve) => {
    const open = new Set(sockets);
    const patience = setTimeout(resolve, farewellMs);
    const gone = (socket: WebSocket): void => {
      open.delete(socket);
      if (open.size > 0) return;
      clearTimeout(patience);
      resolve();
    };
    for (const socket of sockets) {
      socket.once('close', () => gone(socket));
      socket.close(closeCode.goingAway, reason);
    }
    if (open.size === 0) {
      clearTimeout(patience);
      resolve();
    }
  });
}
