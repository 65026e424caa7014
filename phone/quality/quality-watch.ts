import type { LineQuality } from '../../contract/softphone/phone-call.ts';
import type { MediaLeg } from '../media.ts';
import { type PhoneTimers, within } from '../surroundings.ts';
import { measure, newQualityMeter, type QualityMeter } from './line-quality.ts';

const everyMs = 1_000;

/**
 * Measures a leg once a second and tells; null once, when there is nothing to measure any more. Returns how to stop.
 * Statistics that never come leave the quality unknown, not as it was.
 */
export function watchQuality(
  leg: MediaLeg,
  timers: PhoneTimers,
  tell: (quality: LineQuality | null) => void,
): () => void {
  let meter: QualityMeter = newQualityMeter;
  let over = false;
  let timer: unknown = null;
  const next = (): void => {
    timer = timers.setTimeout(() => void look(), everyMs);
  };
  const look = async (): Promise<void> => {
    const statistics = await within(timers, everyMs, 'Measuring', leg.statistics()).catch(() => null);
    if (over) return;
    const before = meter.quality;
    meter = measure(meter, statistics);
    if (meter.quality !== null || before !== null) tell(meter.quality);
    next();
  };
  next();
  return () => {
    over = true;
    timers.clearTimeout(timer);
  };
}
