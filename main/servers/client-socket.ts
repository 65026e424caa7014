import { connect, type LookupFunction, type Socket } from 'node:net';
import { type ClientOptions, type RawData, WebSocket } from 'ws';
import type { ServerAddress } from '../../contract/servers/address.ts';
import type { Security } from '../../contract/servers/connection-security.ts';
import { largestMessage } from '../../contract/wire/decode.ts';
import type { ConnectionCause } from './connection-cause.ts';
import { causeOfError, causeOfHttpAnswer } from './handshake-cause.ts';
import { dialTls } from './tls/dial-tls.ts';
import type { Encryption } from './tls/encryption.ts';

export interface ClientSocketOptions {
  readonly address: ServerAddress;
  /** How it is dialled; the rules of connection-security.ts have said so. */
  readonly security: Security;
  readonly encryption: Encryption;
  /** The one WebSocket subprotocol that is taken. */
  readonly protocol: string;
  /** How long the handshake may take, milliseconds. */
  readonly deadlineMs: number;
  /** How a name's addresses are found; the system's way, where nothing else is given. */
  readonly lookup?: LookupFunction;
  readonly onOpen: () => void;
  /** One whole message; null: a binary one. */
  readonly onMessage: (text: string | null) => void;
  /** A ping or a pong. */
  readonly onLife: () => void;
  /** Once, and nothing after it. */
  readonly onEnd: (cause: ConnectionCause) => void;
}

/** One WebSocket, as a connection needs it: never heard of again once abandoned, and never waited for. */
export interface ClientSocket {
  send(text: string): boolean;
  /** Bytes received so far, half a message included; 0 before the handshake. */
  bytesRead(): number;
  abandon(): void;
  /** Says goodbye to a server that is well (RFC 6455, 7.4.1: 1000), and waits for nothing. */
  leave(): void;
}

/** For how long messages are taken in one turn of the event loop, milliseconds; then what else waits has its turn. */
const turnMs = 8;

/** Throws where the host does not make a URL. Nothing is called back before this has returned. */
export function openClientSocket(options: ClientSocketOptions): ClientSocket {
  const { address, deadlineMs } = options;
  let ended = false;
  let wire: Socket | null = null;
  let dialled: Socket | null = null;
  const socket = new WebSocket(urlOf(options), options.protocol, {
    handshakeTimeout: deadlineMs,
    maxPayload: largestMessage,
    perMessageDeflate: false,
    followRedirects: false,
    // Its type is net's own function; a socket that is made later is given to the second parameter (Node's http).
    createConnection: ((_: unknown, made: ConnectionMade) => {
      dialled = dial(options, made, (cause) => end(cause));
      return options.security === 'plain' ? dialled : undefined;
    }) as unknown as NonNullable<ClientOptions['createConnection']>,
  });
  const drop = (): void => {
    socket.terminate();
    // In the middle of TLS's handshake the WebSocket does not know of it yet.
    dialled?.destroy();
  };
  const unlessEnded =
    <Values extends readonly unknown[]>(run: (...values: Values) => void) =>
    (...values: Values): void => {
      if (!ended) run(...values);
    };
  const end = unlessEnded((cause: ConnectionCause) => {
    ended = true;
    drop();
    options.onEnd(cause);
  });
  socket.on('upgrade', (response) => {
    wire = response.socket;
  });
  socket.on('open', unlessEnded(options.onOpen));
  const tookOne = inTurns(socket);
  socket.on(
    'message',
    unlessEnded((data, isBinary) => {
      options.onMessage(isBinary ? null : textOf(data));
      tookOne();
    }),
  );
  socket.on('ping', unlessEnded(options.onLife));
  socket.on('pong', unlessEnded(options.onLife));
  socket.on('unexpected-response', (request, response) => {
    // The kind of thing that answers is told by its headers, or by the first bytes where they do not say; so is that
    // HTTP was spoken at a port of TLS (400).
    const conclude = (body: string): void => {
      end(causeOfHttpAnswer(response, body));
      request.destroy();
    };
    response.on('error', () => conclude(''));
    if (response.headers['content-type'] !== undefined && response.statusCode !== 400) {
      conclude('');
      return;
    }
    response.once('data', (chunk: Buffer) => conclude(chunk.toString('latin1', 0, 400)));
    response.once('end', () => conclude(''));
  });
  // Listened to after the end too: an abandoned socket still reports, and an unheard 'error' would end the process.
  socket.on('error', (error) => end(causeOfError(error, address.host, deadlineMs)));
  socket.on('close', (code, reason) => end(closeCause(code, reason)));
  return {
    send: (text) => {
      if (ended || socket.readyState !== WebSocket.OPEN) return false;
      socket.send(text);
      return true;
    },
    bytesRead: () => wire?.bytesRead ?? 0,
    abandon: () => {
      ended = true;
      drop();
    },
    leave: () => {
      ended = true;
      socket.close(1000);
    },
  };
}

/**
 * What thousands of events bring at once, as after a gap, is read without a pause for as long as the kernel has more of
 * it; the agent's clicks and every other server would wait that long. To be called after each message: one turn of the
 * event loop takes what fits in its time, and what is left of the chunk that was read by then.
 */
function inTurns(socket: WebSocket): () => void {
  let until: number | null = null;
  const next = (): void => {
    until = null;
    if (socket.isPaused) socket.resume();
  };
  return () => {
    if (until === null) {
      until = performance.now() + turnMs;
      setImmediate(next);
    } else if (performance.now() > until && !socket.isPaused) socket.pause();
  };
}

/** Node's: a socket to send the request over, which was not returned at once. */
type ConnectionMade = (error: Error | null, socket: Socket) => void;

/**
 * The address itself is dialled: a URL has no room for the zone of a link-local address (fe80::1%eth0). Of a name that
 * has several addresses each is tried, IPv6 and IPv4 by turns, until one takes the connection (RFC 8305).
 */
function dial(
  { address, security, encryption, deadlineMs, lookup }: ClientSocketOptions,
  made: ConnectionMade,
  failed: (cause: ConnectionCause) => void,
): Socket {
  if (security === 'plain') {
    const { host, port } = address;
    return connect({ host, port, autoSelectFamily: true, ...(lookup && { lookup }) });
  }
  const context = encryption.secureContext();
  return dialTls({ address, context, deadlineMs, lookup }, (outcome) => {
    if (outcome.ok) made(null, outcome.value);
    else failed(outcome.error);
  });
}

function urlOf({ address: { host, port }, security }: ClientSocketOptions): string {
  const name = host.includes(':') ? `[${host.split('%')[0] ?? host}]` : host;
  return `${security === 'tls' ? 'wss' : 'ws'}://${name}:${port}/`;
}

/** 1006 is never sent: it tells that the TCP connection ended without a closing handshake (RFC 6455, 7.4.1). */
function closeCause(code: number, reason: Buffer): ConnectionCause {
  return code === 1006
    ? { type: 'reset', code: 'no closing handshake' }
    : { type: 'closed', code, reason: reason.toString('utf8').slice(0, 123) };
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return Buffer.isBuffer(data) ? data.toString('utf8') : Buffer.from(data).toString('utf8');
}
