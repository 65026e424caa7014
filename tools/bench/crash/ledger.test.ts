import { describe, expect, it } from 'vitest';
import { cameBackWith, judge, type Ledger, newLedger } from './ledger.ts';

describe('the ledger of a round', () => {
  const round = (over: Partial<Ledger> = {}): Ledger => ({
    ...newLedger(),
    typed: ['a', 'a b', 'a b c'],
    confirmed: 2,
    ...over,
  });

  it('is content with one wrap-up that has all that was typed', () => {
    expect(judge(round({ dialled: 'confirmed' }), { notes: ['a b c'], dialled: 1 })).toEqual({
      lost: [],
      doubled: [],
    });
  });

  it.each([
    ['a wrap-up that never came', round(), { notes: [], dialled: 0 }, 1, 0],
    ['a wrap-up without the last words', round(), { notes: ['a b'], dialled: 0 }, 1, 0],
    ['a wrap-up that came twice', round(), { notes: ['a b c', 'a b c'], dialled: 0 }, 0, 1],
    [
      'a call that was confirmed and not made',
      round({ dialled: 'confirmed' }),
      { notes: ['a b c'], dialled: 0 },
      1,
      0,
    ],
    ['two calls for a click', round({ dialled: 'unknown' }), { notes: ['a b c'], dialled: 2 }, 0, 1],
    [
      'a call for a click that was refused',
      round({ dialled: 'refused' }),
      { notes: ['a b c'], dialled: 1 },
      0,
      1,
    ],
  ])('tells %s', (_what, ledger, store, lost, doubled) => {
    const verdict = judge(ledger, store);
    expect([verdict.lost.length, verdict.doubled.length]).toEqual([lost, doubled]);
  });

  it('takes a desk that comes back with more than it had confirmed, and none with less', () => {
    for (const notes of ['a b', 'a b c']) {
      const ledger = round();
      cameBackWith(ledger, notes);
      expect(ledger.losses).toEqual([]);
    }
    for (const notes of ['', 'a', 'something else']) {
      const ledger = round();
      cameBackWith(ledger, notes);
      expect(ledger.losses).toHaveLength(1);
    }
  });
});
