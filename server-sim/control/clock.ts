import type { ContactCentreClock } from '../links/switch-control.ts';

export interface ControlledClock extends ContactCentreClock {
  isHeld(): boolean;
  /** Takes back everything that is still to be called. */
  close(): void;
}

interface Appointment {
  readonly time: number;
  /** Two at the same time are called in the order in which they were made. */
  readonly order: number;
  readonly callback: () => void;
}

/** The longest that setTimeout can wait. */
const longestTimerMs = 2_147_483_647;

/**
 * The contact centre's clock: real until QA holds it. Held, it stands still and moves by `advance` alone; `advance`
 * calls what falls due, in the order of time, each at its own time. It never goes back: released, it goes on from
 * where it was.
 *
 * @param realNow milliseconds since 1970, never going back.
 * @param onError is told of a callback that threw; the others are still called.
 */
export function createContactCentreClock(
  realNow: () => number,
  onError: (error: unknown) => void,
): ControlledClock {
  return new HeldOrRealClock(realNow, onError);
}

/** This computer's time as a clock that no correction sets back. */
export function steadyNow(): number {
  return performance.timeOrigin + performance.now();
}

class HeldOrRealClock implements ControlledClock {
  readonly #realNow: () => number;
  readonly #onError: (error: unknown) => void;
  /** What this clock is ahead of the real one; while held, `#heldAt` alone counts. */
  #ahead = 0;
  #heldAt: number | null = null;
  #latest = 0;
  #orders = 0;
  /** In the order of time. */
  #appointments: Appointment[] = [];
  #timer: NodeJS.Timeout | null = null;

  constructor(realNow: () => number, onError: (error: unknown) => void) {
    this.#realNow = realNow;
    this.#onError = onError;
  }

  now(): number {
    this.#latest = Math.max(this.#latest, Math.floor(this.#heldAt ?? this.#realNow() + this.#ahead));
    return this.#latest;
  }

  isHeld(): boolean {
    return this.#heldAt !== null;
  }

  at(time: number, callback: () => void): () => void {
    const appointment = { time, order: this.#orders, callback };
    this.#orders += 1;
    const later = this.#appointments.findIndex((each) => each.time > time);
    this.#appointments.splice(later === -1 ? this.#appointments.length : later, 0, appointment);
    this.#arm();
    return () => {
      this.#appointments = this.#appointments.filter((each) => each !== appointment);
      this.#arm();
    };
  }

  hold(): void {
    this.#heldAt ??= this.now();
    this.#arm();
  }

  release(): void {
    if (this.#heldAt === null) return;
    this.#ahead = this.#heldAt - this.#realNow();
    this.#heldAt = null;
    this.#arm();
  }

  advance(milliseconds: number): void {
    const wasHeld = this.isHeld();
    this.hold();
    const target = this.now() + milliseconds;
    this.#callUntil(target);
    this.#heldAt = target;
    if (!wasHeld) this.release();
    this.#arm();
  }

  close(): void {
    this.#appointments = [];
    this.#arm();
  }

  /** Calls what is due up to then; what is made meanwhile and falls due too is called in its place. */
  #callUntil(target: number): void {
    for (let next = this.#appointments[0]; next && next.time <= target; next = this.#appointments[0]) {
      if (this.#heldAt !== null) this.#heldAt = Math.max(this.#heldAt, next.time);
      this.#appointments = this.#appointments.slice(1);
      this.#call(next);
    }
  }

  #call({ callback }: Appointment): void {
    try {
      callback();
    } catch (error) {
      this.#onError(error);
    }
  }

  /** One timer for the next appointment, unless time stands still. */
  #arm(): void {
    clearTimeout(this.#timer ?? undefined);
    this.#timer = null;
    const [next] = this.#appointments;
    if (!next || this.#heldAt !== null) return;
    const wait = Math.min(Math.max(0, next.time - (this.#realNow() + this.#ahead)), longestTimerMs);
    this.#timer = setTimeout(() => {
      this.#callUntil(this.now());
      this.#arm();
    }, Math.ceil(wait));
  }
}
