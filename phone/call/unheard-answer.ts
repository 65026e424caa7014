import type { Surroundings } from '../surroundings.ts';
import { offeredAnewWithinMs, unheardMs } from './recovery-rules.ts';

export interface UnheardAnswerParts extends Pick<Surroundings, 'now'> {
  /** Silence after which a server counts as dead, milliseconds. */
  readonly deadlineMs: () => number;
}

/** Whether the answer of a call may never have reached the switch: then that may offer the call anew. */
export class UnheardAnswer {
  readonly #parts: UnheardAnswerParts;
  #answeredAt = 0;
  #until = Number.NEGATIVE_INFINITY;

  constructor(parts: UnheardAnswerParts) {
    this.#parts = parts;
  }

  get isPossible(): boolean {
    return this.#parts.now() <= this.#until;
  }

  answered(): void {
    this.#answeredAt = this.#parts.now();
  }

  /** The connection is gone. `isConfirmed`: its server has said that it heard the answer. */
  connectionLost(isConfirmed: boolean): void {
    const { now, deadlineMs } = this.#parts;
    const isFresh = now() - this.#answeredAt <= unheardMs(deadlineMs());
    if (isFresh || !isConfirmed || this.isPossible) this.suspected();
  }

  suspected(): void {
    this.#until = Number.POSITIVE_INFINITY;
  }

  /** A server goes on with the call; the switch may still be offering it. */
  recovered(): void {
    if (this.isPossible) this.#until = this.#parts.now() + offeredAnewWithinMs;
  }
}
