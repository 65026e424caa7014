import { formatAddress, parseAddress } from '../../contract/servers/address.ts';
import { allowedSecurity, type Security } from '../../contract/servers/connection-security.ts';
import { type Heartbeat, heartbeat } from '../../contract/servers/heartbeat.ts';
import { unexplainedLoss } from '../../contract/softphone/unexplained-loss.ts';
import { subprotocol } from '../../contract/wire/subprotocol.ts';
import { looksLikeSip } from '../sip/start-line.ts';
import { messageOf, type Surroundings, seconds } from '../surroundings.ts';
import { type OpenSocket, type SocketEvent, textOf, type WebSocketLike } from './socket.ts';

/** Told by a connection until it is abandoned, in this order: opened once, then messages, then lost once. */
export interface ConnectionListener {
  opened(): void;
  message(text: string): void;
  /** Could not be made, or is gone; a sentence that completes "SIP server A (10.0.0.1:5066) …". */
  lost(cause: string): void;
  /** The server did not answer the last keep-alive: it is to be asked in another way (OPTIONS). */
  probe(): void;
}

export interface ConnectionOptions extends Pick<Surroundings, 'now' | 'timers'> {
  /** `host:port`, with or without `wss://` or `ws://` before it. */
  readonly address: string;
  /** Whether servers elsewhere than on this computer may be spoken with without TLS. */
  readonly allowPlaintext: boolean;
  /** Silence after which the server counts as dead, also while connecting. Milliseconds. */
  readonly deadlineMs: number;
  readonly openSocket: OpenSocket;
  readonly listener: ConnectionListener;
}

/** RFC 5626, 3.5.1: the ping of connection-oriented transports, and its pong. */
const ping = '\r\n\r\n';
const pong = '\r\n';

/**
 * One WebSocket to one SIP server, with a heartbeat of its own: sip.js's detects nothing, and a close is never waited
 * for, since on a frozen server it takes a minute (sip.js 0.21.2).
 */
