import { expect, test } from 'vitest';
import { codecOrder } from './codec-order.ts';
import { noTotals, readStatistics } from './leg-statistics.ts';

const inbound = {
  id: 'in',
  type: 'inbound-rtp',
  kind: 'audio',
  timestamp: 10_000,
  packetsReceived: 150,
  packetsLost: 6,
  jitter: 0.004,
  audioLevel: 0.1,
  lastPacketReceivedTimestamp: 9_980,
};
const outbound = { id: 'out', type: 'outbound-rtp', kind: 'audio', timestamp: 10_000, packetsSent: 160 };
const pair = {
  id: 'pair',
  type: 'candidate-pair',
  timestamp: 10_000,
  nominated: true,
  state: 'succeeded',
  currentRoundTripTime: 0.03,
};

test('counts of the last interval, and how the line is now', () => {
  const { statistics, totals } = readStatistics([inbound, outbound, pair], {
    received: 100,
    lost: 1,
    sent: 110,
  });
  expect(totals).toEqual({ received: 150, lost: 6, sent: 160 });
  expect(statistics).toMatchObject({ packetsReceived: 50, packetsLost: 5, packetsSent: 50, jitterMs: 4 });
  expect(statistics).toMatchObject({ silentForMs: 20, roundTripMs: 30 });
  expect(statistics?.levelDbfs).toBeCloseTo(-20);
});

test("the far side's own reports say the round trip better than ICE does", () => {
  const remote = {
    id: 'remote',
    type: 'remote-inbound-rtp',
    kind: 'audio',
    timestamp: 10_000,
    roundTripTime: 0.12,
  };
  expect(readStatistics([pair, inbound, remote], noTotals).statistics?.roundTripMs).toBe(120);
});

test('nothing before the first packet; what is not told is not made up', () => {
  expect(readStatistics([], noTotals).statistics).toBeNull();
  expect(readStatistics([{ ...inbound, packetsReceived: 0 }], noTotals).statistics).toBeNull();
  const bare = { id: 'in', type: 'inbound-rtp', timestamp: 1, packetsReceived: 1 };
  expect(readStatistics([bare, null, 'text'], noTotals).statistics).toMatchObject({
    packetsReceived: 1,
    roundTripMs: null,
    levelDbfs: null,
  });
});

test('a new stream, whose counts begin anew, never counts backwards', () => {
  const { statistics } = readStatistics([{ ...inbound, packetsReceived: 3, packetsLost: 0 }], {
    received: 900,
    lost: 80,
    sent: 5,
  });
  expect(statistics).toMatchObject({ packetsReceived: 0, packetsLost: 0, packetsSent: 0 });
});

test('Opus first, then G.711, telephone-events kept, the rest left out', () => {
  const types = [
    'audio/red',
    'audio/PCMU',
    'audio/telephone-event',
    'audio/G722',
    'audio/opus',
    'audio/PCMA',
  ];
  const order = codecOrder(types.map((mimeType) => ({ mimeType })));
  expect(order.map(({ mimeType }) => mimeType)).toEqual([
    'audio/opus',
    'audio/PCMU',
    'audio/PCMA',
    'audio/telephone-event',
  ]);
});
