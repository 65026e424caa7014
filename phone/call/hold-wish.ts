import type { PhoneTimers } from '../surroundings.ts';

/**
 * After this the agent is told that a change of the call is not answered, milliseconds. The change itself may still come.
 * Longer than one server may take over a request (5 s), so that the other can still answer it; within the 10 s that a
 * click waits for its outcome.
 */
export const wishDeadlineMs = 8_000;

/** What the agent asked of the call's hold, from the moment it is taken up until it is done or given up. */
export class HoldWish {
  readonly hold: boolean;
  readonly #timers: PhoneTimers;
  readonly #timer: unknown;
  #isOverdue = false;

  /** `onOverdue` is called where it takes longer than that. */
  constructor(hold: boolean, timers: PhoneTimers, onOverdue: () => void) {
    this.hold = hold;
    this.#timers = timers;
    this.#timer = timers.setTimeout(() => {
      this.#isOverdue = true;
      onOverdue();
    }, wishDeadlineMs);
  }

  /** The agent was told that nobody answers: what comes of it later is told as it comes, and not refused again. */
  get isOverdue(): boolean {
    return this.#isOverdue;
  }

  get command(): 'hold' | 'retrieve' {
    return this.hold ? 'hold' : 'retrieve';
  }

  settle(): void {
    this.#timers.clearTimeout(this.#timer);
  }
}
