import { frameMs } from './frame.ts';

/** How many ticks are made up for after a stall. More would only burst; they are left out, and time goes on. */
const mostLateTicks = 5;

/** The ticks of 20 ms that are due `elapsedMs` after the clock's start, given the last one that was done. */
export function dueTicks(lastTick: number, elapsedMs: number): readonly number[] {
  const current = Math.floor(elapsedMs / frameMs);
  const first = Math.max(lastTick + 1, current - mostLateTicks + 1);
  return Array.from({ length: Math.max(0, current - first + 1) }, (_, at) => first + at);
}

/** Milliseconds until the next tick: from the clock's start, never from the last tick, so that it cannot drift. */
export function untilNextTick(elapsedMs: number): number {
  return (Math.floor(elapsedMs / frameMs) + 1) * frameMs - elapsedMs;
}
