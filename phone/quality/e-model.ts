/** What the E-model needs to know of a line. */
export interface LineMeasures {
  readonly jitterMs: number;
  /** Share of packets lost, 0 to 1. */
  readonly loss: number;
  /** Null: not measured; then the line is taken to be as quick as a local one. */
  readonly roundTripMs: number | null;
}

/** The rating of a line with nothing wrong (ITU-T G.107, default parameters): MOS 4.41. */
const bestRating = 93.2;
/** Packet-loss robustness of G.711 with concealment (ITU-T G.113, Appendix I), for random loss. */
const lossRobustness = 25.1;
/** The delay from which conversation itself suffers (ITU-T G.107's Id, after Cole and Rosenbluth), milliseconds. */
const noticeableMs = 177.3;

/**
 * How long it takes from mouth to ear, milliseconds: half the way there and back, the jitter buffer, which settles at
 * about twice the jitter, and 10 ms of coding.
 */
export function effectiveLatencyMs({ roundTripMs, jitterMs }: LineMeasures): number {
  return (roundTripMs ?? 0) / 2 + 2 * jitterMs + 10;
}

/** The transmission rating R (ITU-T G.107): the best one less what delay (Id) and loss (Ie,eff) take. 0 to 93.2. */
export function rating(line: LineMeasures): number {
  const delay = effectiveLatencyMs(line);
  const delayImpairment = 0.024 * delay + 0.11 * Math.max(0, delay - noticeableMs);
  const percent = 100 * Math.min(1, Math.max(0, line.loss));
  const lossImpairment = (95 * percent) / (percent + lossRobustness);
  return Math.min(bestRating, Math.max(0, bestRating - delayImpairment - lossImpairment));
}

/** What listeners would say of a rating, 1 to 4.5 (ITU-T G.107, Annex B). */
export function meanOpinionScore(r: number): number {
  if (r <= 0) return 1;
  // Under a rating of about 6.5 the polynomial falls below 1.
  return Math.max(1, 1 + 0.035 * r + 7e-6 * r * (r - 60) * (100 - r));
}
