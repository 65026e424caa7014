import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MixParty } from '../links/media-control.ts';
import { planMix } from './mix-plan.ts';

const active = (legId: string): MixParty => ({ legId, state: 'active' });
const held = (legId: string): MixParty => ({ legId, state: 'held' });
const allPresent = () => 'present' as const;

/** The plan as plain text: `a hears b,c`. */
function plan(
  calls: readonly (readonly MixParty[])[],
  presence: Parameters<typeof planMix>[1] = allPresent,
): string[] {
  return [...planMix(calls, presence)].map(
    ([legId, { legIds, music, tone }]) =>
      `${legId} hears ${[...legIds, ...(music ? ['music'] : []), ...(tone ? ['tone'] : [])].join(',')}`,
  );
}

describe('who hears whom', () => {
  it('is each the other, in a call of two', () => {
    expect(plan([[active('a'), active('b')]])).toEqual(['a hears b', 'b hears a']);
  });

  it('is each all others, in a conference', () => {
    expect(plan([[active('a'), active('b'), active('c')]])).toEqual([
      'a hears b,c',
      'b hears a,c',
      'c hears a,b',
    ]);
  });

  it('leaves out who is held; who is left alone hears music', () => {
    expect(plan([[active('a'), held('b')]])).toEqual(['a hears music']);
    expect(plan([[active('a'), active('b'), held('c')]])).toEqual(['a hears b', 'b hears a']);
    expect(plan([[held('a'), held('b')]])).toEqual([]);
  });

  it('takes a device that holds by itself for held', () => {
    const presence = (legId: string) => (legId === 'b' ? ('holding' as const) : ('present' as const));
    expect(plan([[active('a'), active('b')]], presence)).toEqual(['a hears music']);
  });

  it('is silence for who waits for a leg that is not there yet', () => {
    const presence = (legId: string) => (legId === 'b' ? ('absent' as const) : ('present' as const));
    expect(plan([[active('a'), active('b')]], presence)).toEqual(['a hears ']);
    expect(plan([[active('a')]])).toEqual(['a hears ']);
  });

  it('is a tone for whom one is meant, while he is there and not held', () => {
    const tone = { hertz: [425], onMs: 1_000, offMs: 4_000 };
    expect(plan([[{ ...active('a'), tone }]])).toEqual(['a hears tone']);
    expect(plan([[{ ...active('a'), tone }, active('b')]])).toEqual(['a hears b,tone', 'b hears a']);
    expect(plan([[{ ...held('a'), tone }]])).toEqual([]);
    expect(plan([[{ ...active('a'), tone }]], () => 'holding')).toEqual([]);
  });

  it('is music for whom waits in a queue, while he is there and not held', () => {
    const music = true;
    expect(plan([[{ ...active('a'), music }]])).toEqual(['a hears music']);
    expect(plan([[{ ...held('a'), music }]])).toEqual([]);
    expect(plan([[active('a')]])).toEqual(['a hears ']);
  });

  it('joins the calls of a leg that is in two', () => {
    expect(
      plan([
        [active('a'), active('b')],
        [held('a'), active('c')],
      ]),
    ).toEqual(['a hears b', 'b hears a', 'c hears music']);
    expect(
      plan([
        [active('a'), active('b')],
        [active('a'), active('c')],
      ])[0],
    ).toBe('a hears b,c');
  });

  it('is mutual, never oneself, and music only without company', () => {
    const party = fc.record<MixParty>({
      legId: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      state: fc.constantFrom('active', 'held'),
    });
    fc.assert(
      fc.property(fc.uniqueArray(party, { selector: ({ legId }) => legId }), (parties) => {
        const hearing = planMix([parties], allPresent);
        for (const [legId, { legIds, music }] of hearing) {
          expect(legIds).not.toContain(legId);
          expect(legIds.every((other) => hearing.get(other)?.legIds.includes(legId))).toBe(true);
          expect(music).toBe(legIds.length === 0 && parties.length > 1);
        }
      }),
    );
  });
});
