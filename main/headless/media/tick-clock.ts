import { performance } from 'node:perf_hooks';
import { frameMs } from '../../../contract/audio/frame.ts';
import { dueTicks, untilNextTick } from '../../../contract/audio/ticks.ts';

/** The engine's one timer. */
export interface TickClock {
  start(): void;
  stop(): void;
  /** Milliseconds since the clock was made. */
  now(): number;
}

/** Calls `onTick` every 20 ms by absolute time while it runs; stopped, it costs nothing and goes on counting. */
export function createTickClock(onTick: (tick: number) => void): TickClock {
  const startedAt = performance.now();
  const now = (): number => performance.now() - startedAt;
  let timer: NodeJS.Timeout | null = null;
  let lastTick = -1;
  const wait = (): void => {
    timer = setTimeout(run, Math.ceil(untilNextTick(now())));
  };
  const run = (): void => {
    wait();
    for (const tick of dueTicks(lastTick, now())) {
      lastTick = tick;
      onTick(tick);
    }
  };
  return {
    start() {
      if (timer) return;
      lastTick = Math.floor(now() / frameMs);
      wait();
    },
    stop() {
      if (timer) clearTimeout(timer);
      timer = null;
    },
    now,
  };
}
