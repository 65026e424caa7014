import { isDeepStrictEqual } from 'node:util';
import type { MixParty, ProgressTone } from '../../links/media-control.ts';
import type { RingbackPlan } from '../../links/switch-control.ts';
import { putCall } from '../calls/calls.ts';
import { isDeviceParty, isHeld } from '../calls/parties.ts';
import type { CallParty, SwitchedCall } from './state.ts';
import { orderMedia, type Turn } from './turn.ts';

/**
 * Ringing tones. European: what ITU-T E.180 recommends, 425 Hz, 1 s in 5. North American: 440 and 480 Hz, 2 s in 6
 * (E.180's list of national tones).
 */
const ringbacks: Readonly<Record<RingbackPlan, ProgressTone>> = {
  european: { hertz: [425], onMs: 1_000, offMs: 4_000 },
  'north-american': { hertz: [440, 480], onMs: 2_000, offMs: 4_000 },
};

/** Tells media who hears whom in these calls, where that changed. */
export function settleMixes(turn: Turn, calls: readonly SwitchedCall[]): void {
  const ringback = ringbacks[turn.base.ringback];
  const changed = calls
    .map((call) => ({ call, mix: mixOf(call, ringback) }))
    .filter(({ call, mix }) => !isDeepStrictEqual(call.mixed, mix));
  for (const { call, mix } of changed) {
    orderMedia(turn, { type: 'mix', callId: call.callId, parties: mix });
    putCall(turn, { ...call, mixed: mix });
  }
}

/**
 * Everybody who is connected. An agent alone hears the ringing tone while the number he dialled rings, and nothing
 * before: his own phone is connected first. Who waits alone in a queue hears music: a caller until an agent answers, an
 * agent who called the queue until an agent's phone rings.
 */
function mixOf(call: SwitchedCall, ringback: ProgressTone): readonly MixParty[] {
  const { step } = call.routing;
  const connected = call.parties.filter(({ state }) => state === 'Connected');
  const [only] = connected;
  if (!only || connected.length > 1) return connected.map(partyOf);
  if (step === 'queued') return [{ ...partyOf(only), music: true }];
  if (isDeviceParty(only)) return call.parties.some(isRinging) ? [{ ...partyOf(only), tone: ringback }] : [];
  return [step === 'offered' ? { ...partyOf(only), music: true } : partyOf(only)];
}

function isRinging({ state }: CallParty): boolean {
  return state === 'Alerting';
}

function partyOf(party: CallParty): MixParty {
  return { legId: party.legId, state: isHeld(party) ? 'held' : 'active' };
}
