import type { CommunicationSession } from '../../../contract/sessions/answers.ts';
import { asSentence } from '../as-sentence.ts';
import { atSessions } from '../attempt.ts';
import { dismissBanner, showBanner } from '../banners.ts';
import type { Effect } from '../effects.ts';
import { deskError } from '../errors.ts';
import { askAgain, forgetClicks } from '../in-flight.ts';
import type { Moment } from '../inputs.ts';
import { logInWhenReady, loginFailed, stepDeadlineMs } from '../login.ts';
import { showProgress } from '../login-progress.ts';
import { withKeptManualSessions } from '../manual-sessions.ts';
import { andThen, awaiting, type DeskModel, type Step, step, withView } from '../model.ts';
import { sessionBanner, sessionBanners } from './banners.ts';
import { sessionEnded, settleWaitingInteractions } from './clicks.ts';
import { postLeftNotes } from './complete.ts';
import { interactionsTold } from './interactions-told.ts';
import { lastNumbers } from './transcripts.ts';

/**
 * Opens the communication session as soon as a session manager is there and the switch has said that no other desk has
 * this agent: the connector gives an agent to the desk that asked last, and one that is not to log in must not ask.
 */
export function openWhenReady(model: DeskModel, moment: Moment): Step {
  const { attempt } = model;
  if (attempt?.communication !== 'connected') return step(model);
  if (attempt.stage === 'preparing' && attempt.cti !== 'queried') return step(model);
  return open(model, moment);
}

/**
 * The switch has this desk logged in again, and no other: whoever ended its communication session has not kept the agent.
 */
export function openClosed(model: DeskModel, moment: Moment): Step {
  const { attempt, view } = model;
  if (attempt?.communication !== 'closed') return step(model);
  const stage = view.connections.sessions.inUse === null ? 'absent' : 'connected';
  return openWhenReady({ ...model, attempt: atSessions(attempt, stage) }, moment);
}

/** Something of it is missing here: all of it is told anew. */
export function openAnew(model: DeskModel, moment: Moment): Step {
  return model.attempt?.communication === 'open' ? open(model, moment) : step(model);
}

function open(model: DeskModel, moment: Moment): Step {
  const { attempt, identity } = model;
  if (!attempt) return step(model);
  const { profile, login, loginString } = attempt;
  const id = moment.newId();
  const asked = showProgress({ ...model, attempt: atSessions(attempt, 'asked') });
  const timed: readonly Effect[] =
    model.view.login.phase === 'logging-in'
      ? [{ type: 'startTimer', timer: 'login-step', ms: stepDeadlineMs }]
      : [];
  return step(
    awaiting(asked, id, { about: 'communication-session' }),
    {
      type: 'sendSessions',
      request: {
        type: 'OpenCommunicationSessionRequest',
        id,
        desk: { id: identity.deskId, name: identity.deskName },
        agentId: login.agentId,
        password: login.password,
        loginString,
        agentLoginType: profile.agentLoginType,
        multiSession: profile.multiSession,
        has: lastNumbers(model),
      },
    },
    ...timed,
  );
}

/** The connector has told everything: the desk shows exactly what it has, and what waited goes out. */
export function opened(model: DeskModel, conf: CommunicationSession, moment: Moment): Step {
  const { attempt } = model;
  if (!attempt) return step(model);
  const { channels, domains, hidesDirect, sequence } = conf;
  const here: DeskModel = {
    ...withView(withKeptManualSessions(sessionBanners.reduce(dismissBanner, model)), { channels, domains }),
    attempt: atSessions(attempt, 'open'),
    lastSessionsSequence: sequence,
    hidesDirect,
  };
  const { agentId } = attempt.login;
  const steps: readonly ((now: DeskModel) => Step)[] = [
    // What was asked before: what is asked because of what is told here goes out by itself.
    (now) => step(now, ...askAgain(now, 'sessions'), { type: 'readOutbox', agentId, of: 'sessions' }),
    (now) => interactionsTold(now, conf.interactions, moment),
    // After what is told, for that may have overtaken them.
    settleWaitingInteractions,
    (now) => postLeftNotes(now, moment),
    (now) => logInWhenReady(showProgress(now), moment),
  ];
  return steps.reduce((so, next) => andThen(so, next), step(here));
}

/**
 * The connector has ended the session: another desk has it, or the agent was logged out there. Where the switch has done
 * the same it says so itself; where it has not, he keeps his calls.
 */
export function sessionClosed(model: DeskModel, why: string, moment: Moment): Step {
  const { attempt } = model;
  if (!attempt || model.view.login.phase === 'logging-out') return step(model);
  if (attempt.stage !== 'logged-in') {
    const error = deskError(
      'sessions.closed',
      'The connector has ended your session',
      `${asSentence(why)} Try again.`,
    );
    return loginFailed(model, { ...error, remedies: [{ action: 'try-again' }] }, moment);
  }
  const closed: DeskModel = {
    ...withView(model, { domains: [] }),
    attempt: atSessions(attempt, 'closed'),
    typing: {},
  };
  const text = `Chats and action items no longer come to this desk: ${asSentence(why)} Your calls go on. Log out and in again to have them back.`;
  const over = andThen(forgetClicks(closed, 'sessions', sessionEnded, sessionEnded), (now) =>
    interactionsTold(now, [], moment),
  );
  return andThen(over, (now) =>
    step(showBanner(now, { id: sessionBanner.closed, tone: 'error', text }, moment.now)),
  );
}
