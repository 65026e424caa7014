import type { FoundLeg } from '../../links/device-control.ts';
import type { SwitchLeg } from '../../links/switch-control.ts';
import type { SwitchState } from '../core/state.ts';
import { findLeg, findRedelivery, isDeviceParty, isLive } from './parties.ts';

/** Every leg of the calls that are not over. */
export function listLegs(state: SwitchState): readonly SwitchLeg[] {
  return [...state.calls.values()].filter(isLive).flatMap(({ callId, parties }) =>
    parties.flatMap((party) => {
      const device = isDeviceParty(party) ? party.end.device : null;
      const leg = { legId: party.legId, callId, device, kind: party.end.kind, state: party.state };
      const redelivery = isDeviceParty(party) ? party.end.redelivery : null;
      return redelivery ? [leg, { ...leg, legId: redelivery.legId, state: 'Initiated' as const }] : [leg];
    }),
  );
}

/** Those of these legs that are in a call that is not over. */
export function liveLegsOf(state: SwitchState, legIds: readonly string[]): readonly string[] {
  return legIds.filter((legId) => (findLeg(state, legId) ?? findRedelivery(state, legId)) !== undefined);
}

/** The answered leg of a softphone: one whose device may go on with it through an edge that never had its dialog. */
export function findAnsweredLeg(state: SwitchState, legId: string): FoundLeg | null {
  const party = findLeg(state, legId)?.party;
  if (!party || !isDeviceParty(party) || party.state !== 'Connected') return null;
  return { legId, device: party.end.device, held: party.end.isHeldByPhone };
}
