import type { Interaction } from '../../../contract/sessions/interaction.ts';
import type { RerouteReason } from '../../../contract/sessions/reroute-reason.ts';
import { freeForOffer } from '../capacity.ts';
import type { Effect } from '../effects.ts';
import type { Moment } from '../inputs.ts';
import { andThen, awaiting, type DeskModel, type Step, step } from '../model.ts';
import { dropSession, putSession } from '../sessions.ts';
import { askPostsAgain, closeInteraction } from './complete.ts';
import { tellGivenBack } from './given-back.ts';
import {
  type InteractionSession,
  interactionLabel,
  interactionOf,
  interactionSessions,
  isWritten,
  newInteraction,
  told,
} from './interaction-session.ts';
import { select } from './select.ts';
import { withoutConfirmed } from './unsent.ts';

/** All that the connector has for this agent, as at login or after a lost session manager: what is not in it is over. */
export function interactionsTold(
  model: DeskModel,
  interactions: readonly Interaction[],
  moment: Moment,
): Step {
  const present = new Set(interactions.map(({ interactionId }) => interactionId));
  const shown = interactions.reduce<Step>(
    (so, interaction) => andThen(so, (now) => interactionTold(now, interaction, moment)),
    step(model),
  );
  return interactionSessions(model.view)
    .filter(({ id, phase }) => phase !== 'ended' && !present.has(id))
    .reduce<Step>((so, { id }) => andThen(so, (now) => endedUnseen(now, id, moment)), shown);
}

/** An interaction as the connector tells it, whole: what the desk shows is replaced by it. */
export function interactionTold(model: DeskModel, interaction: Interaction, moment: Moment): Step {
  const before = interactionOf(model, interaction.interactionId);
  if (!before) return begins(model, interaction, moment);
  if (before.phase === 'ended' && interaction.phase !== 'ended') {
    // The same one, here again after it was over here: a session of its own, as of a call.
    return andThen(closeInteraction(model, before, moment), (now) =>
      interactionTold(now, interaction, moment),
    );
  }
  return changed(model, before, told(model, before, interaction));
}

function begins(model: DeskModel, interaction: Interaction, moment: Moment): Step {
  const { phase, interactionId } = interaction;
  if (phase === 'ended' || (phase === 'wrap-up' && isFinishedHere(model, interactionId))) return step(model);
  const session = newInteraction(model, interaction, moment.now);
  // What is his already has its tab, whatever else is open.
  if (phase !== 'offered') return step(putSession(model, session));
  const free = freeForOffer(model);
  if (!free.room) return giveBack(model, interaction, free.reason, moment);
  return step(putSession(model, session), announcement(session));
}

/** He has finished it, and the connector does not know it yet. */
function isFinishedHere({ pending }: DeskModel, interactionId: string): boolean {
  return Object.values(pending).some(
    (one) =>
      one.about === 'post' &&
      one.request.type === 'CompleteInteractionRequest' &&
      one.request.interactionId === interactionId,
  );
}

/** No tab is free: the desk gives the offer back by itself, once, and shows nothing of it. */
function giveBack(
  model: DeskModel,
  { interactionId, channel }: Interaction,
  reason: RerouteReason | null,
  moment: Moment,
): Step {
  const isAsked = Object.values(model.pending).some(
    ({ about, ...one }) =>
      about === 'interaction' &&
      'request' in one &&
      one.request.type === 'RejectOfferRequest' &&
      one.request.interactionId === interactionId,
  );
  if (isAsked) return step(model);
  const request = {
    type: 'RejectOfferRequest',
    id: moment.newId(),
    interactionId,
    channel,
    reason,
  } as const;
  const sentence = `Interaction ${interactionId} (${channel}) was given back${reason === null ? '' : ` with ${reason}`}: no tab was free.`;
  const own = { about: 'interaction', commandId: null, request, stage: 'asked' } as const;
  const waiting = awaiting(model, request.id, own);
  return step(
    tellGivenBack(waiting, { channel }, moment.now),
    { type: 'sendSessions', request },
    { type: 'log', level: 'info', sentence },
  );
}

/** Puts it on the desk, and does what its change of phase asks for. */
function changed(model: DeskModel, before: InteractionSession, session: InteractionSession): Step {
  const shown = putSession(model, session);
  if (session.phase === before.phase) return step(shown);
  switch (session.phase) {
    case 'offered':
      return step(shown, announcement(session));
    case 'active':
      return before.phase === 'offered' ? accepted(shown, session) : resumed(shown, session);
    case 'ended':
      return step(over(withoutConfirmed(shown, session.id), before.phase, session.id));
    case 'interrupted':
    case 'wrap-up':
      return step(shown);
  }
}

function announcement({ id, interaction }: InteractionSession): Effect {
  return { type: 'announceOffer', sessionId: id, from: interactionLabel(interaction) };
}

/** He has it: its sheet opens, and its page. */
function accepted(model: DeskModel, { id, screenPop }: InteractionSession): Step {
  return step(
    select(model, id),
    ...(screenPop === null ? [] : [{ type: 'openUrl', url: screenPop } as const]),
  );
}

/** After a call: what he wrote meanwhile, and was not taken, goes out now. */
function resumed(model: DeskModel, { id }: InteractionSession): Step {
  return step(model, ...askPostsAgain(model, id));
}

/**
 * It is over. Its tab stays until the agent is done with it; one that he never had, or whose wrap-up ran out or was ended
 * by his choice of a state, goes by itself where nothing was written.
 */
function over(model: DeskModel, before: InteractionSession['phase'], sessionId: string): DeskModel {
  const session = interactionOf(model, sessionId);
  if (!session || isWritten(session)) return model;
  const wasHis = session.interaction.answeredAt !== null && before !== 'offered';
  return wasHis && before !== 'wrap-up' ? model : dropSession(model, sessionId);
}

/** It ended while no session manager told of it. */
function endedUnseen(model: DeskModel, sessionId: string, moment: Moment): Step {
  const session = interactionOf(model, sessionId);
  if (!session) return step(model);
  const interaction: Interaction = {
    ...session.interaction,
    phase: 'ended',
    endedAt: moment.now + model.view.clockOffsetMs,
    noAnswerAt: null,
    wrapUpEndsAt: null,
    isCustomerTyping: false,
    end: { cause: 'router', message: 'Ended while the session manager was away' },
  };
  const ended = withoutConfirmed(putSession(model, { ...session, interaction, phase: 'ended' }), sessionId);
  const now = interactionOf(ended, sessionId);
  return step(now && isWritten(now) ? ended : dropSession(ended, sessionId));
}