export class ServerConnection {
  readonly #options: ConnectionOptions;
  #socket: WebSocketLike | null = null;
  #heartbeat: Heartbeat;
  #timer: unknown = null;
  #state: 'connecting' | 'open' | 'over' = 'connecting';
  #understood = false;
  #answered = true;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#heartbeat = heartbeat.start(options.deadlineMs, options.now());
    try {
      this.#socket = this.#open(options);
    } catch (error) {
      // A URL that the WebSocket or policy refuses. Told later, as everything a socket tells.
      this.#timer = options.timers.setTimeout(() => this.#lose(`cannot be called: ${messageOf(error)}`), 0);
      return;
    }
    const late = `did not take the connection within ${seconds(options.deadlineMs)}`;
    this.#timer = options.timers.setTimeout(() => this.#lose(late), options.deadlineMs);
  }

  get isOpen(): boolean {
    return this.#state === 'open';
  }

  /** False: there is no open socket, nothing was sent. */
  send(text: string): boolean {
    if (this.#state !== 'open' || !this.#socket) return false;
    this.#socket.send(text);
    return true;
  }

  setDeadline(deadlineMs: number): void {
    this.#heartbeat = heartbeat.withDeadline(this.#heartbeat, deadlineMs, this.#options.now());
    if (this.#state === 'open') this.#tick();
  }

  /** The connection may have died unheard: asks the server at once, and gives it a second. */
  wake(): void {
    if (this.#state !== 'open') return;
    this.#heartbeat = heartbeat.woke(this.#heartbeat, this.#options.now());
    this.#tick();
  }

  /** Drops the socket without waiting; nothing more is told of it. */
  abandon(): void {
    if (!this.#end()) return;
    if (this.#socket?.terminate) this.#socket.terminate();
    else this.#socket?.close();
  }

  /** Says goodbye to a server that is well; nothing more is told of it, and nothing is waited for. */
  close(): void {
    if (this.#end()) this.#socket?.close(1000, 'not needed');
  }

  #open(options: ConnectionOptions): WebSocketLike {
    const { url, security } = urlOf(options);
    const socket = options.openSocket(url, subprotocol.sip);
    socket.binaryType = 'arraybuffer';
    socket.addEventListener('open', () => this.#opened(socket));
    socket.addEventListener('message', ({ data }) => this.#received(data));
    socket.addEventListener('close', (event) => this.#lose(closeCause(this.#state, security, event)));
    // `close` follows and tells; but without a listener Node's sockets would throw.
    socket.addEventListener('error', () => undefined);
    return socket;
  }

  #opened(socket: WebSocketLike): void {
    if (this.#state !== 'connecting') return;
    if (socket.protocol !== subprotocol.sip) {
      this.#lose(
        `is not a SIP server: it does not speak the WebSocket subprotocol "sip" (RFC 7118). ${stale}`,
      );
      return;
    }
    this.#state = 'open';
    this.#heartbeat = heartbeat.start(this.#heartbeat.deadlineMs, this.#options.now());
    this.#wait(heartbeat.intervalMs(this.#heartbeat.deadlineMs));
    this.#options.listener.opened();
  }

  #received(data: unknown): void {
    if (this.#state !== 'open') return;
    this.#heartbeat = heartbeat.heard(this.#heartbeat, this.#options.now());
    this.#answered = true;
    const text = textOf(data);
    if (text === null) return;
    // A server's own ping is answered; sip.js would swallow it (sip.js 0.21.2).
    if (text === ping) this.send(pong);
    if (text.trim() === '') return;
    if (looksLikeSip(text)) {
      this.#understood = true;
      this.#options.listener.message(text);
    } else if (!this.#understood) {
      this.#lose(`is not a SIP server: it says ${JSON.stringify(text.slice(0, 40))}. ${stale}`);
    }
  }

  #tick(): void {
    const {
      heartbeat: next,
      act,
      nextInMs,
      silentForMs,
    } = heartbeat.tick(this.#heartbeat, this.#options.now());
    this.#heartbeat = next;
    if (act === 'dead') {
      this.#lose(`sent nothing for ${seconds(silentForMs)} and counts as dead`);
      return;
    }
    if (act === 'ask') this.#ask();
    this.#wait(nextInMs);
  }

  /** CRLF first; a server that left it unanswered gets OPTIONS, which every SIP server answers somehow. */
  #ask(): void {
    if (this.#answered) this.send(ping);
    else this.#options.listener.probe();
    this.#answered = false;
  }

  #wait(ms: number): void {
    this.#options.timers.clearTimeout(this.#timer);
    this.#timer = this.#options.timers.setTimeout(() => this.#tick(), ms);
  }

  #lose(cause: string): void {
    if (this.#state === 'over') return;
    this.abandon();
    this.#options.listener.lost(cause);
  }

  #end(): boolean {
    if (this.#state === 'over') return false;
    this.#state = 'over';
    this.#options.timers.clearTimeout(this.#timer);
    return true;
  }
}

const stale = 'The address is stale or wrong: correct it in the cluster';

/** Throws what completes "cannot be called: …". */
function urlOf({ address, allowPlaintext }: ConnectionOptions): {
  readonly url: string;
  readonly security: Security;
} {
  const parsed = parseAddress(address);
  if (!parsed.ok) throw new Error(parsed.error.message);
  const security = allowedSecurity(parsed.value, address, allowPlaintext);
  if (!security.ok) throw new Error(security.error);
  return { url: formatAddress({ ...parsed.value, security: security.value }), security: security.value };
}

function closeCause(
  state: 'connecting' | 'open' | 'over',
  security: Security,
  { code, reason }: SocketEvent,
): string {
  if (state === 'connecting') return unexplainedLoss[security];
  const words = reason ? `, ${reason}` : code === 1006 ? ', no farewell' : '';
  return `closed the connection (code ${code ?? 1006}${words})`;
}
