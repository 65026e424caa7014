import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newPair, type PairEffect, type PairEvent, type PairState, pairTransition } from './pair-rules.ts';
import { noAddress, otherSide, type PairTimer, pairStatus } from './pair-state.ts';
import { type Side, sides } from './server-kind.ts';

const side = fc.constantFrom<Side>('A', 'B');
const address = fc.constantFrom('', ' ', null, 'one:1', 'ONE:1', 'two:2', 'three:3', 'not an address');
const now = fc.nat(300_000);
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const moment = { now, random };
const of = <Type extends PairEvent['type']>(type: Type) => fc.constant(type);
const event: fc.Arbitrary<PairEvent> = fc.oneof(
  fc.record({ type: of('start'), ...moment }),
  fc.record({ type: of('opened'), side, ...moment }),
  fc.record({
    type: of('connected'),
    side,
    says: fc.option(fc.record({ side, cluster: fc.constantFrom('one', 'two') })),
    ...moment,
  }),
  fc.record({ type: of('failed'), side, error: fc.constant('gone'), ...moment }),
  fc.record({ type: of('unanswered'), side, error: fc.constant('mute'), ...moment }),
  fc.record({ type: of('answered'), side, ...moment }),
  fc.record({ type: of('timer'), ...moment }),
  fc.record({ type: of('retry'), ...moment }),
  fc.record({ type: of('addresses'), a: address, b: address, ...moment }),
  fc.record({ type: of('probing'), everyMs: fc.constantFrom(0, 10_000, 300_000), ...moment }),
  fc.record({ type: of('homing'), afterMs: fc.constantFrom(0, 1_000, 300_000), ...moment }),
  fc.record({ type: of('idle'), isIdle: fc.boolean(), ...moment }),
  fc.record({ type: of('stop'), ...moment }),
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
  readonly timer: PairTimer | null;
}

function carryOut(driver: Driver, effect: PairEffect): Driver {
  const sockets = new Map(driver.sockets);
  switch (effect.type) {
    case 'connect':
      expect(effect.address.trim()).not.toBe('');
      expect(sockets.has(effect.side), 'a side has one socket at a time').toBe(false);
      return { ...driver, sockets: sockets.set(effect.side, effect.address) };
    case 'abandon':
    case 'leave':
      sockets.delete(effect.side);
      return { ...driver, sockets };
    case 'swap':
      return { ...driver, sockets: new Map([...sockets].map(([one, held]) => [otherSide(one), held])) };
    case 'wait':
      expect(effect.ms).toBeGreaterThanOrEqual(125);
      expect(effect.ms).toBeLessThanOrEqual(effect.for === 'probe' ? 300_000 : 15_000);
      return { ...driver, timer: effect.for };
  }
}

function told(driver: Driver, before: PairState, event: PairEvent): Driver {
  // A timer that has gone off is held no more.
  if (event.type === 'timer') return { ...driver, timer: null };
  // A socket that failed is gone before the rules are asked, where it was one the rules know.
  if (event.type !== 'failed' || before.sides[event.side].socket === 'none') return driver;
  const sockets = new Map(driver.sockets);
  sockets.delete(event.side);
  return { ...driver, sockets };
}

function check(state: PairState, driver: Driver): void {
  const held = sides.filter((one) => state.sides[one].socket !== 'none');
  const live = sides.filter((one) => ['connecting', 'in-use'].includes(state.sides[one].state));
  const used = sides.filter((one) => state.sides[one].state === 'in-use');
  expect(used, 'in use is what the side says, and never two').toEqual(
    state.inUse === null ? [] : [state.inUse],
  );
  expect(
    sides.filter((one) => state.sides[one].socket === 'use'),
    'a socket for use is shown',
  ).toEqual(live);
  expect([...driver.sockets.keys()].sort(), 'the driver holds what the state says').toEqual(held);
  for (const [one, text] of driver.sockets) {
    expect(text.toLowerCase(), 'at the address it was opened to').toBe(
      state.sides[one].address?.toLowerCase(),
    );
  }
  expect(driver.timer, 'the timer is what the state says').toBe(state.timer);
  const anywhere = sides.some((one) => state.sides[one].address !== null);
  const pending = live.length > 0 || state.timer === 'back-off';
  expect(pending, 'started with an address: always an end').toBe(state.started && anywhere);
  expect(live.length > 0 && state.timer === 'back-off', 'waits and connects at once').toBe(false);
  for (const one of sides) checkSide(state, one);
  if (state.inUse !== null) expect(['up', 'moved']).toContain(pairStatus(state));
  if (state.started && !anywhere) expect(pairStatus(state)).toBe('down');
}

