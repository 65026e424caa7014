import fc from 'fast-check';
import { expect, test } from 'vitest';
import { afterRefresh, afterTakeover, recoveryPauseMs, saysUnknown, unheardMs } from './recovery-rules.ts';
import { accepted, lostBy, type Refusal, unansweredBy } from './request-outcome.ts';

function refusal(status: number, comeAgain = false): Refusal {
  return { type: 'refused', status, comeAgain, cause: `answered ${status}` };
}

/** Everything that a response can say that is no success. */
const statuses = Array.from({ length: 400 }, (_, index) => 300 + index);

test('what a re-INVITE at the next server leads to', () => {
  expect(afterRefresh(accepted)).toBe('reached');
  expect(afterRefresh(lostBy('A'))).toBe('lost');
  expect(afterRefresh(unansweredBy('A'))).toBe('try-later');
  expect(afterRefresh({ type: 'failed', cause: 'no microphone' })).toBe('try-later');
  const taken = statuses.filter((status) => afterRefresh(refusal(status)) === 'take-over');
  expect(taken).toEqual([404, 405, 408, 410, 416, 480, 481, 482, 483, 484, 485, 500, 501, 502, 604]);
  expect(statuses.every((status) => ['take-over', 'try-later'].includes(afterRefresh(refusal(status))))).toBe(
    true,
  );
});

test('500 that says when to come again is of a server that has the dialog', () => {
  expect([saysUnknown(refusal(500)), saysUnknown(refusal(500, true))]).toEqual([true, false]);
});

test('what an INVITE with Replaces leads to', () => {
  expect(afterTakeover(accepted)).toBe('reached');
  expect(afterTakeover(lostBy('B'))).toBe('lost');
  expect(afterTakeover(unansweredBy('B'))).toBe('try-later');
  const leadsTo = (next: string): readonly number[] =>
    statuses.filter((status) => afterTakeover(refusal(status)) === next);
  expect(leadsTo('ended')).toEqual([481, 603]);
  expect(leadsTo('not-here')).toEqual([405, 420, 501]);
  expect(leadsTo('try-later')).toHaveLength(statuses.length - 5);
});

test('pauses grow from 2 s to 30 s', () => {
  expect([1, 2, 3, 4, 5, 6].map(recoveryPauseMs)).toEqual([2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e9 }), (attempts) => {
      expect(recoveryPauseMs(attempts)).toBeLessThanOrEqual(30_000);
      expect(recoveryPauseMs(attempts)).toBeGreaterThanOrEqual(2_000);
    }),
  );
});

test('what was said may be unheard as long as a server may be silent, and somewhat longer', () => {
  expect(unheardMs(3_000)).toBe(5_000);
});
