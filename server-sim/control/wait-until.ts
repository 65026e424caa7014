import type { EventLog } from './event-log.ts';

export type WaitOutcome<Found> =
  | { readonly type: 'found'; readonly found: Found }
  | { readonly type: 'deadline' }
  /** Whoever waited has gone, or the tier is closing. */
  | { readonly type: 'ended' };

/**
 * Looks now, and again after each event, until it finds what it looks for. Nothing is asked by time.
 *
 * @param look is called when the event has been dealt with everywhere, so that it sees the state after it; what it looks
 *   at may be in another process. One look at a time: events that come meanwhile bring one more.
 */
export function waitUntil<Found>(
  events: EventLog,
  look: () => Found | null | Promise<Found | null>,
  deadlineMs: number,
  ends: readonly AbortSignal[],
): Promise<WaitOutcome<Found>> {
  return new Promise((resolve, reject) => {
    let isLooking = false;
    let isStale = false;
    let isOver = false;
    const end = (): void => {
      isOver = true;
      clearTimeout(deadline);
      stopListening();
      for (const signal of ends) signal.removeEventListener('abort', ended);
    };
    const finish = (outcome: WaitOutcome<Found>): void => {
      end();
      resolve(outcome);
    };
    const ended = (): void => finish({ type: 'ended' });
    const lookUntilFresh = async (): Promise<void> => {
      for (isStale = true; isStale && !isOver; ) {
        isStale = false;
        const found = await look();
        if (found !== null && !isOver) finish({ type: 'found', found });
      }
    };
    const lookNow = (): void => {
      isStale = true;
      if (isLooking || isOver) return;
      isLooking = true;
      lookUntilFresh()
        .catch((error: unknown) => {
          end();
          reject(error);
        })
        .finally(() => {
          isLooking = false;
        });
    };
    const deadline = setTimeout(() => finish({ type: 'deadline' }), deadlineMs);
    const stopListening = events.onEvent(() => queueMicrotask(lookNow));
    for (const signal of ends) signal.addEventListener('abort', ended, { once: true });
    if (ends.some((signal) => signal.aborted)) ended();
    else lookNow();
  });
}
