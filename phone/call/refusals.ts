/** How an offered call was refused: the agent said no, or ended it before it stood. */
export type RefusalStatus = 480 | 603;

interface Refused {
  readonly status: RefusalStatus;
  readonly at: number;
  /** Until when the call, offered anew, is refused again; null: the server has heard of it. */
  readonly again: number | null;
}

/** How long after its loss a server's calls may be offered anew, milliseconds. */
const offeredAnewMs = 10_000;

/**
 * The calls that were refused, as long as that may not have reached the switch: a server that dies takes with it what
 * it was told last. Offered anew, such a call is refused again without a sound; refused in peace, it may come again.
 * Instants are milliseconds of a clock that only grows.
 */
export class Refusals {
  readonly #refused = new Map<string, Refused>();

  /** `isHeard` false: the server that offered the call is lost already. */
  note(callId: string, status: RefusalStatus, now: number, isHeard: boolean): void {
    this.#forgetOld(now);
    this.#refused.set(callId, { status, at: now, again: isHeard ? null : now + offeredAnewMs });
  }

  /** The server is lost; for `unheardMs` before, it may not have listened. */
  serverLost(now: number, unheardMs: number): void {
    for (const [callId, refused] of this.#refused) {
      if (refused.at + unheardMs >= now)
        this.#refused.set(callId, { ...refused, again: now + offeredAnewMs });
    }
  }

  /** How a call that is offered now was refused before, and is to be again; null: it was not. */
  of(callId: string, now: number): RefusalStatus | null {
    const refused = this.#refused.get(callId);
    return refused && refused.again !== null && refused.again >= now ? refused.status : null;
  }

  #forgetOld(now: number): void {
    for (const [callId, { at, again }] of this.#refused) {
      if (Math.max(at + longestSilenceMs, again ?? 0) < now) this.#refused.delete(callId);
    }
  }
}

/** No server may be silent for longer without counting as dead (its deadline is 60 s at most). */
const longestSilenceMs = 70_000;
