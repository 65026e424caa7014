import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newPair, type PairEffect, type PairEvent, type PairState, pairTransition } from './pair-rules.ts';
import { noAddress, pairStatus } from './pair-state.ts';
import { type Side, sides } from './server-kind.ts';

const side = fc.constantFrom<Side>('A', 'B');
const address = fc.constantFrom('', ' ', null, 'one:1', 'ONE:1', 'two:2', 'three:3', 'not an address');
const now = fc.nat(30_000);
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const event: fc.Arbitrary<PairEvent> = fc.oneof(
  fc.record({ type: fc.constant('start' as const), now, random }),
  fc.record({ type: fc.constant('connected' as const), side, now }),
  fc.record({ type: fc.constant('failed' as const), side, now, random, error: fc.constant('gone') }),
  fc.record({ type: fc.constant('retry' as const), now, random }),
  fc.record({ type: fc.constant('addresses' as const), a: address, b: address, now, random }),
  fc.record({ type: fc.constant('stop' as const), now }),
);
const story = fc.record({
  order: fc.constantFrom('random' as const, 'primary-first' as const),
  a: address,
  b: address,
  events: fc.array(event, { maxLength: 60 }),
});

/** The sockets and the timer that a driver would hold, carried along from the effects alone. */
interface Driver {
  readonly sockets: ReadonlyMap<Side, string>;
  readonly timer: boolean;
}

function carryOut(driver: Driver, effect: PairEffect): Driver {
  const sockets = new Map(driver.sockets);
  switch (effect.type) {
    case 'connect':
      expect(effect.address.trim()).not.toBe('');
      expect([...sockets], 'a socket is opened while another is held').toEqual([]);
      return { ...driver, sockets: sockets.set(effect.side, effect.address) };
    case 'abandon':
      sockets.delete(effect.side);
      return { ...driver, sockets };
    case 'move': {
      const held = sockets.get(effect.from);
      expect(held).toBeDefined();
      sockets.delete(effect.from);
      return { ...driver, sockets: sockets.set(effect.to, held ?? '') };
    }
    case 'wait':
      expect(effect.ms).toBeGreaterThanOrEqual(125);
      expect(effect.ms).toBeLessThanOrEqual(15_000);
      return { ...driver, timer: true };
  }
}

function told(driver: Driver, before: PairState, event: PairEvent): Driver {
  // A socket that failed is gone before the rules are asked, where it was one the rules know.
  if (event.type !== 'failed' || !['connecting', 'in-use'].includes(before.sides[event.side].state))
    return driver;
  const sockets = new Map(driver.sockets);
  sockets.delete(event.side);
  return { ...driver, sockets };
}

function check(state: PairState, driver: Driver): void {
  const live = sides.filter((one) => ['connecting', 'in-use'].includes(state.sides[one].state));
  const used = sides.filter((one) => state.sides[one].state === 'in-use');
  expect(live.length, 'never two sockets').toBeLessThanOrEqual(1);
  expect(used, 'in use is what the side says').toEqual(state.inUse === null ? [] : [state.inUse]);
  expect([...driver.sockets.keys()], 'the driver holds what the state says').toEqual(live);
  expect(driver.timer && !state.waiting, 'no timer without a wait').toBe(false);
  expect(state.waiting && !driver.timer, 'no wait without a timer').toBe(false);
  const anywhere = sides.some((one) => state.sides[one].address !== null);
  const pending = live.length > 0 || state.waiting;
  expect(pending, 'started with an address: always an end').toBe(state.started && anywhere);
  expect(live.length > 0 && state.waiting, 'waits and connects at once').toBe(false);
  for (const one of sides) {
    const { address: text, state: shown, error } = state.sides[one];
    if (text === null) expect([shown, error]).toEqual(['unused', noAddress]);
    else expect(text.trim()).toBe(text);
    if (!state.started) expect(shown).toBe('unused');
    if (shown === 'silent') expect(error).toBe('gone');
  }
  if (state.inUse !== null) expect(['up', 'moved']).toContain(pairStatus(state));
  if (state.started && !anywhere) expect(pairStatus(state)).toBe('down');
}

test('whatever comes: one socket at most, none to a blank address, and always an end', () => {
  fc.assert(
    fc.property(story, ({ order, a, b, events }) => {
      let state = newPair(order, a, b, 0);
      let driver: Driver = { sockets: new Map(), timer: false };
      for (const one of events) {
        const before = JSON.stringify(state);
        driver = told(driver, state, one);
        const step = pairTransition(state, one);
        expect(JSON.stringify(state), 'the state is not changed in place').toBe(before);
        for (const effect of step.effects) driver = carryOut(driver, effect);
        if (!step.state.waiting) driver = { ...driver, timer: false };
        state = step.state;
        check(state, driver);
      }
    }),
    { numRuns: 2_000 },
  );
});

test('a pair with one living server comes to it, wherever it stands', () => {
  fc.assert(
    fc.property(story, side, random, ({ order, events }, living, chance) => {
      let state = newPair(order, 'one:1', 'two:2', 0);
      const take = (one: PairEvent): void => {
        state = pairTransition(state, one).state;
      };
      take({ type: 'start', now: 0, random: chance });
      for (const one of events) if (one.type !== 'stop' && one.type !== 'addresses') take(one);
      for (let turn = 0; turn < 6 && state.inUse !== living; turn += 1) {
        const connecting = sides.find((one) => ['connecting', 'in-use'].includes(state.sides[one].state));
        if (connecting === undefined) take({ type: 'retry', now: 40_000, random: chance });
        else if (connecting === living) take({ type: 'connected', side: living, now: 40_000 });
        else take({ type: 'failed', side: connecting, now: 40_000, random: chance, error: 'gone' });
      }
      expect(state.inUse).toBe(living);
    }),
  );
});

test('at random means either side about equally often', () => {
  const firsts = Array.from({ length: 1_000 }, (_, index) => {
    const step = pairTransition(newPair('random', 'one:1', 'two:2', 0), {
      type: 'start',
      now: 0,
      random: index / 1_000,
    });
    return step.effects[0]?.type === 'connect' ? step.effects[0].side : null;
  });
  expect(firsts.filter((one) => one === 'A')).toHaveLength(500);
  expect(firsts.filter((one) => one === 'B')).toHaveLength(500);
});
