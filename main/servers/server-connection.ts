import type * as z from 'zod';
import { fail } from '../../contract/result.ts';
import { parseAddress } from '../../contract/servers/address.ts';
import { allowedSecurity } from '../../contract/servers/connection-security.ts';
import { heartbeat } from '../../contract/servers/heartbeat.ts';
import { type ServerKind, type Side, serverName } from '../../contract/servers/server-kind.ts';
import { heartbeatConf } from '../../contract/wire/common.ts';
import { decodeMessage } from '../../contract/wire/decode.ts';
import { subprotocol } from '../../contract/wire/subprotocol.ts';
import type { Log } from '../log/log.ts';
import type { TimerHandle, Timers } from '../timers.ts';
import { checkHello, type Hello } from './check-hello.ts';
import { type ClientSocket, openClientSocket } from './client-socket.ts';
import type { ConnectionCause } from './connection-cause.ts';
import type { Encryption } from './tls/encryption.ts';

export interface ServerConnectionOptions<Answer> {
  readonly kind: ServerKind;
  /** For sentences; a side may change its name while the connection lives. */
  readonly side: () => Side;
  /** `host:port`, with or without `wss://` or `ws://` before it. */
  readonly address: string;
  readonly encryption: Encryption;
  /** From the first packet to Hello, and later from one sign of life to the next, milliseconds. */
  readonly deadlineMs: number;
  readonly cluster: () => string | null;
  readonly answers: z.ZodType<Answer>;
  readonly timers: Timers;
  readonly log: Log;
  /** The server has said who it is. Messages come after it only. */
  readonly onReady: (hello: Hello) => void;
  readonly onMessage: (message: Answer) => void;
  /** Once, and nothing after it; never after `abandon`, never before `openServerConnection` has returned. */
  readonly onEnd: (cause: ConnectionCause) => void;
}

/** One WebSocket to one server: who it is was checked, its life is watched. */
export interface ServerConnection {
  /** False before Hello and after the end. */
  send(text: string): boolean;
  setDeadline(ms: number): void;
  /** The connection may have died unheard: asks the server at once, and gives it a second. */
  wake(): void;
  /** Drops it without a word from either side. */
  abandon(): void;
  /** Leaves a server that is well: it is told so. */
  leave(): void;
}

/** So many messages in a row that cannot be read tell that the server speaks something else. */
export const mostUnreadable = 20;
const mostKindsLogged = 50;
/**
 * Of these one thing is asked, and an answer that cannot be read is no answer: the other side may give a better one.
 * A CTI server is kept: each click ends by its own deadline, and the events go on.
 */
const askedForOneThing: ReadonlySet<ServerKind> = new Set<ServerKind>(['configuration', 'licensing']);

export function openServerConnection<Answer>(options: ServerConnectionOptions<Answer>): ServerConnection {
  const connection = new WatchedConnection(options);
  connection.open();
  return connection;
}

class WatchedConnection<Answer> implements ServerConnection {
  readonly #options: ServerConnectionOptions<Answer>;
  #socket: ClientSocket | null = null;
  #timer: TimerHandle = null;
  #ready = false;
  #opened = false;
  #ended = false;
  #heartbeat: ReturnType<typeof heartbeat.start>;
  #bytesSeen = 0;
  #asked = 0;
  #unreadableInRow = 0;
  readonly #logged = new Set<string>();

  constructor(options: ServerConnectionOptions<Answer>) {
    this.#options = options;
    this.#heartbeat = heartbeat.start(options.deadlineMs, options.timers.monotonic());
  }

