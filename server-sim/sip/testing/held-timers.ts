import type { SipTimers } from '../timers.ts';

interface Waiting {
  readonly at: number;
  readonly run: () => void;
}

/** Time that stands still until a test moves it. */
export class HeldTimers implements SipTimers {
  #now = Date.UTC(2026, 0, 5, 8, 0, 0);
  #waiting: readonly Waiting[] = [];

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, run: () => void): () => void {
    const waiting = { at: this.#now + milliseconds, run };
    this.#waiting = [...this.#waiting, waiting];
    return () => {
      this.#waiting = this.#waiting.filter((one) => one !== waiting);
    };
  }

  get pending(): number {
    return this.#waiting.length;
  }

  /** Moves time on; timers run in their order, each at its own moment. */
  advance(milliseconds: number): void {
    const until = this.#now + milliseconds;
    for (;;) {
      const due = this.#waiting.filter((one) => one.at <= until).sort((one, other) => one.at - other.at)[0];
      if (due === undefined) break;
      this.#waiting = this.#waiting.filter((one) => one !== due);
      this.#now = due.at;
      due.run();
    }
    this.#now = until;
  }
}
