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

/** Ticks on the second of the servers' clock, so that every time on the desk steps at once. */
export function createServerClock(clock: LocalClock): ServerClock {
  let offset = 0;
  let cancel = (): void => {};
  const second = (): number => Math.floor((clock.now() + offset + earlyMs) / 1_000) * 1_000;
  const store = createStore<ServerTime>(() => ({ now: second() }));
  const tick = (): void => {
    const now = second();
    if (now !== store.getState().now) store.setState({ now });
    cancel = clock.after(now + 1_000 - (clock.now() + offset), tick);
  };
  tick();
  return {
    store,
    setOffset(offsetMs) {
      if (offsetMs === offset) return;
      offset = offsetMs;
      cancel();
      tick();
    },
    stop: () => cancel(),
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
