/** What a receiver of RTP keeps to say how a stream does (RFC 3550, appendices A.1, A.3 and A.8). */
export interface ReceiveStatistics {
  readonly firstSequence: number;
  /** Highest sequence number received, extended by the times it wrapped round. */
  readonly highestSequence: number;
  readonly received: number;
  /** Interarrival jitter in milliseconds. */
  readonly jitterMs: number;
  readonly transitMs: number;
  readonly timestamp: number;
  /** When the last packet came, in milliseconds. */
  readonly at: number;
}

export interface ReceivedPacket {
  readonly sequenceNumber: number;
  readonly timestamp: number;
  readonly clockRate: number;
  /** Keys repeat one timestamp, which says nothing of delay. */
  readonly isEvent: boolean;
}

/** Takes one packet, received at `now` milliseconds. */
export function countPacket(
  statistics: ReceiveStatistics | null,
  packet: ReceivedPacket,
  now: number,
): ReceiveStatistics {
  const transitMs = now - (packet.timestamp * 1000) / packet.clockRate;
  if (!statistics) {
    return {
      firstSequence: packet.sequenceNumber,
      highestSequence: packet.sequenceNumber,
      received: 1,
      jitterMs: 0,
      transitMs,
      timestamp: packet.timestamp,
      at: now,
    };
  }
  const counted = {
    ...statistics,
    highestSequence: extend(statistics.highestSequence, packet.sequenceNumber),
    received: statistics.received + 1,
    at: now,
  };
  if (packet.isEvent || packet.timestamp === statistics.timestamp) return counted;
  const difference = Math.abs(transitMs - statistics.transitMs);
  // A pause (hold) or a wrapped timestamp is no jitter: such a step starts the measurement anew.
  const jitterMs =
    difference > 1000 ? statistics.jitterMs : statistics.jitterMs + (difference - statistics.jitterMs) / 16;
  return { ...counted, jitterMs, transitMs, timestamp: packet.timestamp };
}

/** How many packets should have come. */
export function expectedPackets({ firstSequence, highestSequence }: ReceiveStatistics): number {
  return highestSequence - firstSequence + 1;
}

/** The extended number nearest to the highest so far. */
function extend(highest: number, sequenceNumber: number): number {
  const step = ((sequenceNumber - highest) << 16) >> 16;
  return Math.max(highest, highest + step);
}
