import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MediaStatistics } from '../media.ts';
import { effectiveLatencyMs, meanOpinionScore, rating } from './e-model.ts';
import { measure, newQualityMeter, type QualityMeter } from './line-quality.ts';

const good = { jitterMs: 2, loss: 0, roundTripMs: 20 };

function statistics(part: Partial<MediaStatistics>): MediaStatistics {
  return {
    packetsReceived: 50,
    packetsLost: 0,
    jitterMs: 2,
    roundTripMs: 20,
    levelDbfs: -20,
    packetsSent: 50,
    silentForMs: 20,
    ...part,
  };
}

function after(...parts: readonly (Partial<MediaStatistics> | null)[]): QualityMeter {
  return parts.reduce<QualityMeter>(
    (meter, part) => measure(meter, part && statistics(part)),
    newQualityMeter,
  );
}

test('the figures of G.107: R 93.2 is MOS 4.41, 80 is 4.03, 70 is 3.60, 60 is 3.10, 50 is 2.58', () => {
  const scores = [93.2, 80, 70, 60, 50, 0].map((r) => Number(meanOpinionScore(r).toFixed(2)));
  expect(scores).toEqual([4.41, 4.02, 3.6, 3.1, 2.58, 1]);
});

test('delay is half the round trip, twice the jitter, and 10 ms', () => {
  expect(effectiveLatencyMs({ jitterMs: 15, loss: 0, roundTripMs: 100 })).toBe(90);
  expect(effectiveLatencyMs({ jitterMs: 0, loss: 0, roundTripMs: null })).toBe(10);
});

test('delay weighs little until conversation suffers, then much', () => {
  const at = (roundTripMs: number): number => rating({ ...good, roundTripMs });
  expect(at(20) - at(120)).toBeLessThan(2);
  expect(at(400) - at(500)).toBeGreaterThan(5);
});

test('loss of 1, 5 and 20 % is heard as good, fair and bad', () => {
  const [one = 0, five = 0, twenty = 0] = [0.01, 0.05, 0.2].map((loss) =>
    meanOpinionScore(rating({ ...good, loss })),
  );
  expect(one).toBeGreaterThan(4.2);
  expect(five).toBeGreaterThan(3.6);
  expect(five).toBeLessThan(4.03);
  expect(twenty).toBeLessThan(3.1);
});

test('whatever is measured, MOS is from 1 to 4.5, and never better with more loss', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const ms = fc.double({ min: 0, max: 1e7, noNaN: true });
  fc.assert(
    fc.property(share, share, ms, ms, (one, other, jitterMs, roundTripMs) => {
      const mos = (loss: number): number => meanOpinionScore(rating({ loss, jitterMs, roundTripMs }));
      const [less, more] = [Math.min(one, other), Math.max(one, other)];
      expect(mos(less)).toBeGreaterThanOrEqual(1);
      expect(mos(less)).toBeLessThanOrEqual(4.5);
      expect(mos(more)).toBeLessThanOrEqual(mos(less) + 1e-9);
    }),
  );
});

test('loss is of the last five seconds, and a bad minute ends', () => {
  const bad = after({}, { packetsReceived: 30, packetsLost: 20 });
  expect(bad.quality?.loss).toBeCloseTo(0.2);
  let meter = bad;
  for (let second = 1; second <= 5; second += 1) meter = measure(meter, statistics({}));
  expect(meter.quality?.loss).toBe(0);
});

test('nothing before the first packet, nothing after 10 s without one', () => {
  expect(after(null).quality).toBeNull();
  expect(after({ silentForMs: null }).quality).toBeNull();
  expect(after({}, { silentForMs: 9_999 }).quality).not.toBeNull();
  expect(after({}, { silentForMs: 10_000 }).quality).toBeNull();
});

test('history is the last 30 values, oldest first', () => {
  const meter = after(...Array.from({ length: 40 }, () => ({})));
  expect(meter.quality?.history).toHaveLength(30);
  expect(meter.quality?.history.at(-1)).toBe(meter.quality?.mos);
});

test('a late packet, counted as less than no loss, does no harm', () => {
  expect(after({ packetsLost: -3 }).quality?.loss).toBe(0);
  expect(after({ packetsReceived: 0, packetsLost: 0 }).quality?.loss).toBe(0);
});
