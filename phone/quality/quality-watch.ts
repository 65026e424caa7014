import type { LineQuality } from '../../contract/softphone/phone-call.ts';
import type { LegLook } from './leg-watch.ts';
import { measure, newQualityMeter, type QualityMeter } from './line-quality.ts';

/**
 * Tells a line's quality at each look; null once, when there is nothing to measure any more. Statistics that never
 * come leave the quality unknown, not as it was.
 */
export function watchQuality(tell: (quality: LineQuality | null) => void): (look: LegLook) => void {
  let meter: QualityMeter = newQualityMeter;
  return ({ statistics }) => {
    const before = meter.quality;
    meter = measure(meter, statistics);
    if (meter.quality !== null || before !== null) tell(meter.quality);
  };
}
