import type { LineQuality } from '../../contract/softphone/phone-call.ts';
import type { MediaStatistics } from '../media.ts';
import { meanOpinionScore, rating } from './e-model.ts';

/** No packet for so long: the line is not measured any more. Milliseconds. */
export const silentAfterMs = 10_000;
/** Loss is of the last five seconds: one lost packet does not redden the meter, and a bad minute ends. */
const samplesKept = 5;
const historyKept = 30;

/** What is kept from one measurement, once a second, to the next. */
export interface QualityMeter {
  readonly samples: readonly MediaStatistics[];
  readonly history: readonly number[];
  /** Null: not measured. */
  readonly quality: LineQuality | null;
}

export const newQualityMeter: QualityMeter = { samples: [], history: [], quality: null };

/** Takes the statistics of one more second; null where there were none. */
export function measure(meter: QualityMeter, statistics: MediaStatistics | null): QualityMeter {
  if (!statistics || statistics.silentForMs === null || statistics.silentForMs >= silentAfterMs) {
    return { ...meter, samples: [], quality: null };
  }
  const samples = [...meter.samples, statistics].slice(-samplesKept);
  const { jitterMs, roundTripMs } = statistics;
  const loss = lossOver(samples);
  const mos = Math.round(meanOpinionScore(rating({ jitterMs, roundTripMs, loss })) * 100) / 100;
  const history = [...meter.history, mos].slice(-historyKept);
  return { samples, history, quality: { mos, jitterMs, loss, roundTripMs, history } };
}

/** Share of the packets sent in these seconds that were lost. */
function lossOver(samples: readonly MediaStatistics[]): number {
  const lost = samples.reduce((sum, { packetsLost }) => sum + Math.max(0, packetsLost), 0);
  const received = samples.reduce((sum, { packetsReceived }) => sum + Math.max(0, packetsReceived), 0);
  return lost === 0 ? 0 : lost / (lost + received);
}
