import { voiceSessions } from '../../contract/desk/voice-sessions.ts';
import type { Effect } from './effects.ts';
import { type DeskModel, type Step, step } from './model.ts';

/**
 * How long the phone may still have a call that the switch no longer has, milliseconds. BYE leaves the switch with the
 * CTI event; one that is lost on its way is sent again after 0.5 and 1.5 s (T1 and 2 T1, RFC 3261, 17.1.2.2). What
 * has not come by then went with the server that carried it, and the agent would talk to nobody.
 */
export const ghostAfterMs = 1_500;

/** The switch does not have the call that the phone has: the phone is looked at again after its time. */
export function lookForGhost(callId: string): Effect {
  return { type: 'lookForGhost', callId, ms: ghostAfterMs };
}

/**
 * Calls of the phone that the switch had told of and that are not in its snapshot. One that it never told of is left
 * to the phone: there may be a person at its other end.
 */
export function missingAtSwitch(model: DeskModel, present: ReadonlySet<string>): Step {
  const missing = voiceSessions(model.view.sessions)
    .filter(
      ({ id, phase, phone }) =>
        phone !== null && phase !== 'ended' && !present.has(id) && !model.knownByPhoneAlone.includes(id),
    )
    .map(({ id }) => id);
  return step({ ...model, missingAtSwitch: missing }, ...missing.map(lookForGhost));
}
