import { describe, expect, test } from 'vitest';
import { usualHomeMs } from './pair-rules.ts';
import { type PairEvent, type PairState, pairStatus } from './pair-state.ts';
import {
  a,
  abandonA,
  answered,
  b,
  connectA,
  down,
  leaveA,
  leaveB,
  opened,
  pair,
  play,
  start,
  stop,
  timer,
  unanswered,
  up,
} from './testing/pair-story.ts';

const idle = (isIdle: boolean, now: number): PairEvent => ({ type: 'idle', isIdle, now, random: 0 });
const homing = (afterMs: number, now = 0): PairEvent => ({ type: 'homing', afterMs, now, random: 0 });
const found = 100_000;
const steady = found + usualHomeMs;

/** A was lost, B took over, and at 100 s A was found again. */
const awayFromA = [start(), up('A'), down('A', 10_000), up('B', 10_010), timer(found - 10), up('A', found)];
/** A is asked once more when it must have been up for long enough, and answers. */
const seenAgain = [timer(steady), up('A', steady + 10)];

const told = (events: readonly PairEvent[], from: PairState = pair()) => play(from, events);
const last = <One>(all: readonly One[]): One | undefined => all.at(-1);

describe('a pair that prefers A and is on B', () => {
  test('goes home when A has been up for its time and the agent is at rest: A is had before B is left', () => {
    const { state, effects } = told([idle(true, 0), ...awayFromA, ...seenAgain]);
    expect(last(effects)).toEqual([leaveA, connectA]);
    expect(state).toMatchObject({ inUse: 'B', sides: { A: { state: 'connecting', socket: 'use' } } });
    const home = play(state, [up('A', steady + 20)]);
    expect(home.effects).toEqual([[leaveB]]);
    expect(home.state.sides).toMatchObject({
      A: { state: 'in-use' },
      B: { state: 'standby', error: null, answeredAt: steady + 20 },
    });
    expect(pairStatus(home.state)).toBe('up');
  });

  test('asks A again when its time is over, spread over half as long again', () => {
    const wait = (random: number) => {
      const { state } = told(awayFromA.slice(0, -1));
      return play({ ...state, homeAfterMs: 60_000 }, [{ ...up('A', found), random }]).waits[0]?.[0]?.ms;
    };
    expect(wait(0)).toBe(60_000);
    expect(wait(0.5)).toBe(75_000);
  });

  test('stays while the agent is not at rest, and goes as soon as he is', () => {
    const { state, effects } = told([...awayFromA, ...seenAgain]);
    expect(last(effects)).toEqual([leaveA]);
    expect(state.inUse).toBe('B');
    const rest = play(state, [idle(true, steady + 60_000)]);
    expect(rest.effects).toEqual([[connectA]]);
    expect(play(rest.state, [up('A', steady + 60_010)]).state.inUse).toBe('A');
  });

  test('does not go while A has been seen for less than its time', () => {
    const early = steady - 1;
    const { state } = told([idle(true, 0), ...awayFromA, timer(early - 10), up('A', early)]);
    expect(state).toMatchObject({ inUse: 'B', sides: { A: { state: 'standby', socket: 'none' } } });
  });

  test('counts anew when A was lost again', () => {
    const { state } = told([
      idle(true, 0),
      ...awayFromA,
      timer(200_000),
      down('A', 200_010),
      timer(300_000),
      up('A', 300_010),
      timer(steady),
      up('A', steady + 10),
    ]);
    expect(state).toMatchObject({ inUse: 'B', sides: { A: { since: 300_010 } } });
  });

  test('stays where it is when something begins before A is had', () => {
    const { state, effects } = told([idle(true, 0), ...awayFromA, ...seenAgain, idle(false, steady + 15)]);
    expect(last(effects)).toEqual([leaveA]);
    expect(state).toMatchObject({ inUse: 'B', sides: { A: { state: 'standby', socket: 'none' } } });
  });

  test('stays, unharmed, when A cannot be had after all', () => {
    const { state, effects } = told([idle(true, 0), ...awayFromA, ...seenAgain, down('A', steady + 3_000)]);
    expect(last(effects)).toEqual([]);
    expect(state).toMatchObject({ inUse: 'B', sides: { A: { state: 'silent' }, B: { state: 'in-use' } } });
  });

  test('that has only just opened a socket at A has not come home', () => {
    const { state } = told([idle(true, 0), ...awayFromA, ...seenAgain, opened('A', steady + 15)]);
    expect(state.inUse).toBe('B');
  });

  test('uses the socket by which A is being asked when rest comes', () => {
    const { state } = told([...awayFromA, ...seenAgain, timer(steady + 300_000)]);
    expect(play(state, [idle(true, steady + 300_005), up('A', steady + 300_010)]).effects).toEqual([
      [],
      [leaveB],
    ]);
  });

  test('goes to A at once, with no farewell, when B stops answering', () => {
    const { effects } = told([
      idle(true, 0),
      ...awayFromA,
      unanswered('B', 150_000),
      idle(false, 150_001),
      up('A', 150_010),
    ]);
    expect(effects.slice(-3)).toEqual([[connectA], [], [{ type: 'abandon', side: 'B' }]]);
  });

  test('that began on B, for A was down, comes home to A', () => {
    const { state } = told([
      idle(true, 0),
      start(),
      down('A', 10),
      up('B', 20),
      timer(found - 10),
      up('A', found),
      ...seenAgain,
      up('A', steady + 20),
    ]);
    expect(state.inUse).toBe('A');
    expect(pairStatus(state)).toBe('up');
  });
});

describe('there is no home', () => {
  const story = [idle(true, 0), ...awayFromA, ...seenAgain];
  test.each<[string, PairState, readonly PairEvent[]]>([
    ['with random choice', pair('random'), story],
    ['where it is switched off', pair(), [homing(0), ...story]],
    [
      'on A itself',
      pair(),
      [idle(true, 0), start(), up('A'), timer(found), up('B', found), timer(steady), up('B', steady + 10)],
    ],
  ])('%s', (_, from, events) => {
    const { state } = told(events, from);
    expect(state.sides[state.inUse === 'A' ? 'B' : 'A']).toMatchObject({ state: 'standby', socket: 'none' });
  });

  test('after the stop, while what it goes by is kept', () => {
    const { state, effects } = told([homing(1_000), ...story, stop(steady + 20)]);
    expect(last(effects)).toEqual([abandonA, { type: 'abandon', side: 'B' }]);
    expect(state).toMatchObject({
      homeAfterMs: 1_000,
      isIdle: true,
      sides: { A: { address: a }, B: { address: b } },
    });
  });

  test('while one that was slow has answered after all: the pair is not on its way', () => {
    const { state } = told([
      ...awayFromA,
      unanswered('B', 150_000),
      answered('B', 150_005),
      up('A', 150_010),
    ]);
    expect(state.inUse).toBe('B');
  });
});
