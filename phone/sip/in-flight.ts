import type { PhoneTimers } from '../surroundings.ts';
import { transactionKey } from './start-line.ts';

/** Just under sip.js's timers B and F (32 s): later a transaction has given up by itself. Milliseconds. */
const longestMs = 31_000;

interface Waiting {
  readonly done: () => void;
  readonly failed: (error: Error) => void;
  readonly timer: unknown;
}

/**
 * Requests that wait for their final response. A fatal transport error fails a transaction at once (RFC 3261,
 * 17.1.4); sip.js learns of one only from a `send` that rejects, so `send` stays open as long as its transaction, and
 * a lost connection takes all that was under way with it instead of after 32 s.
 */
export class InFlightRequests {
  readonly #timers: PhoneTimers;
  readonly #waiting = new Map<string, Waiting>();

  constructor(timers: PhoneTimers) {
    this.#timers = timers;
  }

  /** Resolves with the final response, at once for what has none; rejects when the connection is lost before. */
  sent(text: string): Promise<void> {
    const message = transactionKey(text);
    if (message?.kind !== 'request' || message.method === 'ACK') return Promise.resolve();
    return new Promise((resolve, reject) => {
      const timer = this.#timers.setTimeout(() => this.#take(message.key)?.done(), longestMs);
      this.#waiting.set(message.key, { done: resolve, failed: reject, timer });
    });
  }

  received(text: string): void {
    const message = transactionKey(text);
    if (message?.kind === 'response' && message.status >= 200) this.#take(message.key)?.done();
  }

  /** Fails one request as if its connection were lost: its transaction is cleared away with it. */
  fail(text: string, error: Error): void {
    const message = transactionKey(text);
    if (message) this.#take(message.key)?.failed(error);
  }

  failAll(error: Error): void {
    for (const key of [...this.#waiting.keys()]) this.#take(key)?.failed(error);
  }

  #take(key: string): Waiting | undefined {
    const waiting = this.#waiting.get(key);
    if (!waiting) return undefined;
    this.#waiting.delete(key);
    this.#timers.clearTimeout(waiting.timer);
    return waiting;
  }
}
