import type { Result } from '../../contract/result.ts';
import type { ServerPair } from '../../contract/servers/address-text.ts';
import {
  newPair,
  type PairEffect,
  type PairEvent,
  type PairState,
  pairTransition,
  type ServerOrder,
  usualHomeMs,
} from '../../contract/servers/pair-rules.ts';
import { otherSide } from '../../contract/servers/pair-state.ts';
import { type Side, serverName, sides } from '../../contract/servers/server-kind.ts';
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

/** Which servers, and how they are watched; may change while they are in use. */
export interface SipServersSettings {
  readonly servers: ServerPair;
  /** Whether servers elsewhere than on this computer may be spoken with without TLS. */
  readonly allowPlaintext: boolean;
  readonly order: ServerOrder;
  /** Milliseconds. */
  readonly deadlineMs: number;
  /** How often the server that is not in use is asked whether it lives, milliseconds; 0: never. */
  readonly probeEveryMs: number;
  /** How long the preferred server must have been seen to live before it is come home to, milliseconds; 0: never. */
  readonly homeAfterMs?: number | undefined;
}

export interface SipServersOptions extends Surroundings, SipServersSettings {
  readonly openSocket: OpenSocket;
  readonly listener: SipServersListener;
}

interface LiveConnection {
  readonly connection: ServerConnection;
  side: Side;
  /** It is registered, or being registered. */
  isSpokenWith: boolean;
  /** It has been registered: calls and requests go by it. */
  isInUse: boolean;
  readonly address: string;
}

type Without<Event, Key extends PropertyKey> = Event extends unknown ? Omit<Event, Key> : never;

/**
 * Drives the pair of SIP servers by the rules every pair goes by. In use is a side that has us registered. A server
 * that is only asked whether it lives is left as soon as it has taken the WebSocket: nothing is registered there.
 */
export class SipServers {
  readonly #options: SipServersOptions;
  #state: PairState;
  #deadlineMs: number;
  #allowPlaintext: boolean;
  #live: Readonly<Partial<Record<Side, LiveConnection>>> = {};
  #timer: unknown = null;

  constructor(options: SipServersOptions) {
    const { order, servers, now, probeEveryMs, homeAfterMs = usualHomeMs } = options;
    this.#options = options;
    this.#deadlineMs = options.deadlineMs;
    this.#allowPlaintext = options.allowPlaintext;
    this.#state = { ...newPair(order, servers.a, servers.b, now(), probeEveryMs), homeAfterMs };
  }

  get state(): PairState {
    return this.#state;
  }

  get isConnected(): boolean {
    return this.#current() !== undefined;
  }

