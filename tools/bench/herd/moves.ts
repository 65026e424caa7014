import type { DeskProcess } from './desk-process.ts';

/** One desk's way from a server that was killed to the other, milliseconds. */
export interface Move {
  /** From the kill until the desk knew. */
  readonly detectMs: number;
  /** From then until the other server had told it everything. */
  readonly restoredMs: number;
}

/**
 * Watches, from now on, each desk lose its server and be whole again. The answer resolves when all have, with what
 * each took; it rejects after the limit, with how many are missing.
 */
export function watchMoves(
  herds: readonly DeskProcess[],
  desks: number,
  limitMs: number,
): (killedAt: number) => Promise<readonly Move[]> {
  const lost = new Map<string, number>();
  const whole = new Map<string, number>();
  const done = new Promise<void>((resolve, reject) => {
    const limit = setTimeout(
      () =>
        reject(
          new Error(
            `${lost.size} desks noticed, ${whole.size} of ${desks} are whole after ${limitMs / 1_000} s.`,
          ),
        ),
      limitMs,
    );
    for (const each of herds) {
      each.listen((told) => {
        // A desk that falls again and rises again is whole when it is so for good.
        if (told.type === 'lost') {
          if (!lost.has(told.agentId)) lost.set(told.agentId, told.at);
          whole.delete(told.agentId);
        }
        if (told.type !== 'whole') return;
        whole.set(told.agentId, told.at);
        if (whole.size < desks) return;
        clearTimeout(limit);
        resolve();
      });
    }
  });
  // It may end before anybody waits for it.
  done.catch(() => undefined);
  return async (killedAt) => {
    await done;
    return [...whole].map(([agentId, wholeAt]) => {
      const lostAt = lost.get(agentId) ?? killedAt;
      return { detectMs: lostAt - killedAt, restoredMs: wholeAt - lostAt };
    });
  };
}
