import { isDeepStrictEqual } from 'node:util';
import type { MixParty } from '../../links/media-control.ts';
import { putCall } from '../calls/calls.ts';
import { isDeviceParty, isHeld } from '../calls/parties.ts';
import type { SwitchedCall } from './state.ts';
import { orderMedia, type Turn } from './turn.ts';

/** Tells media who hears whom in these calls, where that changed. */
export function settleMixes(turn: Turn, calls: readonly SwitchedCall[]): void {
  const changed = calls
    .map((call) => ({ call, mix: mixOf(call) }))
    .filter(({ call, mix }) => !isDeepStrictEqual(call.mixed, mix));
  for (const { call, mix } of changed) {
    orderMedia(turn, { type: 'mix', callId: call.callId, parties: mix });
    putCall(turn, { ...call, mixed: mix });
  }
}

/**
 * Everybody who is connected. An agent who waits for the far end to answer is not mixed yet: alone, he would hear
 * hold music; a caller who waits in the queue does.
 */
function mixOf(call: SwitchedCall): readonly MixParty[] {
  const connected = call.parties.filter(({ state }) => state === 'Connected');
  const [only] = connected;
  if (connected.length === 1 && only && isDeviceParty(only) && call.routing.step !== 'queued') return [];
  return connected.map((party) => ({ legId: party.legId, state: isHeld(party) ? 'held' : 'active' }));
}
