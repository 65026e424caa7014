import type { ConnectionView } from '../../contract/desk/desk-state.ts';
import { answerDeadlineMs } from '../../contract/servers/awaited-answers.ts';
import {
  connectionView,
  newPair,
  type PairEffect,
  type PairEvent,
  type PairState,
  pairTransition,
} from '../../contract/servers/pair-rules.ts';
import { otherSide } from '../../contract/servers/pair-state.ts';
import { type Side, serverName } from '../../contract/servers/server-kind.ts';
import { encodeMessage } from '../../contract/wire/decode.ts';
import type { TimerHandle } from '../timers.ts';
import { AnswerWatch } from './answer-watch.ts';
import type { Hello } from './check-hello.ts';
import { type ConnectionCause, describeCause } from './connection-cause.ts';
import type { PairHappening } from './pair-follower.ts';
import { openServerConnection, type ServerConnection } from './server-connection.ts';
import type { PairRequest, ServerPairEvent, ServerPairOptions } from './server-pair-types.ts';
import { WallClock } from './wall-clock.ts';

interface LiveConnection<Request, Answer> {
  side: Side;
  readonly address: string;
  readonly connection: ServerConnection;
  readonly answers: AnswerWatch<Request, Answer>;
}

/** Carries out what `pairTransition` decides: the sockets, the timer and the telling of one pair. */
export class PairDriver<Request extends PairRequest, Answer extends object> {
  readonly #options: ServerPairOptions<Request, Answer>;
  readonly #clock: WallClock;
  #state: PairState;
  #live: Readonly<Partial<Record<Side, LiveConnection<Request, Answer>>>> = {};
  #timer: TimerHandle = null;
  #deadlineMs: number;
  #shown: string;
  #saidMisconfigured: string | null = null;
  /** By address, which a cause belongs to, whatever the side it is at. */
  readonly #causes = new Map<string, ConnectionCause>();

  constructor(options: ServerPairOptions<Request, Answer>) {
    this.#options = options;
    this.#deadlineMs = options.deadlineMs;
    this.#clock = new WallClock(options.now);
    this.#state = newPair(options.order, options.a, options.b, this.#moment(), options.probeEveryMs);
    this.#shown = JSON.stringify(this.view());
  }

