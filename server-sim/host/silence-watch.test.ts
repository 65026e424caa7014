import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createSilenceWatch, type SilenceWatch, type WatchedClient } from './silence-watch.ts';

let watch: SilenceWatch;
let limitMs: number;
/** Of how long the processes were stopped: their timers were, the time was not. */
let stoppedMs: number;

beforeEach(() => {
  vi.useFakeTimers();
  limitMs = 20_000;
  stoppedMs = 0;
  watch = createSilenceWatch({ limitMs: () => limitMs, now: () => performance.now() + stoppedMs });
});
afterEach(() => {
  watch.close();
  vi.useRealTimers();
});

interface Noted extends WatchedClient {
  bytes: number;
  pings: number;
  readonly dropped: number[];
}

/** @param answers whether a ping brings a pong. */
function newClient(answers = false): Noted {
  const client: Noted = {
    bytes: 0,
    pings: 0,
    dropped: [],
    received: () => client.bytes,
    ping() {
      client.pings += 1;
      if (answers) client.bytes += 6;
    },
    drop: (limit) => void client.dropped.push(limit),
  };
  return client;
}

function watched(answers?: boolean): Noted {
  const client = newClient(answers);
  watch.add(client);
  return client;
}

test('who says nothing is asked once after half of the limit, and let go at its end', () => {
  const client = watched();
  vi.advanceTimersByTime(9_999);
  expect(client).toMatchObject({ pings: 0, dropped: [] });
  vi.advanceTimersByTime(1);
  expect(client).toMatchObject({ pings: 1, dropped: [] });
  vi.advanceTimersByTime(9_999);
  expect(client).toMatchObject({ pings: 1, dropped: [] });
  vi.advanceTimersByTime(1);
  expect(client).toMatchObject({ pings: 1, dropped: [20_000] });
  vi.advanceTimersByTime(60_000);
  expect(client.dropped).toHaveLength(1);
});

test('who answers pings stays, and so does who answers none and sends something', () => {
  const answers = watched(true);
  const sends = watched();
  for (let time = 0; time < 20; time += 1) {
    vi.advanceTimersByTime(15_000);
    sends.bytes += 1;
  }
  expect(answers).toMatchObject({ pings: 25, dropped: [] });
  expect(sends).toMatchObject({ pings: 20, dropped: [] });
});

test('a server that does not hear holds its silence against nobody, and looks anew from then on', () => {
  const client = watched();
  vi.advanceTimersByTime(18_000);
  watch.setHearing(false);
  vi.advanceTimersByTime(3_600_000);
  watch.setHearing(true);
  vi.advanceTimersByTime(1_999);
  expect(client.dropped).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(client.dropped).toEqual([20_000]);
});

test('a process that was stopped first reads what came meanwhile', () => {
  const waits = watched();
  const isGone = watched();
  vi.advanceTimersByTime(18_000);
  stoppedMs = 60_000;
  vi.advanceTimersByTime(2_000);
  expect([waits.dropped, isGone.dropped]).toEqual([[], []]);
  waits.bytes += 100;
  vi.advanceTimersByTime(2_000);
  expect([waits.dropped, isGone.dropped]).toEqual([[], [20_000]]);
});

test('who is doubted is asked at once and has a fifth of the limit; a sign of life ends the doubt', () => {
  const [isThere, isGone] = [newClient(true), newClient()];
  const watches = [isThere, isGone].map((client) => watch.add(client));
  vi.advanceTimersByTime(1_000);
  for (const { doubt } of watches) doubt();
  expect([isThere.pings, isGone.pings]).toEqual([1, 1]);
  vi.advanceTimersByTime(2_999);
  expect(isGone.dropped).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(isGone.dropped).toEqual([4_000]);
  vi.advanceTimersByTime(20_000);
  expect(isThere.dropped).toEqual([]);
});

test('the limit may change, to none at all and back: nobody is let go without being asked', () => {
  const client = watched();
  vi.advanceTimersByTime(8_000);
  limitMs = 0;
  vi.advanceTimersByTime(3_600_000);
  expect(client).toMatchObject({ pings: 0, dropped: [] });
  limitMs = 1_000;
  vi.advanceTimersByTime(2_000);
  expect(client).toMatchObject({ pings: 1, dropped: [] });
  vi.advanceTimersByTime(500);
  expect(client.dropped).toEqual([1_000]);
});
