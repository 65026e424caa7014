import type { SipTimers } from './timers.ts';

/** More bad messages than this within the window are a flood. */
const ALLOWED = 20;
const WINDOW_MS = 10_000;

/** Counts the bad messages of one connection. */
export class BadMessageMeter {
  readonly #timers: SipTimers;
  #times: readonly number[] = [];

  constructor(timers: SipTimers) {
    this.#timers = timers;
  }

  /** Notes one more; true when it makes a flood. */
  note(): boolean {
    const now = this.#timers.now();
    this.#times = [...this.#times.filter((time) => now - time < WINDOW_MS), now];
    return this.#times.length > ALLOWED;
  }
}
