import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { largestMessage } from '../../contract/wire/decode.ts';
import type { SocketService } from './client-link.ts';
import { type HandshakeRules, refuseHandshake, sendRefusal } from './handshake.ts';
import { createSecureFront } from './secure-front.ts';
import type { ServerLog } from './server-log.ts';
import type { SilenceWatch } from './silence-watch.ts';
import { type BinaryMessages, closeCode, createSocketLink } from './socket-link.ts';
import type { TlsIdentity } from './tls-identity.ts';
import type { Wire } from './wire.ts';

/** A client that has not finished its opening handshake by then is let go, milliseconds. */
const handshakeMs = 10_000;
/** How long a farewell waits for the clients' own, milliseconds. */
const farewellMs = 1_000;

export interface FrontOptions {
  readonly service: SocketService;
  readonly rules: HandshakeRules;
  readonly binary: BinaryMessages;
  /** Whether this message is to stay without an answer: it is not handed on. */
  readonly isUnanswered: (message: string, remote: string) => boolean;
  /** Where it speaks TLS; null: it does not. */
  readonly tls: TlsIdentity | null;
  readonly log: ServerLog;
}

/** What answers on the connections that come through: handshakes, refusals, links to the service. */
export interface Front {
  take(stream: Duplex): void;
  sockets(): ReadonlySet<WebSocket>;
  farewell(): Promise<void>;
  /** What happens to the sockets from now on reaches nobody. */
  silence(): void;
}

export function createFront(
  options: FrontOptions,
  wires: ReadonlyMap<Duplex, Wire>,
  watch: SilenceWatch,
): Front {
  const { rules, service, log, binary, isUnanswered, tls } = options;
  const secure = tls && createSecureFront(tls);
  const carrierOf = (stream: Duplex): Duplex => secure?.carrierOf(stream) ?? stream;
  const remoteOf = (stream: Duplex): string => wires.get(carrierOf(stream))?.remote ?? 'unknown';
  const handshakes = new WeakMap<Duplex, NodeJS.Timeout>();
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: largestMessage,
    perMessageDeflate: false,
    handleProtocols: () => rules.subprotocol,
  });
  let alive = true;
  const serve = (socket: WebSocket, stream: Duplex): void => {
    const remote = remoteOf(stream);
    log.info(`${remote} connected`);
    const watched = watch.add({
      received: () => wires.get(carrierOf(stream))?.received ?? 0,
      ping: () => socket.ping(),
      drop(silentMs) {
        log.warn(`Nothing came from ${remote} for ${silentMs / 1_000} s; the connection is ended`);
        socket.terminate();
      },
    });
    socket.on('close', () => watched.end());
    const doubt = (): void => watched.doubt();
    const link = createSocketLink({ socket, remote, binary, isUnanswered, isAlive: () => alive, doubt, log });
    try {
      service.accept(link);
    } catch (error) {
      log.error(`${remote} could not be accepted`, { error });
      link.close(closeCode.internalError, 'The server met an error of its own; its log says which.');
    }
  };
  const http = createServer();
  http.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    clearTimeout(handshakes.get(carrierOf(stream)));
    const remote = remoteOf(stream);
    const refusal = refuseHandshake(request, rules);
    if (refusal) {
      log.warn(`${remote} was refused: ${refusal.message}`, { status: refusal.status });
      return sendRefusal(stream, refusal);
    }
    sockets.handleUpgrade(request, stream, head, (socket) => serve(socket, stream));
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
      if (!secure) {
        http.emit('connection', stream);
        return;
      }
      secure.take(
        stream,
        (said) => http.emit('connection', said),
        () => {
          log.warn(`${remoteOf(stream)} does not speak TLS`);
          sendRefusal(stream, {
            status: 400,
            message: `This is ${rules.title}: it speaks TLS (wss://) alone.`,
          });
        },
      );
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
