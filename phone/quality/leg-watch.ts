import type { MediaLeg, MediaStatistics } from '../media.ts';
import { type Surroundings, within } from '../surroundings.ts';

const everyMs = 1_000;

/** One look at a leg. */
export interface LegLook {
  /** Null: no packet has come yet, or the leg did not say. */
  readonly statistics: MediaStatistics | null;
  /** Whether the leg said anything in time. */
  readonly isMeasured: boolean;
  /** Since the last look, by the clock: more than a second where this process did not run. Milliseconds. */
  readonly elapsedMs: number;
}

/** Looks at a leg once a second, until it is told to stop. */
export function watchLeg(
  leg: MediaLeg,
  { timers, now }: Pick<Surroundings, 'timers' | 'now'>,
  seen: (look: LegLook) => void,
): () => void {
  let last = now();
  let over = false;
  let timer: unknown = null;
  const next = (): void => {
    timer = timers.setTimeout(() => void look(), everyMs);
  };
  const look = async (): Promise<void> => {
    const measured = await within(timers, everyMs, 'Measuring', leg.statistics()).catch(() => undefined);
    if (over) return;
    const elapsedMs = now() - last;
    last = now();
    next();
    seen({ statistics: measured ?? null, isMeasured: measured !== undefined, elapsedMs });
  };
  next();
  return () => {
    over = true;
    timers.clearTimeout(timer);
  };
}
