import { describe, expect, test } from 'vitest';
import { pairTransition, steadyMs, usualProbeMs } from './pair-rules.ts';
import { type PairEvent, pairStatus } from './pair-state.ts';
import { soonestProbeMs } from './pair-timing.ts';
import {
  a,
  abandonA,
  addresses,
  answered,
  b,
  c,
  connectA,
  connectB,
  down,
  leaveB,
  pair,
  play,
  start,
  stop,
  timer,
  unanswered,
  up,
} from './testing/pair-story.ts';

const onA = [start(), up('A')];
const waitOf = (ms: number) => [{ type: 'wait', for: 'probe', ms }];
const probing = (everyMs: number): PairEvent => ({ type: 'probing', everyMs, now: 0, random: 0 });

describe('the side that is not in use', () => {
  test('is not known until it was asked, which it is within a minute', () => {
    const { state, waits } = play(pair(), onA);
    expect(state.sides.B).toMatchObject({ state: 'untried', answeredAt: null });
    expect(waits[1]).toEqual(waitOf(soonestProbeMs / 2));
  });

  test('that answers stands by, is left at once, and is asked again after some minutes', () => {
    const { state, effects, waits } = play(pair(), [...onA, timer(30_000), up('B', 30_010)]);
    expect(effects.slice(2)).toEqual([[connectB], [leaveB]]);
    expect(waits.slice(2)).toEqual([[], waitOf(usualProbeMs / 2)]);
    expect(state.sides.B).toMatchObject({ state: 'standby', since: 30_010, answeredAt: 30_010 });
    expect(state.inUse).toBe('A');
    const again = play(state, [timer(200_000), up('B', 200_010)]).state;
    expect(again.sides.B).toMatchObject({ state: 'standby', since: 30_010, answeredAt: 200_010 });
  });

  test('is shown as it was while it is asked', () => {
    const { state } = play(pair(), [...onA, timer(30_000), up('B', 30_010), timer(200_000)]);
    expect(state.sides.B.state).toBe('standby');
    expect(pairStatus(state)).toBe('up');
  });

  test('that does not answer is silent, says why and since when, and is asked again within a minute', () => {
    const { state, waits } = play(pair(), [...onA, timer(30_000), down('B', 33_000)]);
    expect(state.sides.B).toMatchObject({ state: 'silent', since: 33_000, error: 'B is gone' });
    expect(waits[3]).toEqual(waitOf(soonestProbeMs / 2));
    expect(state.inUse).toBe('A');
    const later = play(state, [timer(63_000), down('B', 66_000)]).state;
    expect(later.sides.B.since).toBe(33_000);
  });

  test('that was lost is found when it is back', () => {
    const { state } = play(pair(), [
      ...onA,
      down('A', steadyMs),
      up('B', steadyMs),
      timer(60_000),
      up('A', 60_010),
    ]);
    expect(state.sides.A).toMatchObject({ state: 'standby', error: null });
    expect(state.inUse).toBe('B');
  });

  test('is asked at a random moment, so that thousands of desks do not ask together', () => {
    const wait = (random: number) =>
      pairTransition(play(pair(), [start()]).state, { ...up('A'), random }).effects;
    expect(wait(0)).toEqual(waitOf(soonestProbeMs / 2));
    expect(wait(1)).toEqual(waitOf(soonestProbeMs));
  });

  test('is asked as often as the cluster says, or never', () => {
    expect(play(pair(), [probing(10_000), ...onA]).waits[2]).toEqual(waitOf(5_000));
    expect(play(pair(), [probing(0), ...onA]).state.timer).toBeNull();
    expect(play(pair(), [...onA, probing(0)]).state.timer).toBeNull();
  });

  test('is not asked where it has no address, and asked of a new one', () => {
    const { state } = play(pair('random', a, null), onA);
    expect(state.timer).toBeNull();
    expect(play(state, [addresses(a, c)]).state.timer).toBe('probe');
  });

  test('is wanted at once when the one in use is lost while it is asked', () => {
    const { state, effects } = play(pair(), [...onA, timer(30_000), down('A', 30_005)]);
    expect(effects[3]).toEqual([]);
    expect(play(state, [up('B', 30_010)]).state.inUse).toBe('B');
  });

  test('is abandoned with the other at the stop', () => {
    const { effects } = play(pair(), [...onA, timer(30_000), stop(30_001)]);
    expect(effects[3]).toEqual([abandonA, { type: 'abandon', side: 'B' }]);
  });
});

