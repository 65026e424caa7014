import type { Result } from '../../contract/result.ts';
import type { ServerPair } from '../../contract/servers/address-text.ts';
import {
  newPair,
  type PairEffect,
  type PairEvent,
  type PairState,
  pairTransition,
  type ServerOrder,
} from '../../contract/servers/pair-rules.ts';
import { type Side, serverName } from '../../contract/servers/server-kind.ts';
import type { Surroundings } from '../surroundings.ts';
import { ServerConnection } from './server-connection.ts';
import type { OpenSocket } from './socket.ts';

/** What the pair tells and asks; of one connection at a time. */
export interface SipServersListener {
  /** A socket is open: registers over it. The cause completes "SIP server A (10.0.0.1:5066) …". */
  register(): Promise<Result<void, string>>;
  message(text: string): void;
  /** The connection is gone, and what was under way on it with it. `error` is a whole sentence. */
  lost(error: string): void;
  /** Registered, for the first time or on another connection than before. */
  connected(): void;
  probe(): void;
  changed(state: PairState): void;
}

export interface SipServersOptions extends Surroundings {
  readonly servers: ServerPair;
  readonly order: ServerOrder;
  /** Milliseconds. */
  readonly deadlineMs: number;
  readonly openSocket: OpenSocket;
  readonly listener: SipServersListener;
}

/** Drives the pair of SIP servers by the rules every pair goes by. In use is a side that has us registered. */
export class SipServers {
  readonly #options: SipServersOptions;
  #state: PairState;
  #deadlineMs: number;
  #live: { readonly connection: ServerConnection; side: Side; readonly address: string } | null = null;
  #retry: unknown = null;

  constructor(options: SipServersOptions) {
    this.#options = options;
    this.#deadlineMs = options.deadlineMs;
    this.#state = newPair(options.order, options.servers.a, options.servers.b, options.now());
  }

  get state(): PairState {
    return this.#state;
  }

  get isConnected(): boolean {
    return this.#live?.connection.isOpen ?? false;
  }

  /** The server that is spoken with, or was last, for sentences: "SIP server A (10.0.0.1:5066)". */
  get name(): string {
    const side = this.#live?.side ?? this.#state.inUse ?? this.#state.firstUsed ?? 'A';
    return nameOf(side, this.#live?.address ?? this.#state.sides[side].address ?? 'no address');
  }

  start(): void {
    this.#tell({ type: 'start', ...this.#moment() });
  }

  /** New addresses, deadline and order. What is in use and still among them is kept. */
  update(servers: ServerPair, order: ServerOrder, deadlineMs: number): void {
    this.#deadlineMs = deadlineMs;
    this.#live?.connection.setDeadline(deadlineMs);
    this.#state = { ...this.#state, order };
    this.#tell({ type: 'addresses', a: servers.a, b: servers.b, ...this.#moment() });
    this.tryNow();
  }

  /** Ends a back-off: tries now. */
  tryNow(): void {
    this.#tell({ type: 'retry', ...this.#moment() });
  }

  /** False: no server is connected, nothing was sent. */
  send(text: string): boolean {
    return this.#live?.connection.send(text) ?? false;
  }

  /** The server in use failed us in another way than by its socket. The cause completes its name. */
  fail(cause: string): void {
    if (this.#live) this.#lose(this.#live.connection, cause);
  }

  /** Leaves both servers, with a farewell where one is well. */
  stop(): void {
    const live = this.#live;
    this.#live = null;
    live?.connection.close();
    this.#tell({ type: 'stop', now: this.#options.now() });
  }

  #tell(event: PairEvent): void {
    const before = this.#state;
    const { state, effects } = pairTransition(before, event);
    this.#state = state;
    if (!state.waiting) this.#options.timers.clearTimeout(this.#retry);
    for (const effect of effects) this.#carryOut(effect);
    if (this.#state !== before) this.#options.listener.changed(this.#state);
  }

  #carryOut(effect: PairEffect): void {
    switch (effect.type) {
      case 'connect':
        this.#connect(effect.side, effect.address);
        break;
      case 'abandon':
        if (this.#live?.side === effect.side) this.#drop('is no longer one of the two SIP servers');
        break;
      case 'move':
        if (this.#live?.side === effect.from) this.#live.side = effect.to;
        break;
      case 'wait':
        this.#options.timers.clearTimeout(this.#retry);
        this.#retry = this.#options.timers.setTimeout(
          () => this.#tell({ type: 'retry', ...this.#moment() }),
          effect.ms,
        );
        break;
    }
  }

  #connect(side: Side, address: string): void {
    const { now, timers, openSocket, listener } = this.#options;
    const connection = new ServerConnection({
      address,
      deadlineMs: this.#deadlineMs,
      now,
      timers,
      openSocket,
      listener: {
        opened: () => void this.#register(connection),
        message: (text) => listener.message(text),
        lost: (cause) => this.#lose(connection, cause),
        probe: () => listener.probe(),
      },
    });
    this.#live = { connection, side, address };
  }

  async #register(connection: ServerConnection): Promise<void> {
    const registered = await this.#options.listener.register();
    if (this.#live?.connection !== connection) return;
    if (!registered.ok) {
      this.#lose(connection, registered.error);
      return;
    }
    this.#tell({ type: 'connected', side: this.#live.side, now: this.#options.now() });
    this.#options.listener.connected();
  }

  #lose(connection: ServerConnection, cause: string): void {
    if (this.#live?.connection !== connection) return;
    const { side } = this.#live;
    const error = this.#drop(cause);
    this.#tell({ type: 'failed', side, error, ...this.#moment() });
  }

  /** Abandons the connection and says so; the sentence that was said. */
  #drop(cause: string): string {
    const live = this.#live;
    if (!live) return cause;
    const error = `${nameOf(live.side, live.address)} ${cause}.`;
    this.#live = null;
    live.connection.abandon();
    this.#options.log.warn(error);
    this.#options.listener.lost(error);
    return error;
  }

  #moment(): { readonly now: number; readonly random: number } {
    return { now: this.#options.now(), random: this.#options.random() };
  }
}

function nameOf(side: Side, address: string): string {
  const name = serverName('sip', side);
  return `${name.charAt(0).toUpperCase()}${name.slice(1)} (${address})`;
}
