import type { ConnectionView } from '../../contract/desk/desk-state.ts';
import {
  connectionView,
  newPair,
  type PairEffect,
  type PairEvent,
  type PairState,
  pairTransition,
} from '../../contract/servers/pair-rules.ts';
import { type Side, serverName } from '../../contract/servers/server-kind.ts';
import type { TimerHandle } from '../timers.ts';
import { type ConnectionCause, describeCause } from './connection-cause.ts';
import { type Hello, openServerConnection, type ServerConnection } from './server-connection.ts';
import type { ServerPairEvent, ServerPairOptions } from './server-pair-types.ts';

interface LiveConnection {
  side: Side;
  readonly address: string;
  readonly connection: ServerConnection;
}

/** Carries out what `pairTransition` decides: the sockets, the timer and the telling of one pair. */
export class PairDriver<Answer> {
  readonly #options: ServerPairOptions<Answer>;
  #state: PairState;
  #live: LiveConnection | null = null;
  #timer: TimerHandle = null;
  #deadlineMs: number;
  #shown: string;
  /** By address, which a cause belongs to, whatever the side it is at. */
  readonly #causes = new Map<string, ConnectionCause>();

  constructor(options: ServerPairOptions<Answer>) {
    this.#options = options;
    this.#deadlineMs = options.deadlineMs;
    this.#state = newPair(options.order, options.a, options.b, options.now());
    this.#shown = JSON.stringify(this.view());
  }

  view(): ConnectionView {
    return connectionView(this.#options.kind, this.#state);
  }

  lastCause(side: Side): ConnectionCause | null {
    const { address, error } = this.#state.sides[side];
    return address === null || error === null ? null : (this.#causes.get(address) ?? null);
  }

  send(text: string): boolean {
    return this.#live?.connection.send(text) === true;
  }

  setDeadline(ms: number): void {
    this.#deadlineMs = ms;
    this.#live?.connection.setDeadline(ms);
  }

  /** One step: the state first, then what it asks for, then what it tells; so a listener may call back at once. */
  dispatch(event: PairEvent, tell?: ServerPairEvent<Answer>): void {
    const before = this.#state;
    const { state, effects } = pairTransition(before, event);
    this.#state = state;
    if (!state.waiting) this.#options.timers.clearTimeout(this.#timer);
    for (const effect of effects) this.#carryOut(effect);
    const roundFailed = effects.some((effect) => effect.type === 'wait');
    const causes = { A: this.lastCause('A'), B: this.lastCause('B') };
    this.#show();
    if (tell) this.#tell(tell);
    if (roundFailed || (state.down && !before.down)) this.#tell({ type: 'down', causes });
  }

  #carryOut(effect: PairEffect): void {
    switch (effect.type) {
      case 'connect':
        this.#connect(effect.side, effect.address);
        return;
      case 'abandon':
        if (this.#live?.side !== effect.side) return;
        this.#live.connection.abandon();
        this.#live = null;
        return;
      case 'move':
        if (this.#live?.side === effect.from) this.#live.side = effect.to;
        return;
      case 'wait': {
        const { timers, now, random } = this.#options;
        timers.clearTimeout(this.#timer);
        this.#timer = timers.setTimeout(
          () => this.dispatch({ type: 'retry', now: now(), random: random() }),
          effect.ms,
        );
      }
    }
  }

  #connect(side: Side, address: string): void {
    const { kind, cluster, answers, timers, log } = this.#options;
    const live: LiveConnection = {
      side,
      address,
      connection: openServerConnection({
        kind,
        side: () => live.side,
        address,
        deadlineMs: this.#deadlineMs,
        cluster,
        answers,
        timers,
        log,
        onReady: (hello) => this.#ready(live, hello),
        onMessage: (message) => this.#tell({ type: 'message', side: live.side, message }),
        onEnd: (cause) => this.#ended(live, cause),
      }),
    };
    this.#live = live;
  }

  #ready({ side, address }: LiveConnection, hello: Hello): void {
    this.#options.log.info(`Connected to ${serverName(this.#options.kind, side)} (${address}).`, {
      cluster: hello.cluster,
    });
    this.dispatch(
      { type: 'connected', side, now: this.#options.now() },
      { type: 'up', side, address, hello },
    );
  }

  #ended({ side, address }: LiveConnection, cause: ConnectionCause): void {
    const { kind, log, now, random } = this.#options;
    const type = this.#state.inUse === side ? 'lost' : 'failed';
    const error = describeCause(kind, side, address, cause);
    this.#live = null;
    const known = this.#causes.get(address);
    this.#causes.set(address, cause);
    // A server that stays away is told of once, not at every try.
    if (known?.type === cause.type && type === 'failed') log.debug(error, { cause });
    else log.warn(error, { cause });
    this.dispatch(
      { type: 'failed', side, error, now: now(), random: random() },
      { type, side, address, cause },
    );
  }

  #show(): void {
    const view = this.view();
    const text = JSON.stringify(view);
    if (text === this.#shown) return;
    this.#shown = text;
    this.#tell({ type: 'view', view });
  }

  /** A listener that throws must not take the connection, or the app, with it. */
  #tell(event: ServerPairEvent<Answer>): void {
    try {
      this.#options.onEvent(event);
    } catch (error) {
      this.#options.log.error(`An event of the ${this.#options.kind} servers could not be handled.`, {
        event: event.type,
        error,
      });
    }
  }
}
