import type { CtiAnswer } from '../../contract/cti/answers.ts';
import type { DeskError } from '../../contract/desk/desk-error.ts';
import type { ConnectionView } from '../../contract/desk/desk-state.ts';
import type { ServerPairEvent } from '../servers/server-pair.ts';
import { atCti } from './attempt.ts';
import { endAtPhone } from './calls.ts';
import { ctiMessage } from './cti-messages.ts';
import { pairDown, sideFailures } from './errors.ts';
import { forgetClicks, withoutConnection } from './in-flight.ts';
import type { Moment } from './inputs.ts';
import { loginFailed } from './login.ts';
import { andThen, type DeskModel, type Step, step, withView } from './model.ts';
import { serverTime } from './server-time.ts';
import { setSessionMode } from './session-mode.ts';
import { keepWrapUpEnd } from './wrap-up-end.ts';

/** What the CTI pair says: the login sequence of seed 004, and the events of a logged-in agent. */
export function ctiEvent(model: DeskModel, event: ServerPairEvent<CtiAnswer>, moment: Moment): Step {
  switch (event.type) {
    case 'view':
      return step(model.attempt ? connectionShown(model, event.view) : model);
    case 'up':
      return setSessionMode(
        serverTime(
          { ...model, snapshot: { onDevice: null, isDoubted: false } },
          event.hello.time,
          moment.now,
        ),
        moment,
      );
    case 'message':
      return ctiMessage(model, event.message, moment);
    case 'lost':
      return lost(model, moment);
    // For the preferred one, which is connected already and tells everything anew: what is shown is of a moment ago.
    case 'left':
      return step(withoutConnection(model, 'cti'));
    case 'down':
      return down(model, event.causes, moment);
    case 'failed':
    case 'unanswered':
      return step(model);
  }
}

/** It may be shown that no server is connected before it is told which was lost: nothing is known from then on. */
function connectionShown(model: DeskModel, cti: ConnectionView): DeskModel {
  const { agent, connections } = model.view;
  return withView(model, {
    connections: { ...connections, cti },
    agent: agent && cti.inUse === null ? { ...agent, known: 'lost' } : agent,
  });
}

/**
 * The connection is gone: nothing is known any more, and no state is changed by that. What waited for an answer is
 * asked again at the other server, which is tried already.
 */
function lost(model: DeskModel, moment: Moment): Step {
  const { agent } = model.view;
  const gone: DeskModel = {
    ...withView(withoutConnection(model, 'cti'), { agent: agent && { ...agent, known: 'lost' } }),
    attempt: model.attempt && atCti(model.attempt, 'absent'),
  };
  return andThen(keepWrapUpEnd(gone), (now) => endAtPhone(now, moment));
}

/** Neither server answers: a login ends, for nothing goes on by itself; who is logged in keeps his desk. */
function down(model: DeskModel, causes: Parameters<typeof sideFailures>[1], moment: Moment): Step {
  const { attempt, view } = model;
  if (!attempt) return step(model);
  const failures = sideFailures(view.connections.cti, causes);
  if (attempt.stage === 'logged-in') {
    const now =
      'It did not answer before it was lost. What it did of this shows as soon as a server answers again.';
    return forgetClicks(model, 'cti', {
      ...pairDown('cti', failures, now),
      code: 'cti.lost',
    } satisfies DeskError);
  }
  if (view.login.phase === 'postponed') return step(model);
  const now = 'You are still logged out. Try again, or give IT the details.';
  return loginFailed(model, pairDown('cti', failures, now), moment);
}
