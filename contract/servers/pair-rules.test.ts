import { describe, expect, test } from 'vitest';
import {
  backOffMs,
  newPair,
  type PairEffect,
  type PairEvent,
  pairTransition,
  type ServerOrder,
  steadyMs,
} from './pair-rules.ts';
import { pairStatus } from './pair-state.ts';
import {
  a,
  b,
  connectA,
  connectB,
  down,
  pair,
  play,
  retry,
  start,
  stop,
  timer,
  up,
} from './testing/pair-story.ts';

describe('start', () => {
  const cases: readonly [string, ServerOrder, string | null, string | null, number, readonly PairEffect[]][] =
    [
      ['at random, low: A', 'random', a, b, 0, [connectA]],
      ['at random, just under a half: A', 'random', a, b, 0.499, [connectA]],
      ['at random, a half: B', 'random', a, b, 0.5, [connectB]],
      ['at random, high: B', 'random', a, b, 0.999, [connectB]],
      ['primary first, whatever chance says', 'primary-first', a, b, 0.999, [connectA]],
      ['A alone', 'random', a, null, 0.999, [connectA]],
      ['B alone', 'random', null, b, 0, [connectB]],
      ['B alone, primary first', 'primary-first', null, b, 0, [connectB]],
      ['A is spaces', 'primary-first', '  ', b, 0, [connectB]],
      ['both blank', 'random', null, '', 0, []],
    ];
  test.each(cases)('%s', (_, order, one, two, random, expected) => {
    expect(play(newPair(order, one, two, 0), [start(0, random)]).effects).toEqual([expected]);
  });

  test('shows the side that connects, and of the other that nothing is known', () => {
    const { state } = play(pair(), [start(7)]);
    expect(state.sides.A).toMatchObject({ state: 'connecting', since: 7, error: null });
    expect(state.sides.B).toMatchObject({ state: 'untried', since: 7, answeredAt: null });
    expect(pairStatus(state)).toBe('connecting');
    expect(state.since).toBe(7);
  });

  test('again changes nothing', () => {
    const { state } = play(pair(), [start()]);
    expect(pairTransition(state, start(5))).toEqual({ state, effects: [] });
  });

  test('with both addresses blank it is down at once, and says why', () => {
    const { state } = play(pair('random', '', ' '), [start(3)]);
    expect(pairStatus(state)).toBe('down');
    expect(state.sides.A).toMatchObject({ state: 'unused', address: null, error: 'No address is set.' });
    expect(state.sides.B.error).toBe('No address is set.');
    expect(state.timer).toBeNull();
  });
});

describe('connected', () => {
  test('is in use, and up', () => {
    const { state, effects } = play(pair(), [start(), up('A', 9)]);
    expect(state).toMatchObject({ inUse: 'A', firstUsed: 'A', since: 9 });
    expect(state.sides.A).toMatchObject({ state: 'in-use', since: 9, error: null, answeredAt: 9 });
    expect(pairStatus(state)).toBe('up');
    expect(effects[1]).toEqual([]);
  });

  test.each<[string, readonly PairEvent[], 'A' | 'B']>([
    ['the other side, while one is in use', [start(), up('A')], 'B'],
    ['the other side, while one connects', [start()], 'B'],
    ['a side that was given up', [start(), down('A')], 'A'],
    ['after the stop', [start(), stop()], 'A'],
    ['before the start', [], 'A'],
    ['while it backs off', [start(), down('A'), down('B')], 'B'],
  ])('a socket nobody waits for is left: %s', (_, before, side) => {
    const { state } = play(pair(), before);
    expect(pairTransition(state, up(side))).toEqual({ state, effects: [{ type: 'leave', side }] });
  });

  test('twice changes nothing', () => {
    const { state } = play(pair(), [start(), up('A')]);
    expect(pairTransition(state, up('A', 5))).toEqual({ state, effects: [] });
  });
});

