import type { PhoneTimers } from '../surroundings.ts';

/** After this the agent is told that a change of the call is not answered. The change itself may still come. */
const unansweredMs = 5_000;

/** What the agent asked of the call's hold, from the moment it is taken up until it is done or given up. */
export class HoldWish {
  readonly hold: boolean;
  readonly #timers: PhoneTimers;
  readonly #timer: unknown;
  #isOverdue = false;

  /** `onOverdue` is called where it takes longer than five seconds. */
  constructor(hold: boolean, timers: PhoneTimers, onOverdue: () => void) {
    this.hold = hold;
    this.#timers = timers;
    this.#timer = timers.setTimeout(() => {
      this.#isOverdue = true;
      onOverdue();
    }, unansweredMs);
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
