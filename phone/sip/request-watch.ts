import { type AwaitedAnswers, awaitedAnswers } from '../../contract/servers/awaited-answers.ts';
import type { PhoneTimers } from '../surroundings.ts';
import { transactionKey } from './start-line.ts';

interface Asked {
  readonly key: string;
  readonly method: string;
  readonly at: number;
}

export interface RequestWatchOptions {
  /** Milliseconds of a clock that only grows. */
  readonly now: () => number;
  readonly timers: PhoneTimers;
  /** A request of this method has waited too long; told again for as long as it is so. */
  readonly onLate: (method: string) => void;
}

/** Just under timers B and F (RFC 3261, 17.1): later nobody waits for the answer any more. Milliseconds. */
const forgottenMs = 31_000;

/** Watched otherwise: registration and the connection have deadlines of their own, and ACK has no answer. */
const unwatched: ReadonlySet<string> = new Set(['REGISTER', 'OPTIONS', 'ACK']);

/**
 * Watches the requests on the connection in use, by the rule of every pair: a server that answers pings and REGISTER and
 * leaves INVITE, BYE or INFO without a word is told of after 5 s, for timers B and F (32 s) are far too long in a call.
 * Any response is an answer: with 100 the server has the request, and what it takes from there is the far end's time.
 */
export class RequestWatch {
  readonly #options: RequestWatchOptions;
  #awaited: AwaitedAnswers<Asked> = awaitedAnswers.none();
  #timer: unknown = null;

  constructor(options: RequestWatchOptions) {
    this.#options = options;
  }

  /** A request has waited too long, and still does. */
  get isLate(): boolean {
    return this.#awaited.late;
  }

  sent(text: string): void {
    const message = transactionKey(text);
    if (message?.kind !== 'request' || unwatched.has(message.method)) return;
    const at = this.#options.now();
    const waited = this.#awaited.dueAt !== null;
    const { key, method } = message;
    this.#awaited = awaitedAnswers.asked(this.#awaited, { key, method, at }, at);
    if (!waited) this.#wait();
  }

  /** The response to the transaction with this key; true: with it, all that was late is answered after all. */
  answered(key: string): boolean {
    const { late } = this.#awaited;
    this.#settle((asked) => asked.key === key);
    return late && !this.#awaited.late;
  }

  /** What was asked went with its connection. */
  stop(): void {
    this.#options.timers.clearTimeout(this.#timer);
    this.#awaited = awaitedAnswers.none();
  }

  #tick(): void {
    const now = this.#options.now();
    this.#settle(({ at }) => now - at >= forgottenMs);
    const { awaited, late } = awaitedAnswers.tick(this.#awaited, now);
    this.#awaited = awaited;
    this.#wait();
    if (late !== null) this.#options.onLate(late.method);
  }

  #settle(isOver: (asked: Asked) => boolean): void {
    this.#awaited = awaitedAnswers.answered(this.#awaited, isOver);
    if (this.#awaited.dueAt === null) this.stop();
  }

  #wait(): void {
    const { timers, now } = this.#options;
    const { dueAt } = this.#awaited;
    timers.clearTimeout(this.#timer);
    if (dueAt !== null) this.#timer = timers.setTimeout(() => this.#tick(), Math.max(1, dueAt - now()));
  }
}
