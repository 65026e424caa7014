import type { Effect } from '../effects.ts';
import { deskError } from '../errors.ts';
import type { Moment } from '../inputs.ts';
import { done } from '../login.ts';
import { andThen, type DeskModel, type Step, step } from '../model.ts';
import { post, sending } from '../posts.ts';
import { anySession, dropSession, hasContent } from '../sessions.ts';
import { type InteractionSession, interactionOf } from './interaction-session.ts';

/** The agent has finished with a chat or an action item: what he wrote goes to the connector, and its tab closes. */
export function finishInteraction(
  model: DeskModel,
  session: InteractionSession,
  commandId: string,
  moment: Moment,
): Step {
  const refusal = notYet(model, session);
  if (refusal)
    return step(model, { type: 'answerCommand', commandId, outcome: { ok: false, error: refusal } });
  return andThen(closeInteraction(model, session, moment), (now) => step(now, done(commandId)));
}

function notYet(
  { view }: DeskModel,
  { kind, phase, draft }: InteractionSession,
): ReturnType<typeof deskError> | null {
  const what = kind === 'chat' ? 'chat' : 'action item';
  if (phase !== 'ended' && phase !== 'wrap-up') {
    const title = kind === 'chat' ? 'The chat is not over' : 'The action item is not done';
    return deskError('wrapUp.inInteraction', title, `You can finish once the ${what} has ended.`);
  }
  const { configuration } = view;
  const isRequired = configuration.status !== 'none' && configuration.desktop.dispositionRequired;
  if (!isRequired || draft.disposition !== null) return null;
  const article = kind === 'chat' ? 'A' : 'An';
  return deskError(
    'wrapUp.disposition',
    'Choose a disposition',
    `${article} ${what} is finished with a disposition.`,
  );
}

/** Takes it off the desk. What was written goes into the outbox first; and to finish it ends its wrap-up. */
export function closeInteraction(model: DeskModel, session: InteractionSession, moment: Moment): Step {
  const { id, draft, phase } = session;
  const closed = dropSession(model, id);
  if (phase === 'wrap-up' || hasContent(draft)) return postNotes(closed, id, draft, moment);
  return step(closed, ...(draft.savedAt === null ? [] : [{ type: 'removeDraft', sessionId: id } as const]));
}

function postNotes(
  model: DeskModel,
  interactionId: string,
  { disposition, notes }: InteractionSession['draft'],
  moment: Moment,
  commandId: string | null = null,
): Step {
  const id = moment.newId();
  return post(
    model,
    { type: 'CompleteInteractionRequest', id, interactionId, disposition, notes },
    commandId,
  );
}

/** The last keystrokes about one whose tab has gone by itself; who typed is answered when they are on disk. */
export function postLateNotes(
  model: DeskModel,
  interactionId: string,
  draft: InteractionSession['draft'],
  commandId: string,
  moment: Moment,
): Step {
  return hasContent(draft)
    ? postNotes(model, interactionId, draft, moment, commandId)
    : step(model, done(commandId));
}

/** What this agent wrote in an earlier run about interactions that are over by now. */
export function postLeftNotes(model: DeskModel, moment: Moment): Step {
  const agentId = model.attempt?.login.agentId;
  const isLeft = ([sessionId, kept]: [string, DeskModel['keptDrafts'][string]]): boolean =>
    kept.agentId === agentId &&
    (kept.kind === 'chat' || kept.kind === 'action') &&
    !anySession(model, sessionId);
  const left = Object.entries(model.keptDrafts).filter(isLeft);
  const others = Object.entries(model.keptDrafts).filter((one) => !isLeft(one));
  return left
    .filter(([, { draft }]) => hasContent(draft))
    .reduce<Step>(
      (so, [sessionId, { draft }]) => andThen(so, (now) => postNotes(now, sessionId, draft, moment)),
      step({ ...model, keptDrafts: Object.fromEntries(others) }),
    );
}

/** What he wrote in this interaction and is not confirmed is sent once more: under its id, so never twice. */
export function askPostsAgain({ pending }: DeskModel, interactionId: string): readonly Effect[] {
  return Object.values(pending).flatMap((one) =>
    one.about === 'post' &&
    one.stage === 'to-server' &&
    one.request.type !== 'SetCallDataRequest' &&
    one.request.interactionId === interactionId
      ? [sending(one.request)]
      : [],
  );
}

/** Whether a chat or an action item has that id on this desk. */
export function isInteraction(model: DeskModel, sessionId: string): boolean {
  return interactionOf(model, sessionId) !== undefined;
}
