import type { SwitchCall } from '../../links/switch-control.ts';
import { allEndedCalls, endedCall } from '../core/ended-calls.ts';
import type { CallParty, SwitchedCall, SwitchState } from '../core/state.ts';
import { callAsSeen } from './call-views.ts';
import { connectionOf, isConnected, isDeviceParty, isLive } from './parties.ts';

/** Every call that is or was, oldest first, as QA asks about it. */
export function listCalls(state: SwitchState): readonly SwitchCall[] {
  return [...allEndedCalls(state), ...state.calls.values()].map((call) => describeCall(state, call));
}

/** The call of this id, whether it is over or not. */
export function describedCall(state: SwitchState, callId: string): SwitchCall | null {
  const call = state.calls.get(callId) ?? endedCall(state, callId);
  return call ? describeCall(state, call) : null;
}

function describeCall(state: SwitchState, call: SwitchedCall): SwitchCall {
  const views = [...call.views].map(([agentId, view]) => [
    agentId,
    view.shown ?? callAsSeen(state, call, view),
  ]);
  return {
    callId: call.callId,
    phase: phaseOf(call),
    parties: call.parties.map((party) => ({
      legId: party.legId,
      device: isDeviceParty(party) ? party.end.device : null,
      agentId: isDeviceParty(party) ? party.end.agentId : null,
      number: party.number,
      state: connectionOf(party),
    })),
    views: Object.fromEntries(views),
    wrapUp: call.wrapUp.map(({ requestId: _, ...entry }) => entry),
  };
}

function phaseOf(call: SwitchedCall): SwitchCall['phase'] {
  if (!isLive(call)) return 'ended';
  if (call.routing.step === 'menu' || call.routing.step === 'queued') return 'queued';
  return call.parties.filter(isConnected).length > 1 ? 'connected' : 'offered';
}

/** The leg of an agent, or of a party with this number; a sentence where there is none. */
export function findPartyLeg(
  state: SwitchState,
  callId: string,
  who: { readonly agentId: string } | { readonly number: string },
): CallParty | string {
  const call = state.calls.get(callId);
  if (!call) return `There is no call ${callId} now: the calls are listed by the control API`;
  const isMeant = (party: CallParty): boolean =>
    'agentId' in who
      ? isDeviceParty(party) && party.end.agentId === who.agentId
      : party.number === who.number;
  const name = 'agentId' in who ? `agent ${who.agentId}` : `party ${who.number}`;
  return call.parties.find(isMeant) ?? `Call ${callId} has no ${name}`;
}