function checkSide(state: PairState, one: Side): void {
  const { address: text, state: shown, error, answeredAt } = state.sides[one];
  if (text === null) expect([shown, error]).toEqual(['unused', noAddress]);
  else expect(text.trim()).toBe(text);
  if (!state.started) expect(shown).toBe('unused');
  if (shown === 'silent') expect(['gone', 'mute']).toContain(error);
  if (shown === 'standby')
    expect([answeredAt === null, error], 'standby means that it answered').toEqual([false, null]);
  if (shown === 'untried') expect(answeredAt, 'untried means that it never did').toBeNull();
}

test('whatever comes: one socket a side, one in use, none to a blank address, and always an end', () => {
  fc.assert(
    fc.property(story, ({ order, a, b, events }) => {
      let state = newPair(order, a, b, 0);
      let driver: Driver = { sockets: new Map(), timer: null };
      for (const one of events) {
        const before = JSON.stringify(state);
        driver = told(driver, state, one);
        const step = pairTransition(state, one);
        expect(JSON.stringify(state), 'the state is not changed in place').toBe(before);
        for (const effect of step.effects) driver = carryOut(driver, effect);
        if (step.state.timer === null) driver = { ...driver, timer: null };
        state = step.state;
        check(state, driver);
      }
    }),
    { numRuns: 3_000 },
  );
});

test('a pair with one living server comes to it, wherever it stands', () => {
  fc.assert(
    fc.property(story, side, random, ({ order, events }, living, chance) => {
      let state = newPair(order, 'one:1', 'two:2', 0);
      const take = (one: PairEvent): void => {
        state = pairTransition(state, one).state;
      };
      const later = { now: 400_000, random: chance };
      take({ type: 'start', now: 0, random: chance });
      for (const one of events) if (one.type !== 'stop' && one.type !== 'addresses') take(one);
      for (let turn = 0; turn < 6 && state.inUse !== living; turn += 1) {
        const asked = sides.find((one) => one !== living && state.sides[one].socket === 'use');
        if (state.sides[living].socket === 'use')
          take({ type: 'connected', side: living, says: null, ...later });
        else if (asked === undefined) take({ type: 'retry', ...later });
        else take({ type: 'failed', side: asked, error: 'gone', ...later });
      }
      expect(state.inUse).toBe(living);
    }),
  );
});

test('a server that lives but does not answer is left for one that does, wherever the pair stands', () => {
  fc.assert(
    fc.property(story, side, random, ({ order, events }, mute, chance) => {
      let state = newPair(order, 'one:1', 'two:2', 0);
      const take = (one: PairEvent): void => {
        state = pairTransition(state, one).state;
      };
      take({ type: 'start', now: 0, random: chance });
      for (const one of events) if (one.type !== 'stop' && one.type !== 'addresses') take(one);
      const good = otherSide(mute);
      // Both take connections and say who they are; a minute after whatever happened before, one of them hangs.
      for (let turn = 0; turn < 8 && state.inUse !== good; turn += 1) {
        const later = { now: 400_000 + turn * 70_000, random: chance };
        const [wanted] = sides.filter((one) => state.sides[one].state === 'connecting');
        if (wanted !== undefined) take({ type: 'connected', side: wanted, says: null, ...later });
        else if (state.inUse === null) take({ type: 'retry', ...later });
        else take({ type: 'unanswered', side: mute, error: 'mute', ...later });
      }
      expect(state.inUse).toBe(good);
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
