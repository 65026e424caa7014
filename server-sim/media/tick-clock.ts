import { performance } from 'node:perf_hooks';
import { frameMs } from '../../contract/audio/frame.ts';
import { dueTicks, untilNextTick } from '../../contract/audio/ticks.ts';

/** The one timer of the media server. */
export interface TickClock {
  /** Runs from now on, if it does not already. */
  start(): void;
  /** Runs no more; a stopped clock costs nothing, and its ticks go on counting. */
  stop(): void;
  /** The number of the current tick. */
  tick(): number;
  /** Milliseconds since the clock was made. */
  now(): number;
}

/** Calls `onTick` every 20 ms by absolute time, each tick once and in order. */
export function createTickClock(onTick: (tick: number) => void): TickClock {
  const startedAt = performance.now();
  const now = (): number => performance.now() - startedAt;
  const tick = (): number => Math.floor(now() / frameMs);
  let timer: NodeJS.Timeout | null = null;
  let lastTick = -1;
  const wait = (): void => {
    timer = setTimeout(run, Math.ceil(untilNextTick(now())));
  };
  const doDue = (): void => {
    if (!timer) return;
    for (const due of dueTicks(lastTick, now())) {
      lastTick = due;
      onTick(due);
    }
  };
  /** After a stall, what came meanwhile is read first: it was there in time, and this process was late. */
  const run = (): void => {
    wait();
    if (dueTicks(lastTick, now()).length > 1) setImmediate(doDue);
    else doDue();
  };
  return {
    start() {
      if (timer) return;
      lastTick = tick();
      wait();
    },
    stop() {
      if (timer) clearTimeout(timer);
      timer = null;
    },
    tick,
    now,
  };
}
