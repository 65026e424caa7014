import type { DeskError } from '../../../contract/desk/desk-error.ts';
import type { InteractionRequest } from '../../../contract/sessions/requests.ts';
import { isOpen } from '../attempt.ts';
import type { Effect } from '../effects.ts';
import { deskError, neitherAnswers } from '../errors.ts';
import { done } from '../login.ts';
import { andThen, answered, awaiting, type DeskModel, type Pending, type Step, step } from '../model.ts';
import { beforeAsked, beforeClick, senseOf } from './sense.ts';

type InteractionClick = Extract<Pending, { about: 'interaction' }>;

/**
 * A click that needs a session manager: asked for at once, or kept while one is looked for; where neither answers, the
 * click is told so.
 */
export function askSessions(model: DeskModel, request: InteractionRequest, commandId: string): Step {
  const sense = senseOf(model, request, beforeClick);
  if (sense.is === 'so-already') return step(model, done(commandId));
  const error = sense.is === 'refused' ? sense.error : whyNotAsked(model);
  if (error) return step(model, refuse(commandId, error));
  const click = { about: 'interaction', commandId, request } as const;
  if (isOpen(model.attempt)) return asked(model, { ...click, stage: 'asked' });
  return andThen(supersede(model, request), (now) =>
    step(awaiting(now, request.id, { ...click, stage: 'waits' })),
  );
}

/** Null: it can be asked now, or waits for a session manager that is looked for, or opens the session. */
function whyNotAsked({ attempt, view }: DeskModel): DeskError | null {
  if (!attempt || (attempt.stage !== 'logged-in' && attempt.communication !== 'open')) return loggedOut;
  switch (attempt.communication) {
    case 'open':
    case 'connected':
    case 'asked':
      return null;
    case 'absent':
      return view.connections.sessions.status === 'down' ? neitherAnswers.sessions : null;
    case 'none':
      return neitherAnswers.sessions;
    case 'refused':
      return notTakenBack;
    case 'closed':
      return sessionEnded;
  }
}

/**
 * The connector has told what is. What waits since no session manager was there goes out now, or is refused where it has
 * come too late. What the desk has to say by itself is said in any case.
 */
export function settleWaitingInteractions(model: DeskModel): Step {
  return waitingOf(model).reduce<Step>((so, click) => andThen(so, (now) => settled(now, click)), step(model));
}

function settled(model: DeskModel, click: InteractionClick): Step {
  const { commandId, request } = click;
  if (commandId === null) return asked(model, click);
  const sense = senseOf(model, request, beforeAsked);
  switch (sense.is) {
    case 'to-ask':
      return asked(model, click);
    case 'so-already':
      return step(answered(model, request.id).model, done(commandId));
    case 'refused':
      return step(answered(model, request.id).model, refuse(commandId, sense.error));
  }
}

function asked(model: DeskModel, click: InteractionClick): Step {
  const { request } = click;
  return step(awaiting(model, request.id, { ...click, stage: 'asked' }), { type: 'sendSessions', request });
}

/** The last click on the same thing counts: one on it that waits is not sent. */
function supersede(model: DeskModel, request: InteractionRequest): Step {
  return waitingOf(model).reduce<Step>((so, { commandId, request: before }) => {
    if (commandId === null || subjectOf(before) !== subjectOf(request)) return so;
    return step(answered(so.model, before.id).model, ...so.effects, done(commandId));
  }, step(model));
}

function subjectOf(request: InteractionRequest): string | number {
  return request.type === 'SetDomainReadyRequest' ? request.domainId : request.interactionId;
}

function waitingOf({ pending }: DeskModel): readonly InteractionClick[] {
  return Object.values(pending).flatMap((one) =>
    one.about === 'interaction' && one.stage === 'waits' ? [one] : [],
  );
}

function refuse(commandId: string, error: DeskError): Effect {
  return { type: 'answerCommand', commandId, outcome: { ok: false, error } };
}

const loggedOut = deskError('desk.loggedOut', 'You are logged out', 'Log in first.');

const notTakenBack = deskError(
  'sessions.refused',
  'The session manager did not take you back',
  'Chats and action items wait until it does; your calls go on. Tell IT, or log out and in again.',
);

/** The connector has ended the session: nothing of it can be asked for. */
export const sessionEnded = deskError(
  'sessions.ended',
  'The connector has ended your session',
  'Chats and action items no longer come to this desk. Your calls go on; log out and in again to have them back.',
);
