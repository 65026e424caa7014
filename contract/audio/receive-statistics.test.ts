import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countPacket, expectedPackets, type ReceiveStatistics } from './receive-statistics.ts';

/** Statistics of packets 20 ms apart, each delayed as told; `null` for one that is lost. */
function receive(delays: readonly (number | null)[], firstSequence = 0): ReceiveStatistics | null {
  return delays.reduce<ReceiveStatistics | null>((statistics, delay, at) => {
    if (delay === null) return statistics;
    const packet = {
      sequenceNumber: (firstSequence + at) & 0xffff,
      timestamp: at * 960,
      clockRate: 48_000,
      isEvent: false,
    };
    return countPacket(statistics, packet, at * 20 + delay);
  }, null);
}

describe('receive statistics', () => {
  it('count what is missing, over wrapping sequence numbers', () => {
    const delays = fc.array(fc.constantFrom(0, 0, 0, null), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(delays, fc.integer({ min: 0, max: 65_535 }), (middle, first) => {
        const statistics = receive([0, ...middle, 0], first);
        if (!statistics) throw new Error('nothing received');
        const lost = middle.filter((delay) => delay === null).length;
        expect(expectedPackets(statistics) - statistics.received).toBe(lost);
      }),
    );
  });

  it('are not upset by packets that come late or twice', () => {
    const packet = { timestamp: 0, clockRate: 48_000, isEvent: false };
    const statistics = [0, 2, 1, 1, 3].reduce<ReceiveStatistics | null>(
      (counted, sequenceNumber) => countPacket(counted, { ...packet, sequenceNumber }, 0),
      null,
    );
    expect(statistics).toMatchObject({ firstSequence: 0, highestSequence: 3, received: 5 });
  });

  it('have no jitter when every packet takes as long, and 16 of 16 steps when delays alternate', () => {
    expect(receive(Array(100).fill(7))?.jitterMs).toBeCloseTo(0);
    const alternating = Array.from({ length: 400 }, (_, at) => (at % 2) * 10);
    expect(receive(alternating)?.jitterMs).toBeCloseTo(10, 0);
  });

  it('take neither a pause nor keys for jitter', () => {
    const before = receive([0, 0, 0]);
    const audio = { sequenceNumber: 3, timestamp: 3 * 960, clockRate: 48_000, isEvent: false };
    expect(countPacket(before, audio, 60_000).jitterMs).toBeCloseTo(0);
    expect(countPacket(before, { ...audio, isEvent: true }, 500).jitterMs).toBeCloseTo(0);
  });
});
