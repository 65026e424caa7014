const firstMs = 250;
const longestMs = 15_000;

/**
 * How long to wait before a new round, milliseconds: 250 ms doubled with every round that failed, at most 15 s, of
 * which a random 50 to 100 % is taken, so that a thousand desks do not come back in one instant (RFC 5626, 4.5).
 * `round` counts from 0; `random` is in [0, 1).
 */
export function backOffMs(round: number, random: number): number {
  const whole = Math.min(longestMs, firstMs * 2 ** Math.min(Math.max(round, 0), 16));
  return Math.round(whole * (0.5 + random / 2));
}
