import type { CallParty, DeviceParty, SwitchedCall } from '../core/state.ts';
import { mark, type Turn } from '../core/turn.ts';
import { putCall } from './calls.ts';
import { callsOnDevice, connectionOf, isHeld, withLeg } from './parties.ts';

/** Holds or retrieves; an event tells it where the connection changed by it. */
export function changeHold(
  turn: Turn,
  call: SwitchedCall,
  party: DeviceParty,
  change: { readonly isHeldByPhone?: boolean; readonly isHeldBySwitch?: boolean },
): void {
  const changed: CallParty = { ...party, end: { ...party.end, ...change } };
  putCall(turn, withLeg(call, party, change));
  if (connectionOf(changed) === connectionOf(party)) return;
  mark(turn, call.callId, connectionOf(changed) === 'Held' ? 'Held' : 'Retrieved');
}

/** A hardphone has one earpiece: whatever else it is on is held. */
export function holdOthers(turn: Turn, callId: string, device: string): void {
  for (const { call, party } of callsOnDevice(turn, device)) {
    if (call.callId === callId || party.state !== 'Connected' || isHeld(party)) continue;
    changeHold(turn, call, party, { isHeldBySwitch: true });
  }
}
