import type { PairState } from '../../contract/servers/pair-state.ts';
import { sides } from '../../contract/servers/server-kind.ts';

/**
 * What the date was at moments of the clock that only grows. A pair's rules count by that one, so that no wait and no
 * deadline is disturbed when the date is set; what is shown to people is the date as it was.
 */
export class WallClock {
  readonly #now: () => number;
  readonly #dates = new Map<number, number>();

  /** @param now milliseconds since 1970 */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** This moment, by the clock that only grows, is remembered with its date. */
  note(monotonic: number): void {
    this.#dates.set(monotonic, this.#now());
  }

  /** The same pair, with dates in place of moments; moments that it no longer has are forgotten. */
  dated(state: PairState): PairState {
    const { A, B } = state.sides;
    const kept = new Set([state.since, A.since, A.answeredAt, B.since, B.answeredAt]);
    for (const moment of this.#dates.keys()) if (!kept.has(moment)) this.#dates.delete(moment);
    const [a, b] = sides.map((side) => {
      const { since, answeredAt } = state.sides[side];
      const at = answeredAt === null ? null : this.#dateOf(answeredAt);
      return { ...state.sides[side], since: this.#dateOf(since), answeredAt: at };
    });
    return { ...state, since: this.#dateOf(state.since), sides: { A: a ?? A, B: b ?? B } };
  }

  #dateOf(monotonic: number): number {
    return this.#dates.get(monotonic) ?? this.#now();
  }
}
