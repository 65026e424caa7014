import { describe, expect, test } from 'vitest';
import { pairTransition, steadyMs } from './pair-rules.ts';
import { pairStatus } from './pair-state.ts';
import {
  a,
  addresses,
  b,
  c,
  connectA,
  connectB,
  down,
  pair,
  play,
  start,
  timer,
  up,
} from './testing/pair-story.ts';

describe('addresses', () => {
  test.each<[string, string, string]>([
    ['the same', a, b],
    ['the same in capitals and with spaces', ` ${a.toUpperCase()}`, b],
  ])('%s change nothing', (_, one, two) => {
    const { state } = play(pair(), [start(), up('A')]);
    expect(pairTransition(state, addresses(one, two, 5))).toEqual({ state, effects: [] });
  });

  test('the other side changes: the one in use is kept', () => {
    const { state, effects } = play(pair(), [start(), down('A'), up('B'), addresses(c, b, 5)]);
    expect(effects[3]).toEqual([]);
    expect(state.inUse).toBe('B');
    expect(state.sides.A).toMatchObject({
      address: c,
      state: 'untried',
      since: 5,
      error: null,
      tried: false,
    });
  });

  test('the one in use is no longer among the two: it is left, and a new one is taken', () => {
    const { state, effects } = play(pair(), [start(), up('A'), addresses(c, b, 5)]);
    expect(effects[2]).toEqual([
      { type: 'abandon', side: 'A' },
      { type: 'connect', side: 'A', address: c },
    ]);
    expect(state).toMatchObject({ inUse: null, firstUsed: null });
    expect(pairStatus(state)).toBe('connecting');
  });

  test('the one in use moved to the other side: its socket goes with it, and it is not shown as moved', () => {
    const { state, effects } = play(pair(), [start(), up('A', 1), addresses(b, a, 5)]);
    expect(effects[2]).toEqual([{ type: 'swap' }]);
    expect(state).toMatchObject({ inUse: 'B', firstUsed: 'B' });
    expect(state.sides.B).toMatchObject({ address: a, state: 'in-use', since: 1 });
    expect(state.sides.A).toMatchObject({ address: b, state: 'untried' });
    expect(pairStatus(state)).toBe('up');
  });

  test('where it began goes with its address, and is forgotten with it', () => {
    const moved = play(pair(), [start(), up('A'), down('A', steadyMs), up('B', steadyMs)]).state;
    expect(pairStatus(pairTransition(moved, addresses(b, a)).state)).toBe('moved');
    expect(pairStatus(pairTransition(moved, addresses(c, b)).state)).toBe('up');
  });

  test('a side that is being connected is kept with its address, moved, or given up', () => {
    const { state } = play(pair(), [start()]);
    expect(pairTransition(state, addresses(a, c)).effects).toEqual([]);
    expect(pairTransition(state, addresses(c, a)).effects).toEqual([{ type: 'swap' }]);
    expect(pairTransition(state, addresses(c, null)).effects).toEqual([
      { type: 'abandon', side: 'A' },
      { type: 'connect', side: 'A', address: c },
    ]);
  });

  test('what was tried is known after the address moved', () => {
    const { state } = play(pair(), [start(), down('A')]);
    const moved = pairTransition(state, addresses(b, a));
    expect(moved.effects).toEqual([{ type: 'swap' }]);
    expect(pairTransition(moved.state, down('A', 1, 0)).effects).toEqual([
      { type: 'wait', for: 'back-off', ms: 125 },
    ]);
  });

  test('new ones end a back-off at once, and are not down before they were tried', () => {
    const { state, effects } = play(pair(), [start(), down('A'), down('B'), addresses(a, c)]);
    expect(effects[3]).toEqual([connectA]);
    expect(state).toMatchObject({ timer: 'head-start', round: 0, down: false });
  });

  test('the first address after none starts the pair; the last one taken away leaves it down', () => {
    const { state, effects } = play(pair('random', null, null), [start(), addresses(null, b, 5)]);
    expect(effects[1]).toEqual([connectB]);
    const { state: none, effects: left } = play(state, [up('B'), addresses('', null, 7)]);
    expect(left[1]).toEqual([{ type: 'abandon', side: 'B' }]);
    expect(pairStatus(none)).toBe('down');
    expect(none.timer).toBeNull();
  });

  test('both given up during a back-off: nothing is waited for', () => {
    const { state, effects } = play(pair(), [start(), down('A'), down('B'), addresses(null, null)]);
    expect(effects[3]).toEqual([]);
    expect(state.timer).toBeNull();
    expect(pairStatus(state)).toBe('down');
  });

  test('the same address twice is one socket', () => {
    const { state, effects } = play(pair(), [start(), up('B'), down('A'), up('B'), addresses(b, b, 5)]);
    expect(effects[4]).toEqual([]);
    expect(state.inUse).toBe('B');
    expect(state.sides.A.state).toBe('untried');
  });

  test('exchanged while both are being connected: both sockets change places', () => {
    const { state } = play(pair(), [start(), timer()]);
    const { state: swapped, effects } = pairTransition(state, addresses(b, a, 5));
    expect(effects).toEqual([{ type: 'swap' }]);
    expect([swapped.sides.A, swapped.sides.B]).toMatchObject([
      { address: b, state: 'connecting', socket: 'use' },
      { address: a, state: 'connecting', socket: 'use' },
    ]);
  });

  test('while both are being connected: the socket whose address is gone is abandoned, the other moves', () => {
    const { state } = play(pair(), [start(), timer()]);
    expect(pairTransition(state, addresses(b, c)).effects).toEqual([
      { type: 'abandon', side: 'A' },
      { type: 'swap' },
    ]);
  });

  test('of a stopped pair wait for the start', () => {
    const { state, effects } = play(pair(), [addresses(c, null), start()]);
    expect(effects).toEqual([[], [{ type: 'connect', side: 'A', address: c }]]);
    expect(state.sides.B.state).toBe('unused');
  });
});
