import type { MixParty } from '../links/media-control.ts';

/** What a leg is to a mix: not there (yet), holding by its own SDP, or there. */
export type Presence = 'absent' | 'holding' | 'present';

/** What a leg hears: other legs, music where it waits, and the tone that is meant for it. */
export interface Hearing {
  readonly legIds: readonly string[];
  readonly music: boolean;
  readonly tone: boolean;
}

export const nothingHeard: Hearing = { legIds: [], music: false, tone: false };

/**
 * Who hears whom. In each call every active party hears the other active ones; a held party, and one that
 * holds by itself, neither hears nor is heard; one that is left alone by held parties hears music, as does one that
 * waits in a queue. A leg that is active in two calls hears both.
 */
export function planMix(
  calls: Iterable<readonly MixParty[]>,
  presence: (legId: string) => Presence,
): ReadonlyMap<string, Hearing> {
  const plan = new Map<string, Hearing>();
  for (const parties of calls) {
    const there = parties.filter(({ legId }) => presence(legId) !== 'absent');
    const active = there.filter(({ legId, state }) => state === 'active' && presence(legId) === 'present');
    for (const { legId, tone, music } of active) {
      const others = active.map((party) => party.legId).filter((other) => other !== legId);
      const before = plan.get(legId) ?? nothingHeard;
      plan.set(legId, {
        legIds: [...new Set([...before.legIds, ...others])],
        music: before.music || music === true || (others.length === 0 && there.length > 1),
        tone: before.tone || tone !== undefined,
      });
    }
  }
  return plan;
}
