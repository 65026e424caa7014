import type { VoiceSession } from '../../contract/desk/desk-state.ts';
import { isOpen } from './attempt.ts';
import { ownRejectReason } from './capacity.ts';
import { deskError } from './errors.ts';
import type { Moment } from './inputs.ts';
import { done } from './login.ts';
import { andThen, awaiting, type DeskModel, type Step, step } from './model.ts';
import { withoutTab } from './sessions.ts';

/**
 * Whether rejecting this call reroutes it: what the router sent. A call that CTI has not told of may be one too. The
 * phone declines the others, of which nobody's state depends.
 */
export function isRerouted({ knownByPhoneAlone }: DeskModel, { id, phase, call }: VoiceSession): boolean {
  if (phase !== 'offered' || call.direction !== 'inbound') return false;
  return call.type === 'acd' || knownByPhoneAlone.includes(id);
}

/**
 * The agent's own reject of a voice call (seed 001, "reroute on the voice channel"; M0): it loses its tab, changes no
 * state, and rings on in the toolbar as on an IP phone, until it is answered or RONA takes it. The connector is told, now
 * or when it is there again; neither the phone nor the switch is.
 */
export function rejectCall(model: DeskModel, session: VoiceSession, commandId: string, moment: Moment): Step {
  return andThen(told(withoutTab(model, session), session.id, moment), (now) => step(now, done(commandId)));
}

function told(model: DeskModel, interactionId: string, moment: Moment): Step {
  const { attempt } = model;
  if (!attempt || attempt.communication === 'none') return step(model);
  const request = {
    type: 'RejectOfferRequest',
    id: moment.newId(),
    interactionId,
    channel: 'voice',
    reason: ownRejectReason(model),
  } as const;
  const own = { about: 'interaction', commandId: null, request } as const;
  return isOpen(attempt)
    ? step(awaiting(model, request.id, { ...own, stage: 'asked' }), { type: 'sendSessions', request })
    : step(awaiting(model, request.id, { ...own, stage: 'waits' }));
}

/** A call without a tab is rejected already, or found none: there is nothing to take from it. */
export function notRejectedAgain(model: DeskModel, commandId: string): Step {
  const error = deskError(
    'call.withoutTab',
    'This call has no session to take away',
    'It rings in the toolbar until you answer it, or it stops by itself.',
  );
  return step(model, { type: 'answerCommand', commandId, outcome: { ok: false, error } });
}
