import * as z from 'zod';
import type { ContactCentreClock } from '../links/switch-control.ts';

/** How the contact centre's clock stands to the real one: what every process needs to tell its time. */
export const clockSetting = z
  .object({
    /** What it is ahead of the real one; while it is held, `heldAt` alone counts. Milliseconds. */
    aheadMs: z.number(),
    heldAt: z.number().nullable(),
  })
  .readonly();
export type ClockSetting = z.infer<typeof clockSetting>;

/** The clock's face: tells the time, and is set by whoever has the clock. */
export interface ClockFace {
  now(): number;
  isHeld(): boolean;
  set(setting: ClockSetting): void;
}

export interface ControlledClock extends ContactCentreClock {
  isHeld(): boolean;
  setting(): ClockSetting;
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

/** Milliseconds of the computer's own counter, the same in all of its processes. */
function counterMs(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1_000 + nanoseconds / 1e6;
}

/** What `steadyNow` says at the counter's zero: handed to other processes, it makes them tell the very same time. */
export function steadyOrigin(): number {
  return steadyNow() - counterMs();
}

/** The steady time of the process that this origin is of. */
export function steadySince(originMs: number): () => number {
  return () => originMs + counterMs();
}

/** @param realNow as the clock's that it shows. */
export function createClockFace(realNow: () => number): ClockFace {
  let { aheadMs, heldAt }: ClockSetting = { aheadMs: 0, heldAt: null };
  let latest = 0;
  return {
    now() {
      latest = Math.max(latest, Math.floor(heldAt ?? realNow() + aheadMs));
      return latest;
    },
    isHeld: () => heldAt !== null,
    set(setting) {
      ({ aheadMs, heldAt } = setting);
    },
  };
}

class HeldOrRealClock implements ControlledClock {
  readonly #realNow: () => number;
  readonly #onError: (error: unknown) => void;
  readonly #face: ClockFace;
  #setting: ClockSetting = { aheadMs: 0, heldAt: null };
  #orders = 0;
  /** In the order of time. */
  #appointments: Appointment[] = [];
  #timer: NodeJS.Timeout | null = null;

  constructor(realNow: () => number, onError: (error: unknown) => void) {
    this.#realNow = realNow;
    this.#onError = onError;
    this.#face = createClockFace(realNow);
  }

  now(): number {
    return this.#face.now();
  }

  isHeld(): boolean {
    return this.#face.isHeld();
  }

  setting(): ClockSetting {
    return this.#setting;
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
    if (!this.isHeld()) this.#holdAt(this.now());
    this.#arm();
  }

  release(): void {
    const { heldAt } = this.#setting;
    if (heldAt === null) return;
    this.#set({ aheadMs: heldAt - this.#realNow(), heldAt: null });
    this.#arm();
  }

  advance(milliseconds: number): void {
    const wasHeld = this.isHeld();
    this.hold();
    const target = this.now() + milliseconds;
    this.#callUntil(target);
    this.#holdAt(target);
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
      const { heldAt } = this.#setting;
      if (heldAt !== null) this.#holdAt(Math.max(heldAt, next.time));
      this.#appointments = this.#appointments.slice(1);
      this.#call(next);
    }
  }

  #holdAt(time: number): void {
    this.#set({ ...this.#setting, heldAt: time });
  }

  #set(setting: ClockSetting): void {
    this.#setting = setting;
    this.#face.set(setting);
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
    const { aheadMs, heldAt } = this.#setting;
    if (!next || heldAt !== null) return;
    const wait = Math.min(Math.max(0, next.time - (this.#realNow() + aheadMs)), longestTimerMs);
    this.#timer = setTimeout(() => {
      this.#callUntil(this.now());
      this.#arm();
    }, Math.ceil(wait));
  }
}
