import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DialledEffect, DialledEvent, DialledState } from './dialled-leg.ts';
import { stepDialled } from './dialled-leg.ts';
import type { OfferedEffect, OfferedEvent, OfferedState } from './offered-leg.ts';
import { stepOffered } from './offered-leg.ts';

const LEG = 'leg-1';
const release = { status: 200, reason: 'done' };

const offeredEvents: readonly OfferedEvent[] = [
  { type: 'offer-made', sdp: 'o' },
  { type: 'no-offer', problem: 'p' },
  { type: 'provisional', status: 100 },
  { type: 'provisional', status: 180 },
  { type: 'answer', sdp: 'a' },
  { type: 'answer', sdp: null },
  { type: 'refusal', status: 486, reason: 'Busy' },
  { type: 'answer-taken' },
  { type: 'answer-refused', problem: 'p' },
  { type: 'release', release },
];

const dialledEvents: readonly DialledEvent[] = [
  { type: 'progress' },
  { type: 'accept' },
  { type: 'description-made', sdp: 's' },
  { type: 'no-description', problem: 'p' },
  { type: 'acknowledged' },
  { type: 'unacknowledged' },
  { type: 'cancelled' },
  { type: 'connection-closed' },
  { type: 'release', release },
];

function runOffered(events: readonly OfferedEvent[]): {
  state: OfferedState;
  effects: readonly OfferedEffect[];
} {
  let state: OfferedState = { phase: 'preparing' };
  const effects: OfferedEffect[] = [];
  for (const event of events) {
    const step = stepOffered(LEG, state, event);
    state = step.state;
    effects.push(...step.effects);
  }
  return { state, effects };
}

function runDialled(events: readonly DialledEvent[]): {
  state: DialledState;
  effects: readonly DialledEffect[];
} {
  let state: DialledState = { phase: 'waiting', ringing: false };
  const effects: DialledEffect[] = [];
  for (const event of events) {
    const step = stepDialled(LEG, state, event);
    state = step.state;
    effects.push(...step.effects);
  }
  return { state, effects };
}

/** Reports that end a leg, those that follow a BYE included. */
function endings(effects: readonly (OfferedEffect | DialledEffect)[]): readonly string[] {
  return effects
    .flatMap((effect) => ('report' in effect ? [effect.report.type] : []))
    .filter((type) => type === 'refused' || type === 'released');
}

describe('an offered leg', () => {
  test('alerts once, however often it is told so', () => {
    const { effects } = runOffered([
      { type: 'offer-made', sdp: 'o' },
      { type: 'provisional', status: 180 },
      { type: 'provisional', status: 180 },
    ]);
    expect(effects.filter((effect) => effect.type === 'report')).toHaveLength(1);
  });

  test('gives its sound back when it is cancelled, and does not wait for the device to say so', () => {
    const { state, effects } = runOffered([
      { type: 'offer-made', sdp: 'o' },
      { type: 'provisional', status: 180 },
      { type: 'release', release },
    ]);
    expect(state.phase).toBe('cancelling');
    expect(effects.slice(-2).map(({ type }) => type)).toEqual(['close-media', 'cancel']);
  });

  test('whatever happens: it ends once at most, and not after it was answered', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...offeredEvents), { maxLength: 12 }), (events) => {
        const { state, effects } = runOffered(events);
        const ends = endings(effects);
        expect(ends.length).toBeLessThanOrEqual(1);
        const answered = effects.some(
          (effect) => effect.type === 'report' && effect.report.type === 'answered',
        );
        if (answered) expect(ends).toEqual([]);
        if (state.phase === 'over') expect(answered || ends.length === 1).toBe(true);
        // What media made is given back by close-media, or by the BYE.
        if (ends.length === 1) {
          expect(effects.some(({ type }) => type === 'close-media' || type === 'hang-up')).toBe(true);
        }
      }),
    );
  });
});

describe('a dialled leg', () => {
  test('whatever happens: it ends once at most, and answers the INVITE once at most', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...dialledEvents), { maxLength: 12 }), (events) => {
        const { effects } = runDialled(events);
        expect(endings(effects).length).toBeLessThanOrEqual(1);
        expect(
          effects.filter(({ type }) => type === 'accept' || type === 'refuse').length,
        ).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('a release that is no final status is said as 480', () => {
    const { effects } = runDialled([{ type: 'release', release }]);
    expect(effects[0]).toEqual({ type: 'refuse', status: 480, reason: 'done' });
  });
});
