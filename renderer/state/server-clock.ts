import { createStore, type StoreApi } from 'zustand/vanilla';

/** This computer's clock and timers, handed in. */
export interface LocalClock {
  now(): number;
  /** Calls back once after so many milliseconds; returns how to cancel. */
  after(milliseconds: number, callback: () => void): () => void;
}

/** The same, with how long something lasts: a date that is set changes nothing of that. */
export interface DeskClock extends LocalClock {
  /** Milliseconds, only growing. */
  monotonic(): number;
}

/** The servers' time, changing once a second, on the second. */
export interface ServerTime {
  readonly now: number;
}

export interface ServerClock {
  readonly store: StoreApi<ServerTime>;
  /** Server's time minus this computer's, milliseconds. */
  setOffset(offsetMs: number): void;
  stop(): void;
}

/** A timer may fire a little early: such a tick belongs to the second it was set for. */
const earlyMs = 50;

/** A date that differs by so much from the time that went by was set, or the computer slept. */
const jumpMs = 2_000;
/** By then the desk has asked the servers what time it is, and the offset is another; or the computer slept. */
const settleMs = 3_000;

/** Ticks on the second of the servers' clock, so that every time on the desk steps at once. */
export function createServerClock(clock: DeskClock): ServerClock {
  let offset = 0;
  let cancel = (): void => {};
  const date = createSteadyDate(clock);
  const second = (): number => Math.floor((date.now() + offset + earlyMs) / 1_000) * 1_000;
  const store = createStore<ServerTime>(() => ({ now: second() }));
  const tick = (): void => {
    const now = second();
    if (now !== store.getState().now) store.setState({ now });
    cancel = clock.after(now + 1_000 - (date.now() + offset), tick);
  };
  tick();
  return {
    store,
    setOffset(offsetMs) {
      if (offsetMs === offset) return;
      offset = offsetMs;
      date.settle();
      cancel();
      tick();
    },
    stop: () => cancel(),
  };
}

/**
 * The computer's date, which may be set: for a while it is counted on as if it had not been, so that no time on the
 * desk is an hour off until the servers have said how late it is.
 */
function createSteadyDate(clock: DeskClock): { now(): number; settle(): void } {
  const look = () => ({ date: clock.now(), monotonic: clock.monotonic() });
  let last = look();
  let jumpedAt: number | null = null;
  const settle = (): void => {
    last = look();
    jumpedAt = null;
  };
  return {
    settle,
    now() {
      const { date, monotonic } = look();
      const counted = last.date + monotonic - last.monotonic;
      if (Math.abs(date - counted) < jumpMs) settle();
      else {
        jumpedAt ??= monotonic;
        if (monotonic - jumpedAt < settleMs) return counted;
        settle();
      }
      return date;
    },
  };
}

/** The computer's own clock. */
export const systemClock: DeskClock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after: (milliseconds, callback) => {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};