  /** The server that is spoken with, or was last, for sentences: "SIP server A (10.0.0.1:5066)". */
  get name(): string {
    const live = this.#current() ?? Object.values(this.#live)[0];
    const side = live?.side ?? this.#state.inUse ?? this.#state.firstUsed ?? 'A';
    return nameOf(side, live?.address ?? this.#state.sides[side].address ?? 'no address');
  }

  start(): void {
    this.#tell({ type: 'start' });
  }

  /** New addresses, timing and order. What is in use and still among them is kept. */
  update(settings: SipServersSettings): void {
    const { servers, order, deadlineMs, probeEveryMs, homeAfterMs = usualHomeMs } = settings;
    this.#deadlineMs = deadlineMs;
    this.#allowPlaintext = settings.allowPlaintext;
    for (const { connection } of Object.values(this.#live)) connection.setDeadline(deadlineMs);
    this.#state = { ...this.#state, order };
    this.#tell({ type: 'probing', everyMs: probeEveryMs });
    this.#tell({ type: 'homing', afterMs: homeAfterMs });
    this.#tell({ type: 'addresses', a: servers.a, b: servers.b });
    this.tryNow();
  }

  /** Whether no call and nothing else of the agent's is under way: only then does the pair come home. */
  setIdle(isIdle: boolean): void {
    this.#tell({ type: 'idle', isIdle });
  }

  /** Ends a back-off: tries now. */
  tryNow(): void {
    this.#tell({ type: 'retry' });
  }

  /** The computer woke or its network changed: asks the servers at once, and waits for no back-off. */
  wake(): void {
    for (const { connection } of Object.values(this.#live)) connection.wake();
    this.tryNow();
  }

  /** False: no server is connected, nothing was sent. On the way home a REGISTER goes to the server to come. */
  send(text: string): boolean {
    const to = text.startsWith('REGISTER ') ? (this.#coming() ?? this.#current()) : this.#current();
    return to?.connection.send(text) ?? false;
  }

  /** The server in use failed us in another way than by its socket. The cause completes its name. */
  fail(cause: string): void {
    const live = this.#current();
    if (live) this.#lose(live, cause);
  }

  /**
   * The server in use lives but fails a request of ours: 503, or no answer in time. The other is tried beside it, and
   * takes over where it has us registered (RFC 3263, 4.3; RFC 3261, 8.1.3.1 and 21.5.4). The cause completes its name.
   */
  unanswered(cause: string): void {
    const { inUse } = this.#state;
    const live = inUse === null ? undefined : this.#live[inUse];
    if (!live) return;
    const error = `${nameOf(live.side, live.address)} ${cause}.`;
    this.#options.log.warn(error);
    this.#tell({ type: 'unanswered', side: live.side, error });
  }

  /** The server in use has carried out what it was asked: what was said of it is over. */
  answers(): void {
    const { inUse } = this.#state;
    if (inUse !== null) this.#tell({ type: 'answered', side: inUse });
  }

  /** Leaves both servers, with a farewell where one is well. */
  stop(): void {
    for (const side of sides) this.#take(side)?.connection.close();
    this.#tell({ type: 'stop' });
  }

  /** The connection that is registered, or, where none is, being registered. */
  #current(): LiveConnection | undefined {
    const spoken = Object.values(this.#live).filter((live) => live.isSpokenWith && live.connection.isOpen);
    return spoken.find(({ side }) => side === this.#state.inUse) ?? spoken[0];
  }

  /** The connection that is being registered while another is in use. */
  #coming(): LiveConnection | undefined {
    const { inUse } = this.#state;
    if (inUse === null) return undefined;
    return Object.values(this.#live).find(
      (live) => live.isSpokenWith && live.connection.isOpen && live.side !== inUse,
    );
  }

  #tell(event: Without<PairEvent, 'now' | 'random'>): void {
    const { now, random, timers, listener } = this.#options;
    const before = this.#state;
    const { state, effects } = pairTransition(before, {
      ...event,
      now: now(),
      random: random(),
    } as PairEvent);
    this.#state = state;
    if (state.timer === null) timers.clearTimeout(this.#timer);
    for (const effect of effects) this.#carryOut(effect);
    if (this.#state !== before) listener.changed(this.#state);
  }

  #carryOut(effect: PairEffect): void {
    switch (effect.type) {
      case 'connect':
        this.#connect(effect.side, effect.address);
        return;
      case 'abandon':
        this.#drop(effect.side, 'is no longer one of the two SIP servers');
        return;
      case 'leave':
        this.#take(effect.side)?.connection.close();
        return;
      case 'swap':
        this.#swap();
        return;
      case 'wait':
        this.#options.timers.clearTimeout(this.#timer);
        this.#timer = this.#options.timers.setTimeout(() => this.#tell({ type: 'timer' }), effect.ms);
    }
  }

  #connect(side: Side, address: string): void {
    const { now, timers, openSocket, listener } = this.#options;
    const live: LiveConnection = {
      side,
      address,
      isSpokenWith: false,
      isInUse: false,
      connection: new ServerConnection({
        address,
        allowPlaintext: this.#allowPlaintext,
        deadlineMs: this.#deadlineMs,
        now,
        timers,
        openSocket,
        listener: {
          opened: () => this.#opened(live),
          message: (text) => listener.message(text),
          lost: (cause) => this.#lose(live, cause),
          probe: () => listener.probe(),
        },
      }),
    };
    this.#live = { ...this.#live, [side]: live };
  }

  #opened(live: LiveConnection): void {
    this.#tell({ type: 'opened', side: live.side });
    if (this.#live[live.side] !== live) return;
    live.isSpokenWith = true;
    void this.#register(live);
  }

  async #register(live: LiveConnection): Promise<void> {
    const registered = await this.#options.listener.register();
    if (this.#live[live.side] !== live) return;
    if (!registered.ok) {
      this.#lose(live, registered.error);
      return;
    }
    // A Hello would say which side it is; SIP does not.
    this.#tell({ type: 'connected', side: live.side, says: null });
    // Something began meanwhile: it was left again, for the one in use.
    if (this.#live[live.side] !== live) return;
    live.isInUse = true;
    this.#options.listener.connected();
  }

  #lose(live: LiveConnection, cause: string): void {
    const { side } = live;
    if (this.#live[side] !== live) return;
    const error = this.#drop(side, cause);
    this.#tell({ type: 'failed', side, error });
  }

  /** Abandons the connection and says so; the sentence that was said. */
  #drop(side: Side, cause: string): string {
    const live = this.#take(side);
    if (!live) return cause;
    const error = `${nameOf(side, live.address)} ${cause}.`;
    live.connection.abandon();
    this.#options.log.warn(error);
    const carriesCalls = live.isInUse || this.#state.inUse === null;
    if (live.isSpokenWith && carriesCalls) this.#options.listener.lost(error);
    return error;
  }

  /** The side's socket is no longer ours. */
  #take(side: Side): LiveConnection | undefined {
    const { [side]: live, ...rest } = this.#live;
    this.#live = rest;
    return live;
  }

  #swap(): void {
    const all = Object.values(this.#live);
    for (const live of all) live.side = otherSide(live.side);
    this.#live = Object.fromEntries(all.map((live) => [live.side, live]));
  }
}

function nameOf(side: Side, address: string): string {
  const name = serverName('sip', side);
  return `${name.charAt(0).toUpperCase()}${name.slice(1)} (${address})`;
}
