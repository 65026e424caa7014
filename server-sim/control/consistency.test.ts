import { describe, expect, it } from 'vitest';
import type { SwitchLeg } from '../links/switch-control.ts';
import { findGhosts, findLastingGhosts, type KnownLegs, type LegGhost } from './consistency.ts';

const callId = 'call-1';
const phone: SwitchLeg = { legId: 'phone', callId, device: '52513', kind: 'softphone', state: 'Connected' };
const caller: SwitchLeg = { legId: 'caller', callId, device: null, kind: 'far-end', state: 'Connected' };
const whole: KnownLegs = {
  switchLegs: [phone, caller],
  edges: { 'sip-a': [{ legId: 'phone', device: '52513', phase: 'established' }], 'sip-b': [] },
  media: [
    { legId: 'phone', kind: 'device' },
    { legId: 'caller', kind: 'farEnd' },
  ],
};
const inShort = (ghosts: readonly LegGhost[]): readonly string[] =>
  ghosts.map(({ kind, legId, at }) => `${kind} ${legId} ${at}`);

describe('ghosts', () => {
  it('are none where all know the same, whichever edge has the leg', () => {
    expect(findGhosts(whole)).toEqual([]);
    const { 'sip-a': legs } = whole.edges;
    expect(findGhosts({ ...whole, edges: { 'sip-a': [], 'sip-b': legs } })).toEqual([]);
    expect(findGhosts({ ...whole, edges: { 'sip-a': legs, 'sip-b': legs } })).toEqual([]);
  });

  it('are legs of no call, at an edge and in media', () => {
    const ghosts = findGhosts({ ...whole, switchLegs: [caller] });
    expect(inShort(ghosts)).toEqual([
      'edge-leg-without-call phone sip-a',
      'media-leg-without-call phone media',
    ]);
    expect(ghosts[0]).toMatchObject({ device: '52513', callId: null });
  });

  it('are parties that nobody can speak with, or hear', () => {
    const gone = findGhosts({ ...whole, edges: { 'sip-a': [], 'sip-b': [] }, media: [] });
    expect(inShort(gone)).toEqual([
      'call-leg-without-edge phone peripheral',
      'call-leg-without-media phone peripheral',
      'call-leg-without-media caller peripheral',
    ]);
    expect(gone[0]).toMatchObject({ device: '52513', callId });
  });

  it('are not calls that only ring, nor a hardphone, which has no edge', () => {
    const ringing = { ...phone, state: 'Alerting' } as const;
    const hard = { ...phone, kind: 'hardphone' } as const;
    const nowhere = { 'sip-a': [], 'sip-b': [] };
    expect(findGhosts({ ...whole, edges: nowhere, switchLegs: [ringing, caller] })).toEqual([]);
    expect(findGhosts({ ...whole, edges: nowhere, switchLegs: [hard, caller] })).toEqual([]);
  });

  it('are not said of what cannot be asked', () => {
    expect(findGhosts({ ...whole, edges: { 'sip-a': null, 'sip-b': [] } })).toEqual([]);
    const frozen = { ...whole, edges: { 'sip-a': null, 'sip-b': [] }, switchLegs: [caller] };
    expect(findGhosts(frozen)).toEqual([]);
    expect(findGhosts({ ...whole, media: null })).toEqual([]);
  });
});

describe('ghosts that last', () => {
  const [one, other] = findGhosts({ ...whole, switchLegs: [] });

  it('are there at every look; what is only under way is none', async () => {
    if (!one || !other) throw new Error('There are two');
    const looks = [[one, other], [other], [one, other], [other]];
    const seen = await findLastingGhosts(async () => looks.shift() ?? [other], 150);
    expect(inShort(seen)).toEqual(inShort([other]));
  });

  it('are answered as soon as there is none, and after one look where no time is given', async () => {
    let looks = 0;
    const look = async (): Promise<readonly LegGhost[]> => {
      looks += 1;
      return looks === 1 && one ? [one] : [];
    };
    expect(await findLastingGhosts(look, 60_000)).toEqual([]);
    expect(looks).toBe(2);
    looks = 0;
    expect(await findLastingGhosts(look, 0)).toHaveLength(1);
  });
});
