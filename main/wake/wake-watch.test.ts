import { describe, expect, test } from 'vitest';
import { heldTimers } from '../testing/held-timers.ts';
import { type Clocks, gapBetween } from './gap.ts';
import { watchForWake } from './wake-watch.ts';

const at = (monotonic: number, date = monotonic): Clocks => ({ monotonic, date });

describe('between two looks a second apart the process', () => {
  test.each<[string, Clocks, number | null]>([
    ['ran', at(1_000), null],
    ['was busy', at(3_000), null],
    ['was stopped for a minute', at(61_000), 60_000],
    ['slept where only the date goes on in sleep', at(1_000, 61_000), 60_000],
    ['ran, and the date was set back', at(1_000, -3_600_000), null],
    ['ran, and the date was put right by some seconds', at(1_000, 4_000), null],
  ])('%s', (_case, after, gap) => {
    expect(gapBetween(at(0), after)).toBe(gap);
  });
});

/** A watch over a process that a test holds up, sets the clock of, and moves to other networks. */
function watched() {
  const timers = heldTimers();
  const world = { heldUp: 0, date: 0, network: 'eth0 10.0.0.5' };
  const told: (readonly [string, number | null])[] = [];
  const stop = watchForWake({
    timers: { ...timers, monotonic: () => timers.monotonic() + world.heldUp },
    now: () => timers.monotonic() + world.heldUp + world.date,
    addresses: () => world.network,
    onWake: (cause, forMs) => told.push([cause, forMs]),
  });
  return { timers, world, told, stop };
}

describe('a process that is watched', () => {
  test('and runs is told nothing', () => {
    const { timers, told } = watched();
    timers.advance(3_600_000);
    expect(told).toEqual([]);
  });

  test('and was held up is told so once, with how long it was', () => {
    const { timers, world, told } = watched();
    timers.advance(10_000);
    world.heldUp = 60_000;
    timers.advance(10_000);
    expect(told).toEqual([['held-up', 60_000]]);
  });

  test('is told of another network, and of the one before when it is back', () => {
    const { timers, world, told } = watched();
    world.network = 'wlan0 192.168.1.7';
    timers.advance(5_000);
    world.network = 'eth0 10.0.0.5';
    timers.advance(5_000);
    expect(told).toEqual([
      ['network-changed', null],
      ['network-changed', null],
    ]);
  });

  test('whose date is set back is told so once, and goes on looking', () => {
    const { timers, world, told } = watched();
    world.date = -86_400_000;
    timers.advance(60_000);
    expect(told).toEqual([['set-back', null]]);
    world.heldUp = 60_000;
    timers.advance(1_000);
    expect(told).toEqual([
      ['set-back', null],
      ['held-up', 60_000],
    ]);
  });

  test('is not watched any more after the stop', () => {
    const { timers, world, told, stop } = watched();
    stop();
    world.heldUp = 60_000;
    timers.advance(10_000);
    expect(told).toEqual([]);
  });
});
