import { describe, expect, test } from 'vitest';
import { headStartMs, pairTransition } from './pair-rules.ts';
import { pairStatus } from './pair-state.ts';
import {
  connectA,
  connectB,
  down,
  leaveB,
  opened,
  pair,
  play,
  retry,
  start,
  timer,
  up,
} from './testing/pair-story.ts';

// Happy Eyeballs (RFC 8305, section 5): a server that hangs costs its head start, not its whole deadline.

const racing = [start(), timer(headStartMs)];

describe('the head start', () => {
  test('is waited for while the first connects; then the other begins beside it', () => {
    const { state, effects, waits } = play(pair(), racing);
    expect(waits[0]).toEqual([{ type: 'wait', for: 'head-start', ms: headStartMs }]);
    expect(effects).toEqual([[connectA], [connectB]]);
    expect([state.sides.A.state, state.sides.B.state]).toEqual(['connecting', 'connecting']);
    expect(pairStatus(state)).toBe('connecting');
    expect(state.timer).toBeNull();
  });

  test('keeps to what RFC 8305 allows for a connection attempt delay', () => {
    expect(headStartMs).toBeGreaterThanOrEqual(100);
    expect(headStartMs).toBeLessThanOrEqual(2_000);
  });

  test('is not given where there is no other, or the other has failed', () => {
    expect(play(pair('random', 'one:1', null), [start()]).waits).toEqual([[]]);
    expect(play(pair(), [start(), down('A')]).state.timer).toBeNull();
  });

  test('ends with the first: it failed, and the other is tried at once', () => {
    const { state, effects } = play(pair(), [start(), down('A', 10)]);
    expect(effects[1]).toEqual([connectB]);
    expect(state.timer).toBeNull();
  });

  test('is given in every round', () => {
    const { state } = play(pair(), [start(), down('A'), down('B'), retry()]);
    expect(state.timer).toBe('head-start');
  });
});

describe('of two that are being connected', () => {
  test('the first that is whole is used; the other is only asked whether it lives', () => {
    const { state, effects } = play(pair(), [...racing, up('B', 600), up('A', 700)]);
    expect(effects.slice(2)).toEqual([[], [{ type: 'leave', side: 'A' }]]);
    expect(state).toMatchObject({ inUse: 'B', firstUsed: 'B' });
    expect(state.sides.A).toMatchObject({ state: 'standby', answeredAt: 700, socket: 'none' });
    expect(pairStatus(state)).toBe('up');
  });

  test('the slower one that fails later is shown as silent, and costs nothing', () => {
    const { state, effects } = play(pair(), [...racing, up('B', 600), down('A', 3_000)]);
    expect(effects.slice(2)).toEqual([[], []]);
    expect(state.inUse).toBe('B');
    expect(state.sides.A).toMatchObject({ state: 'silent', error: 'A is gone' });
  });

  test('until it has answered, the slower one is shown as not known', () => {
    expect(play(pair(), [...racing, up('B', 600)]).state.sides.A).toMatchObject({
      state: 'untried',
      answeredAt: null,
    });
  });

  test('one fails: the other is waited for; both fail: back off', () => {
    const { state, effects, waits } = play(pair(), [...racing, down('B', 600), down('A', 3_000, 0)]);
    expect(effects.slice(2)).toEqual([[], []]);
    expect(waits.slice(2)).toEqual([[], [{ type: 'wait', for: 'back-off', ms: 125 }]]);
    expect(state).toMatchObject({ down: true, round: 1 });
  });

  test('the used one is lost while the other is still asked: that socket is wanted from then on', () => {
    const { state, effects } = play(pair(), [...racing, up('B', 600), down('B', 700)]);
    expect(effects[3]).toEqual([]);
    expect(state.sides.A.state).toBe('connecting');
    expect(play(state, [up('A', 800)]).state.inUse).toBe('A');
  });
});

describe('a kind that tells when a server has taken the connection', () => {
  test('the first that has goes on alone; the other is left when it has too', () => {
    const { state, effects } = play(pair(), [...racing, opened('A', 600), opened('B', 700), up('A', 900)]);
    expect(effects.slice(2)).toEqual([[], [leaveB], []]);
    expect(state.inUse).toBe('A');
    expect(state.sides.B).toMatchObject({ state: 'standby', answeredAt: 700 });
  });

  test('needs no more head start: what comes after the connection has a deadline of its own', () => {
    const { state } = play(pair(), [start(), opened('A', 10)]);
    expect(state.timer).toBeNull();
    expect(pairTransition(state, timer(600)).state).toBe(state);
  });

  test('what is wanted, then fails: the other is tried, whatever it said before', () => {
    const { effects } = play(pair(), [...racing, opened('A', 600), opened('B', 700), down('A', 5_000)]);
    expect(effects[4]).toEqual([connectB]);
  });
});