describe('failed', () => {
  test('the other side is tried at once', () => {
    const { state, effects } = play(pair(), [start(), down('A', 4)]);
    expect(effects[1]).toEqual([connectB]);
    expect(state.sides.A).toMatchObject({ state: 'silent', since: 4, error: 'A is gone' });
    expect(state.sides.B.state).toBe('connecting');
    expect(pairStatus(state)).toBe('connecting');
  });

  test('both failed: back off, then a new round from the beginning', () => {
    const { state, effects, waits } = play(pair(), [start(), down('A'), down('B', 4, 0)]);
    expect(effects[2]).toEqual([]);
    expect(waits[2]).toEqual([{ type: 'wait', for: 'back-off', ms: 125 }]);
    expect(state).toMatchObject({ round: 1, timer: 'back-off', down: true, since: 4 });
    expect(pairStatus(state)).toBe('down');
    expect(play(state, [timer(130)]).effects[0]).toEqual([connectA]);
    const again = play(state, [retry(5)]);
    expect(again.effects[0]).toEqual([connectA]);
    expect(again.state.timer).toBe('head-start');
  });

  test('stays down, with the last error, while later rounds try', () => {
    const { state } = play(pair(), [start(), down('A'), down('B', 4), retry(5)]);
    expect(pairStatus(state)).toBe('down');
    expect(state.since).toBe(4);
    expect(state.sides.A).toMatchObject({ state: 'connecting', error: 'A is gone' });
  });

  test('a new round chooses at random anew', () => {
    const { effects } = play(pair('random'), [start(), down('A'), down('B'), retry(0, 0.9)]);
    expect(effects[3]).toEqual([connectB]);
  });

  test('a new round tries both, whichever comes first', () => {
    const { effects } = play(pair('random'), [start(), down('A'), down('B'), retry(0, 0.9), down('B')]);
    expect(effects[4]).toEqual([connectA]);
  });

  test('rounds wait longer and longer, and a connection that held begins anew', () => {
    const round = (now: number): readonly PairEvent[] => [
      down('A', now, 0.99),
      down('B', now, 0.99),
      retry(now),
    ];
    const { state, waits } = play(pair(), [start(), ...round(1), ...round(2), ...round(3)]);
    const backOffs = waits.flat().filter((wait) => wait.for === 'back-off');
    expect(backOffs.map(({ ms }) => ms)).toEqual([
      backOffMs(0, 0.99),
      backOffMs(1, 0.99),
      backOffMs(2, 0.99),
    ]);
    const held = play(state, [up('A', 10), down('A', 10 + steadyMs), down('B', 10 + steadyMs, 0)]);
    expect(held.waits[2]).toEqual([{ type: 'wait', for: 'back-off', ms: backOffMs(0, 0) }]);
  });

  test('one address alone: back off before it is tried again', () => {
    const { effects, waits } = play(pair('random', a, null), [start(), down('A', 0, 0), timer()]);
    expect(effects).toEqual([[connectA], [], [connectA]]);
    expect(waits).toEqual([[], [{ type: 'wait', for: 'back-off', ms: 125 }], []]);
  });

  test.each<[string, readonly PairEvent[], 'A' | 'B']>([
    ['a side that stands by', [start(), up('A')], 'B'],
    ['a side that failed already', [start(), down('A')], 'A'],
    ['before the start', [], 'A'],
    ['after the stop', [start(), stop()], 'A'],
  ])('says nothing new: %s', (_, before, side) => {
    const { state } = play(pair(), before);
    expect(pairTransition(state, down(side))).toEqual({ state, effects: [] });
  });
});

describe('lost', () => {
  test('the other side at once, and shown as moved', () => {
    const { state, effects } = play(pair(), [start(), up('A'), down('A', steadyMs), up('B', steadyMs + 1)]);
    expect(effects[2]).toEqual([connectB]);
    expect(state).toMatchObject({ inUse: 'B', firstUsed: 'A' });
    expect(pairStatus(state)).toBe('moved');
    expect(state.sides.A).toMatchObject({ state: 'silent', error: 'A is gone' });
  });

  test('there and back again is up, not moved', () => {
    const later = 2 * steadyMs;
    const { state, effects } = play(pair(), [
      start(),
      up('A'),
      down('A', steadyMs),
      up('B', steadyMs),
      down('B', later),
      up('A', later),
    ]);
    expect(effects[4]).toEqual([connectA]);
    expect(pairStatus(state)).toBe('up');
  });

  test('a side that failed in an earlier round is tried when the other is lost', () => {
    const { effects } = play(pair(), [start(), down('A'), up('B'), down('B', steadyMs)]);
    expect(effects[3]).toEqual([connectA]);
  });

  test('two servers that accept and drop are not tried in a hot loop', () => {
    const { state, waits } = play(pair(), [start(), up('A'), down('A', 10), up('B', 11), down('B', 20, 0)]);
    expect(waits[4]).toEqual([{ type: 'wait', for: 'back-off', ms: 125 }]);
    const { waits: next } = play(state, [
      timer(200),
      up('A', 200),
      down('A', 210),
      up('B', 210),
      down('B', 220, 0),
    ]);
    expect(next[4]).toEqual([{ type: 'wait', for: 'back-off', ms: 250 }]);
  });
});

describe('retry', () => {
  test.each<[string, readonly PairEvent[]]>([
    ['while connecting', [start()]],
    ['while in use', [start(), up('A')]],
    ['before the start', []],
    ['after the stop', [start(), stop()]],
  ])('changes nothing %s', (_, before) => {
    const { state } = play(pair(), before);
    expect(pairTransition(state, retry(9))).toEqual({ state, effects: [] });
  });

  test('with both addresses blank there is nothing to try', () => {
    const { state } = play(pair('random', null, null), [start()]);
    expect(pairTransition(state, retry(9))).toEqual({ state, effects: [] });
  });
});

describe('stop', () => {
  test('abandons what is connected or being connected, and forgets', () => {
    const { state, effects } = play(pair(), [start(), up('A'), stop(6)]);
    expect(effects[2]).toEqual([{ type: 'abandon', side: 'A' }]);
    expect(state).toEqual({ ...pair(), since: 6, sides: newPair('random', a, b, 6).sides });
    expect(pairStatus(state)).toBe('off');
    expect(play(pair(), [start(), stop(6)]).effects[1]).toEqual([{ type: 'abandon', side: 'A' }]);
  });

  test('during a back-off nothing is left waiting', () => {
    const { state, effects } = play(pair(), [start(), down('A'), down('B'), stop(6)]);
    expect(effects[3]).toEqual([]);
    expect(state.timer).toBeNull();
  });

  test('of a stopped pair changes nothing', () => {
    const state = pair();
    expect(pairTransition(state, stop(5))).toEqual({ state, effects: [] });
  });
});
