import type { MediaStatistics } from '../../../phone/media.ts';

/** One entry of getStats, as far as it is read (W3C, Identifiers for WebRTC's Statistics API). */
interface Report {
  readonly id: string;
  readonly type: string;
  readonly timestamp: number;
  readonly kind?: string;
  readonly packetsReceived?: number;
  readonly packetsLost?: number;
  readonly packetsSent?: number;
  /** Seconds. */
  readonly jitter?: number;
  readonly roundTripTime?: number;
  readonly currentRoundTripTime?: number;
  readonly nominated?: boolean;
  readonly state?: string;
  /** Linear, 0 to 1. */
  readonly audioLevel?: number;
  readonly lastPacketReceivedTimestamp?: number;
}

/** Counts as the browser gives them, from the stream's beginning. */
export interface Totals {
  readonly received: number;
  readonly lost: number;
  readonly sent: number;
}

export const noTotals: Totals = { received: 0, lost: 0, sent: 0 };

export interface LegReading {
  /** Null before any packet. */
  readonly statistics: MediaStatistics | null;
  readonly totals: Totals;
}

/** Makes of the browser's statistics what the phone asks for; `before` is what was counted the last time. */
export function readStatistics(reports: Iterable<unknown>, before: Totals): LegReading {
  const all = [...reports].filter(isReport);
  const audio = (type: string): Report | undefined =>
    all.find((report) => report.type === type && (report.kind === undefined || report.kind === 'audio'));
  const inbound = audio('inbound-rtp');
  const totals: Totals = {
    received: inbound?.packetsReceived ?? 0,
    lost: inbound?.packetsLost ?? 0,
    sent: audio('outbound-rtp')?.packetsSent ?? 0,
  };
  if (!inbound || totals.received === 0) return { statistics: null, totals };
  const statistics: MediaStatistics = {
    packetsReceived: growth(totals.received, before.received),
    packetsLost: growth(totals.lost, before.lost),
    packetsSent: growth(totals.sent, before.sent),
    jitterMs: (inbound.jitter ?? 0) * 1_000,
    roundTripMs: roundTripMs(all, audio('remote-inbound-rtp')),
    levelDbfs: inbound.audioLevel ? 20 * Math.log10(inbound.audioLevel) : null,
    silentForMs: silentForMs(inbound),
  };
  return { statistics, totals };
}

/** A count that fell belongs to a new stream, or to a packet that was only late. */
function growth(now: number, before: number): number {
  return Math.max(0, now - before);
}

/** By the far side's own reports; before the first, by ICE's checks. */
function roundTripMs(all: readonly Report[], remote: Report | undefined): number | null {
  if (remote?.roundTripTime !== undefined) return remote.roundTripTime * 1_000;
  const pair = all.find(
    ({ type, nominated, state }) => type === 'candidate-pair' && nominated && state === 'succeeded',
  );
  return pair?.currentRoundTripTime === undefined ? null : pair.currentRoundTripTime * 1_000;
}

function silentForMs({ timestamp, lastPacketReceivedTimestamp }: Report): number {
  return lastPacketReceivedTimestamp === undefined ? 0 : Math.max(0, timestamp - lastPacketReceivedTimestamp);
}

function isReport(value: unknown): value is Report {
  return typeof value === 'object' && value !== null && 'type' in value && 'timestamp' in value;
}
