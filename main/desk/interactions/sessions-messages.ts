import { type SessionsAnswer, sessionsFailureCodes } from '../../../contract/sessions/answers.ts';
import type { FailureConf } from '../../../contract/wire/common.ts';
import { atSessions, isOpen } from '../attempt.ts';
import { showBanner } from '../banners.ts';
import { requestRefused } from '../errors.ts';
import { forgetClicks } from '../in-flight.ts';
import type { Moment } from '../inputs.ts';
import { done, loginFailed } from '../login.ts';
import { andThen, answered, type DeskModel, type Step, step, withView } from '../model.ts';
import { postRefused, postTaken } from '../sent-posts.ts';
import { serverTime } from '../server-time.ts';
import { wrongMessage } from '../wrong-message.ts';
import { sessionBanner } from './banners.ts';
import { openAnew, opened, sessionClosed } from './communication-session.ts';
import { interactionTold } from './interactions-told.ts';
import { actionName, sessionRefused } from './refusal-words.ts';
import { messagesCame } from './transcripts.ts';

type Numbered = Extract<SessionsAnswer, { type: 'InteractionEvent' | 'TranscriptEvent' | 'DomainsEvent' }>;

/**
 * One message of the session manager in use. Events carry a number that grows by one: one that was seen, or is older, is
 * passed over; after a gap everything is asked for anew.
 */
export function sessionsMessage(model: DeskModel, answer: SessionsAnswer, moment: Moment): Step {
  const timed = 'time' in answer ? serverTime(model, answer.time, moment.now) : model;
  switch (answer.type) {
    case 'CommunicationSessionConf': {
      const { model: rest, pending } = answered(timed, answer.id);
      if (pending?.about === 'communication-session') return opened(rest, answer, moment);
      return step(model, wrong(model, `CommunicationSessionConf ${answer.id} answers no request that waits`));
    }
    case 'InteractionEvent':
    case 'TranscriptEvent':
    case 'DomainsEvent':
      return numbered(timed, answer, moment);
    case 'CommunicationSessionClosedEvent':
      return sessionClosed(timed, answer.why, moment);
    case 'RequestConf':
      return confirmed(timed, answer.id);
    case 'FailureConf':
      return refused(timed, answer, moment);
    case 'Hello':
      return step(model, wrong(model, `Hello came again, as ${answer.kind} server ${answer.side}`));
    case 'HeartbeatConf':
      return step(timed);
  }
}

function numbered(model: DeskModel, event: Numbered, moment: Moment): Step {
  // Before the session is open, and while it is told anew, what was is in what comes.
  if (!isOpen(model.attempt)) return step(model);
  const last = model.lastSessionsSequence;
  if (event.sequence <= last) {
    return step(model, wrong(model, `${event.type} number ${event.sequence} came after number ${last}`));
  }
  const taken = fresh({ ...model, lastSessionsSequence: event.sequence }, event, moment);
  if (event.sequence === last + 1) return taken;
  const what = `event number ${event.sequence} came after number ${last}; what was between is asked for anew.`;
  return andThen(taken, (now) => anew(now, what, moment));
}

function fresh(model: DeskModel, event: Numbered, moment: Moment): Step {
  switch (event.type) {
    case 'InteractionEvent':
      return interactionTold(model, event.interaction, moment);
    case 'TranscriptEvent': {
      const { model: written, isGap } = messagesCame(model, event.interactionId, event.messages);
      if (!isGap) return step(written);
      const what = `messages are missing in chat ${event.interactionId}; they are asked for anew.`;
      return anew(written, what, moment);
    }
    case 'DomainsEvent':
      return step(withView(model, { domains: event.domains }));
  }
}

function anew(model: DeskModel, what: string, moment: Moment): Step {
  const asked = openAnew(model, moment);
  return step(asked.model, wrongMessage(model, what, 'warn', 'sessions'), ...asked.effects);
}

function wrong(model: DeskModel, what: string): ReturnType<typeof wrongMessage> {
  return wrongMessage(model, `${what}; passed over.`, 'warn', 'sessions');
}

/** A request is being carried out. What it changes comes as an event; only the click is answered here. */
function confirmed(model: DeskModel, id: string): Step {
  const { model: rest, pending } = answered(model, id);
  switch (pending?.about) {
    case 'interaction':
      return step(rest, ...(pending.commandId === null ? [] : [done(pending.commandId)]));
    case 'post':
      return postTaken(rest, pending.request);
    default:
      return step(rest);
  }
}

/** A request was refused: the click is answered with the reason, and nothing is shown as changed. */
function refused(model: DeskModel, failure: FailureConf, moment: Moment): Step {
  const { model: rest, pending } = answered(model, failure.id ?? '');
  const told = wrongMessage(rest, `refused a message: ${failure.message}`, 'warn', 'sessions');
  switch (pending?.about) {
    case 'communication-session':
      return openingRefused(rest, failure, moment);
    case 'interaction': {
      const { commandId, request } = pending;
      if (commandId === null) return step(rest, told);
      const error = { ...requestRefused(actionName(request), failure), code: `sessions.${failure.code}` };
      return sessionGone(
        step(rest, { type: 'answerCommand', commandId, outcome: { ok: false, error } }),
        failure,
        moment,
      );
    }
    case 'post':
      // Refused twice, by the one that was lost and by the other: once is enough.
      if (pending.stage === 'refused') return step(model);
      return sessionGone(postRefused(rest, pending.request, failure, moment), failure, moment);
    default:
      return step(rest, told);
  }
}

/** The session manager knows of no session on this connection: it is opened once more, and not again and again. */
function sessionGone(so: Step, { code }: FailureConf, moment: Moment): Step {
  if (code !== sessionsFailureCodes.noSession || so.model.isSessionDoubted) return so;
  return andThen(so, (now) => openAnew({ ...now, isSessionDoubted: true }, moment));
}

/** The connector blocks the login; a desk that is logged in goes on with its calls. */
function openingRefused(model: DeskModel, failure: FailureConf, moment: Moment): Step {
  const { attempt } = model;
  if (!attempt) return step(model);
  const error = sessionRefused(failure, attempt);
  if (attempt.stage !== 'logged-in') return loginFailed(model, error, moment);
  const text = `The session manager did not take you back: ${error.message} Chats and action items wait; your calls go on.`;
  const refusedHere = { ...model, attempt: atSessions(attempt, 'refused') };
  return andThen(forgetClicks(refusedHere, 'sessions', error, error), (now) =>
    step(showBanner(now, { id: sessionBanner.refused, tone: 'error', text }, moment.now)),
  );
}