  view(): ConnectionView {
    return connectionView(this.#options.kind, this.#clock.dated(this.#state));
  }

  lastCause(side: Side): ConnectionCause | null {
    const { address, error } = this.#state.sides[side];
    return address === null || error === null ? null : (this.#causes.get(address) ?? null);
  }

  send(request: Request): boolean {
    const sent = this.#send(request);
    this.#options.follower?.asked(request, sent);
    return sent;
  }

  #send(request: Request): boolean {
    const { inUse } = this.#state;
    const live = inUse === null ? undefined : this.#live[inUse];
    if (live?.connection.send(encodeMessage(request)) !== true) return false;
    live.answers.asked(request);
    return true;
  }

  setDeadline(ms: number): void {
    this.#deadlineMs = ms;
    for (const live of Object.values(this.#live)) live.connection.setDeadline(ms);
  }

  /** The computer woke or its network changed: asks the servers at once, and waits for no back-off. */
  wake(): void {
    for (const live of Object.values(this.#live)) live.connection.wake();
    this.dispatch({ type: 'retry' });
  }

  /**
   * One step: the state first, then what it asks for, then what it tells; so a listener may call back at once. `tell`
   * is asked when the state is the new one.
   */
  dispatch(event: PairHappening, tell: () => readonly ServerPairEvent<Answer>[] = () => []): void {
    const { random, timers } = this.#options;
    const before = this.#state;
    const { state, effects } = pairTransition(before, {
      ...event,
      now: this.#moment(),
      random: random(),
    } as PairEvent);
    this.#state = state;
    this.#options.follower?.decided(event, effects);
    if (state.timer === null) timers.clearTimeout(this.#timer);
    for (const effect of effects) this.#carryOut(effect);
    const roundFailed = effects.some((effect) => effect.type === 'wait' && effect.for === 'back-off');
    const causes = { A: this.lastCause('A'), B: this.lastCause('B') };
    const told = tell();
    this.#show();
    for (const one of told) this.#tell(one);
    if (roundFailed || (state.down && !before.down)) this.#tell({ type: 'down', causes });
  }

  #carryOut(effect: PairEffect): void {
    switch (effect.type) {
      case 'connect':
        this.#connect(effect.side, effect.address);
        return;
      case 'abandon':
        this.#take(effect.side)?.connection.abandon();
        return;
      case 'leave':
        this.#take(effect.side)?.connection.leave();
        return;
      case 'swap':
        this.#swap();
        return;
      case 'wait': {
        const { timers } = this.#options;
        timers.clearTimeout(this.#timer);
        this.#timer = timers.setTimeout(() => this.dispatch({ type: 'timer' }), effect.ms);
      }
    }
  }

  /** By the clock that only grows, which the pair's rules count by. */
  #moment(): number {
    const moment = this.#options.timers.monotonic();
    this.#clock.note(moment);
    return moment;
  }

  /** The side's socket is no longer ours. */
  #take(side: Side): LiveConnection<Request, Answer> | undefined {
    const { [side]: live, ...rest } = this.#live;
    this.#live = rest;
    live?.answers.stop();
    return live;
  }

  #swap(): void {
    const all = Object.values(this.#live);
    for (const live of all) live.side = otherSide(live.side);
    this.#live = Object.fromEntries(all.map((live) => [live.side, live]));
  }

  #connect(side: Side, address: string): void {
    const { kind, encryption, cluster, answers, timers, log, settles } = this.#options;
    const live: LiveConnection<Request, Answer> = {
      side,
      address,
      connection: openServerConnection({
        kind,
        side: () => live.side,
        address,
        encryption,
        deadlineMs: this.#deadlineMs,
        cluster,
        answers,
        timers,
        log,
        onReady: (hello) => this.#ready(live, hello),
        onMessage: (message) => this.#received(live, message),
        onEnd: (cause) => this.#ended(live, cause),
      }),
      answers: new AnswerWatch<Request, Answer>({
        timers,
        settles,
        onLate: (request) => this.#late(live, request),
        onCaughtUp: () => this.#caughtUp(live),
      }),
    };
    this.#live = { ...this.#live, [side]: live };
  }

  #ready(live: LiveConnection<Request, Answer>, hello: Hello): void {
    const left = this.#state.inUse;
    this.dispatch(
      { type: 'connected', side: live.side, says: { side: hello.side, cluster: hello.cluster } },
      () => {
        const { side, address } = live;
        if (this.#live[side] !== live) return [];
        this.#options.log.info(`Connected to ${serverName(this.#options.kind, side)} (${address}).`, {
          cluster: hello.cluster,
        });
        const up = { type: 'up', side, address, hello } as const;
        return left === null ? [up] : [...this.#left(left), up];
      },
    );
  }

  /** The side that did not answer was left for the other; or it was well, and the other is home. */
  #left(side: Side): readonly ServerPairEvent<Answer>[] {
    const { address } = this.#state.sides[side];
    const cause = this.lastCause(side);
    if (address === null) return [];
    if (cause !== null) return [{ type: 'lost', side, address, cause }];
    this.#options.log.info(
      `${serverName(this.#options.kind, side)} (${address}) is left: the agent is idle.`,
    );
    return [{ type: 'left', side, address }];
  }

  #received(live: LiveConnection<Request, Answer>, message: Answer): void {
    live.answers.heard(message);
    if (this.#live[live.side] === live) this.#tell({ type: 'message', side: live.side, message });
  }

  #ended(live: LiveConnection<Request, Answer>, cause: ConnectionCause): void {
    const { side, address } = live;
    const type = this.#state.inUse === side ? 'lost' : 'failed';
    const known = this.#causes.get(address);
    this.#take(side);
    this.#causes.set(address, cause);
    const error = describeCause(this.#options.kind, side, address, cause);
    // A server that stays away is told of once, not at every try.
    this.#say(error, cause, known?.type === cause.type && type === 'failed');
    this.dispatch({ type: 'failed', side, error }, () => [{ type, side, address, cause }]);
  }

  #late(live: LiveConnection<Request, Answer>, request: Request): void {
    const { side, address } = live;
    const cause = { type: 'unanswered', request: request.type, afterMs: answerDeadlineMs } as const;
    const error = describeCause(this.#options.kind, side, address, cause);
    this.#causes.set(address, cause);
    this.#say(error, cause, this.#state.sides[side].error === error);
    this.dispatch({ type: 'unanswered', side, error }, () => [
      {
        type: 'unanswered',
        side,
        moving: this.#state.sides[otherSide(side)].state === 'connecting',
        causes: { A: this.lastCause('A'), B: this.lastCause('B') },
      },
    ]);
  }

  #caughtUp({ side, address }: LiveConnection<Request, Answer>): void {
    this.#options.log.info(`${serverName(this.#options.kind, side)} (${address}) answers again.`);
    this.dispatch({ type: 'answered', side });
  }

  #say(error: string, cause: ConnectionCause, saidBefore: boolean): void {
    this.#options.log[saidBefore ? 'debug' : 'warn'](error, { cause });
  }

  #show(): void {
    const view = this.view();
    const text = JSON.stringify(view);
    if (text === this.#shown) return;
    this.#shown = text;
    if (view.misconfigured !== null && view.misconfigured !== this.#saidMisconfigured) {
      this.#saidMisconfigured = view.misconfigured;
      this.#options.log.warn(view.misconfigured);
    }
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
