/** How often the process looks whether it ran, milliseconds. */
export const lookEveryMs = 1_000;

/**
 * How much later than due a look tells that the process did not run (sleep, lid, SIGSTOP, a machine that swaps),
 * milliseconds: less than the shortest heartbeat deadline of a default desk (3 s), more than a busy computer is late by.
 */
export const heldUpMs = 2_000;

/**
 * How far the date must run ahead of the clock that only grows: where that one stands still in sleep (Linux), sleep
 * shows here alone. A date that was set ahead looks the same, and costs one question to each server.
 */
const asleepMs = 5_000;

/** Both clocks at one moment, milliseconds. */
export interface Clocks {
  /** Only grows, whatever is done to the date. */
  readonly monotonic: number;
  /** Since 1970. */
  readonly date: number;
}

/** For how long the process did not run between two looks, milliseconds; null: it ran. */
export function gapBetween(before: Clocks, after: Clocks): number | null {
  const ran = after.monotonic - before.monotonic;
  const late = ran - lookEveryMs;
  if (late > heldUpMs) return Math.round(late);
  const ahead = after.date - before.date - ran;
  return ahead > asleepMs ? Math.round(ahead) : null;
}

/** Whether the date was set back between two looks: nothing slept, but times that servers said are read wrong by it. */
export function wasSetBack(before: Clocks, after: Clocks): boolean {
  return after.date - before.date - (after.monotonic - before.monotonic) < -asleepMs;
}