describe('a server that lives but does not answer', () => {
  const hung = [...onA, unanswered('A', 5_000)];

  test('is kept, and said of, while the other is asked to take over', () => {
    const { state, effects } = play(pair(), hung);
    expect(effects[2]).toEqual([connectB]);
    expect(state).toMatchObject({ inUse: 'A' });
    expect(state.sides.A).toMatchObject({ state: 'in-use', error: 'A does not answer' });
    expect(pairStatus(state)).toBe('up');
  });

  test('is left as soon as the other has said who it is', () => {
    const { state, effects } = play(pair(), [...hung, up('B', 5_010)]);
    expect(effects[3]).toEqual([abandonA]);
    expect(state).toMatchObject({ inUse: 'B' });
    expect(state.sides.A).toMatchObject({ state: 'silent', since: 5_010, error: 'A does not answer' });
    expect(pairStatus(state)).toBe('moved');
  });

  test('that answers after all is kept, and the other left: slow is not dead', () => {
    const { state, effects } = play(pair(), [...hung, answered('A', 5_005), up('B', 5_010)]);
    expect(effects.slice(3)).toEqual([[], [leaveB]]);
    expect(state).toMatchObject({ inUse: 'A' });
    expect(state.sides.A.error).toBeNull();
    expect(state.sides.B.state).toBe('standby');
  });

  test('is kept where the other cannot be had, which is not tried again for a while', () => {
    const { state } = play(pair(), [...hung, down('B', 5_010)]);
    expect(state).toMatchObject({ inUse: 'A' });
    expect(play(state, [unanswered('A', 10_000)]).effects).toEqual([[]]);
    expect(play(state, [unanswered('A', 70_000)]).effects).toEqual([[connectB]]);
  });

  test('is not gone back to for a while where the other does not answer either', () => {
    const { state } = play(pair(), [...hung, up('B', 5_010)]);
    const both = play(state, [unanswered('B', 10_010)]);
    expect(both.effects).toEqual([[]]);
    expect(both.state.sides.B).toMatchObject({ state: 'in-use', error: 'B does not answer' });
    expect(play(both.state, [unanswered('B', 66_000)]).effects).toEqual([[connectA]]);
  });

  test('is gone back to at once when the other is lost', () => {
    const { effects } = play(pair(), [...hung, up('B', 5_010), down('B', 5_010 + steadyMs)]);
    expect(effects[4]).toEqual([connectA]);
  });

  test('has no other where there is one address', () => {
    const { state, effects } = play(pair('random', a, null), hung);
    expect(effects[2]).toEqual([]);
    expect(state.sides.A.error).toBe('A does not answer');
  });

  test('and then is lost: the other is already on its way', () => {
    const { state, effects } = play(pair(), [...hung, down('A', 5_005)]);
    expect(effects[3]).toEqual([]);
    expect(play(state, [up('B', 5_010)]).state.inUse).toBe('B');
  });

  test.each<[string, readonly PairEvent[], PairEvent]>([
    ['of a side that is not in use', onA, unanswered('B', 5_000)],
    ['before the start', [], unanswered('A', 5_000)],
    ['that is over, where there was nothing', onA, answered('A', 5_000)],
  ])('says nothing new: %s', (_, before, event) => {
    const { state } = play(pair(), before);
    expect(pairTransition(state, event)).toEqual({ state, effects: [] });
  });

  test('while the other is being asked whether it lives: that socket is wanted from then on', () => {
    const { effects, state } = play(pair(), [
      ...onA,
      timer(30_000),
      unanswered('A', 30_001),
      up('B', 30_010),
    ]);
    expect(effects.slice(2)).toEqual([[connectB], [], [abandonA]]);
    expect(state).toMatchObject({ inUse: 'B', sides: { B: { address: b } } });
  });
});
