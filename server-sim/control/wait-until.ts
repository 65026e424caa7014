import type { EventLog } from './event-log.ts';

export type WaitOutcome<Found> =
  | { readonly type: 'found'; readonly found: Found }
  | { readonly type: 'deadline' }
  /** Whoever waited has gone, or the tier is closing. */
  | { readonly type: 'ended' };

/**
 * Looks now, and again after each event, until it finds what it looks for. Nothing is asked by time.
 *
 * @param look is called when the event has been dealt with everywhere, so that it sees the state after it.
 */
export function waitUntil<Found>(
  events: EventLog,
  look: () => Found | null,
  deadlineMs: number,
  ends: readonly AbortSignal[],
): Promise<WaitOutcome<Found>> {
  return new Promise((resolve) => {
    const finish = (outcome: WaitOutcome<Found>): void => {
      clearTimeout(deadline);
      stopListening();
      for (const signal of ends) signal.removeEventListener('abort', ended);
      resolve(outcome);
    };
    const ended = (): void => finish({ type: 'ended' });
    const lookNow = (): void => {
      const found = look();
      if (found !== null) finish({ type: 'found', found });
    };
    const deadline = setTimeout(() => finish({ type: 'deadline' }), deadlineMs);
    const stopListening = events.onEvent(() => queueMicrotask(lookNow));
    for (const signal of ends) signal.addEventListener('abort', ended, { once: true });
    if (ends.some((signal) => signal.aborted)) ended();
    else lookNow();
  });
}
