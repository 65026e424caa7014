import type { SessionsAnswer } from '../../../contract/sessions/answers.ts';
import type { ServerPairEvent } from '../../servers/server-pair.ts';
import { atSessions } from '../attempt.ts';
import { showBanner } from '../banners.ts';
import { pairDown, sideFailures } from '../errors.ts';
import { forgetClicks, withoutConnection } from '../in-flight.ts';
import type { Moment } from '../inputs.ts';
import { loginFailed } from '../login.ts';
import { andThen, type DeskModel, type Step, step, withView } from '../model.ts';
import { serverTime } from '../server-time.ts';
import { sessionBanner } from './banners.ts';
import { openWhenReady } from './communication-session.ts';
import { sessionsMessage } from './sessions-messages.ts';

/** What the session managers' pair says. Their loss touches chats and action items alone: calls go by other servers. */
export function sessionsEvent(
  model: DeskModel,
  event: ServerPairEvent<SessionsAnswer>,
  moment: Moment,
): Step {
  if (!model.attempt) return step(model);
  switch (event.type) {
    case 'view':
      return step(withView(model, { connections: { ...model.view.connections, sessions: event.view } }));
    case 'up':
      return openWhenReady(connection(serverTime(model, event.hello.time, moment.now), 'connected'), moment);
    case 'message':
      return sessionsMessage(model, event.message, moment);
    case 'lost':
    case 'left':
      return step(connection(model, 'absent'));
    case 'down':
      return down(model, event.causes, moment);
    case 'failed':
    case 'unanswered':
      return step(model);
  }
}

/** A connection is new, or gone: with it goes what was of it alone. One that the connector has ended stays so. */
function connection(model: DeskModel, stage: 'absent' | 'connected'): DeskModel {
  const { attempt } = model;
  const rest: DeskModel = {
    ...withoutConnection(model, 'sessions'),
    typing: {},
    lastSessionsSequence: -1,
    isSessionDoubted: false,
  };
  if (!attempt || attempt.communication === 'closed') return rest;
  return { ...rest, attempt: atSessions(attempt, stage) };
}

/** Neither answers: a login ends, for nothing goes on by itself; who is logged in goes on with his calls. */
function down(model: DeskModel, causes: Parameters<typeof sideFailures>[1], moment: Moment): Step {
  const { attempt, view } = model;
  if (!attempt) return step(model);
  const failures = sideFailures(view.connections.sessions, causes);
  if (attempt.stage === 'preparing') {
    if (view.login.phase === 'postponed') return step(model);
    const now = 'You are still logged out. Try again, or give IT the details.';
    return loginFailed(model, pairDown('sessions', failures, now), moment);
  }
  const now = 'It did not answer before it was lost. What it did of this shows as soon as one answers again.';
  const text =
    'No session manager answers. Your chats and action items wait, shown as last known; what you write is kept, and sent once one answers. Calls work as before.';
  return andThen(
    forgetClicks(model, 'sessions', { ...pairDown('sessions', failures, now), code: 'sessions.lost' }),
    (so) => step(showBanner(so, { id: sessionBanner.down, tone: 'warning', text }, moment.now)),
  );
}