  open(): void {
    const { address, kind, deadlineMs, timers, encryption } = this.#options;
    const parsed = parseAddress(address);
    if (!parsed.ok) {
      this.#failLater({ type: 'bad-address', message: parsed.error.message });
      return;
    }
    const security = allowedSecurity(parsed.value, address, encryption.allowPlaintext);
    if (!security.ok) {
      this.#failLater({ type: 'not-allowed', message: security.error });
      return;
    }
    try {
      this.#socket = openClientSocket({
        address: parsed.value,
        security: security.value,
        encryption,
        protocol: subprotocol[kind],
        deadlineMs,
        onOpen: () => {
          this.#opened = true;
        },
        onMessage: (text) => this.#received(text),
        onLife: () => this.#heard(),
        onEnd: (cause) => this.#end(cause),
      });
    } catch {
      this.#failLater({ type: 'bad-address', message: `"${address}" cannot be dialled` });
      return;
    }
    this.#timer = timers.setTimeout(() => {
      const stage = this.#opened ? 'hello' : 'connecting';
      this.#end({ type: 'timed-out', stage, afterMs: deadlineMs });
    }, deadlineMs);
  }

  send(text: string): boolean {
    return this.#ready && !this.#ended && this.#socket?.send(text) === true;
  }

  setDeadline(ms: number): void {
    const { timers } = this.#options;
    this.#heartbeat = heartbeat.withDeadline(this.#heartbeat, ms, timers.monotonic());
    if (this.#ready && !this.#ended) this.#beat();
  }

  wake(): void {
    if (!this.#ready || this.#ended) return;
    this.#heartbeat = heartbeat.woke(this.#heartbeat, this.#options.timers.monotonic());
    // What the socket has brought meanwhile, unread, is told by its answer.
    this.#bytesSeen = this.#socket?.bytesRead() ?? 0;
    this.#beat();
  }

  abandon(): void {
    this.#over();
    this.#socket?.abandon();
  }

  leave(): void {
    this.#over();
    this.#socket?.leave();
  }

  #over(): void {
    this.#ended = true;
    this.#options.timers.clearTimeout(this.#timer);
  }

  #end(cause: ConnectionCause): void {
    if (this.#ended) return;
    this.abandon();
    this.#options.onEnd(cause);
  }

  #failLater(cause: ConnectionCause): void {
    queueMicrotask(() => this.#end(cause));
  }

  #heard(): void {
    this.#bytesSeen = this.#socket?.bytesRead() ?? 0;
    this.#heartbeat = heartbeat.heard(this.#heartbeat, this.#options.timers.monotonic());
  }

  #received(text: string | null): void {
    this.#heard();
    if (this.#ready) this.#decode(text);
    else this.#greet(text);
  }

  #greet(text: string | null): void {
    const said = checkHello(text, this.#options.kind, this.#options.cluster());
    if (!said.ok) {
      this.#end(said.error);
      return;
    }
    this.#ready = true;
    const now = this.#options.timers.monotonic();
    this.#heartbeat = heartbeat.start(this.#heartbeat.deadlineMs, now);
    this.#beat();
    this.#options.onReady(said.value);
  }

  #decode(text: string | null): void {
    const message =
      text === null
        ? fail({ message: 'a binary message', id: null })
        : decodeMessage(this.#options.answers, text);
    if (message.ok) {
      this.#unreadableInRow = 0;
      this.#checkHeartbeat(message.value);
      this.#options.onMessage(message.value);
    } else if (message.error.id !== null && askedForOneThing.has(this.#options.kind)) {
      this.#end({ type: 'unusable-answer', detail: message.error.message });
    } else {
      this.#unreadable(message.error.message);
    }
  }

  /** Whatever comes is life; a heartbeat that was never asked for shows that the server, or one on the way, is wrong. */
  #checkHeartbeat(message: Answer): void {
    const { data } = heartbeatConf.safeParse(message);
    if (!data) return;
    const number = Number(/^heartbeat-(\d+)$/.exec(data.id)?.[1]);
    if (number >= 1 && number <= this.#asked) return;
    this.#logWrong('answers a heartbeat that was not asked for', 'HeartbeatConf under an id of its own');
  }

  #unreadable(what: string): void {
    this.#unreadableInRow += 1;
    if (this.#unreadableInRow < mostUnreadable) {
      this.#logWrong('cannot be read and is skipped', what);
      return;
    }
    const detail = `sent ${mostUnreadable} messages in a row that cannot be read, the last one: ${what}`;
    this.#end({ type: 'wrong-protocol', detail });
  }

  #logWrong(how: string, what: string): void {
    if (this.#logged.has(what) || this.#logged.size >= mostKindsLogged) return;
    this.#logged.add(what);
    const { kind, side, address, log } = this.#options;
    log.warn(`A message of ${serverName(kind, side())} (${address}) ${how}: ${what}.`, {
      address,
    });
  }

  /** One tick of the heartbeat, and the timer for the next. */
  #beat(): void {
    const { timers } = this.#options;
    timers.clearTimeout(this.#timer);
    // Part of a large message on a slow line is a sign of life before the message is whole.
    if ((this.#socket?.bytesRead() ?? 0) > this.#bytesSeen) this.#heard();
    const tick = heartbeat.tick(this.#heartbeat, timers.monotonic());
    this.#heartbeat = tick.heartbeat;
    if (tick.act === 'dead') {
      this.#end({ type: 'silent', forMs: Math.round(tick.silentForMs) });
      return;
    }
    if (tick.act === 'ask') {
      this.#asked += 1;
      this.send(JSON.stringify({ type: 'HeartbeatRequest', id: `heartbeat-${this.#asked}` }));
    }
    this.#timer = timers.setTimeout(() => this.#beat(), tick.nextInMs);
  }
}
