import type { LicensingAnswer } from '../../contract/licensing/messages.ts';
import type { Side } from '../../contract/servers/server-kind.ts';
import type { ServerPairEvent } from '../servers/server-pair.ts';
import type { Effect } from './effects.ts';
import { sideFailures } from './errors.ts';
import type { Moment } from './inputs.ts';
import { licenceAddresses, licenceRefused, licensingUnreachable, noSeat } from './licence-errors.ts';
import { logInWhenReady, loginFailed } from './login.ts';
import { showProgress } from './login-progress.ts';
import { andThen, answered, awaiting, type DeskModel, type Step, step, withView } from './model.ts';

/** What the licensing pair says. A desk that is logged in keeps its seat through the loss of its server. */
export function licensingEvent(
  model: DeskModel,
  event: ServerPairEvent<LicensingAnswer>,
  moment: Moment,
): Step {
  switch (event.type) {
    case 'view':
      if (!model.attempt) return step(model);
      return step(withView(model, { connections: { ...model.view.connections, licensing: event.view } }));
    case 'up':
      return acquire(model, moment);
    case 'message':
      return message(model, event.message, event.side, moment);
    case 'down':
      return model.attempt?.stage === 'preparing' && model.attempt.licence === null
        ? loginFailed(
            model,
            licensingUnreachable(
              sideFailures(model.view.connections.licensing, event.causes),
              licenceAddresses(model),
            ),
            moment,
          )
        : step(model);
    case 'lost':
    case 'left':
    case 'failed':
    case 'unanswered':
      return step(model);
  }
}

/** Asks for a seat, at login and again at each new connection: the same desk gets its own seat back. */
function acquire(model: DeskModel, moment: Moment): Step {
  if (!model.attempt) return step(model);
  const id = moment.newId();
  return step(awaiting(model, id, { about: 'licence' }), {
    type: 'sendLicensing',
    request: {
      type: 'AcquireLicenceRequest',
      id,
      agentId: model.attempt.login.agentId,
      desk: model.identity.deskId,
    },
  });
}

function message(model: DeskModel, answer: LicensingAnswer, side: Side, moment: Moment): Step {
  switch (answer.type) {
    case 'AcquireLicenceConf': {
      const { attempt } = model;
      if (!attempt) return step(model);
      const licensed: DeskModel = {
        ...answered(model, answer.id).model,
        attempt: { ...attempt, licence: answer.licence },
      };
      return andThen(step(showProgress(licensed)), (now) => logInWhenReady(now, moment));
    }
    case 'FailureConf': {
      const { model: rest, pending } = answered(model, answer.id ?? '');
      if (pending?.about !== 'licence') return step(rest);
      const connection = model.view.connections.licensing;
      if (model.attempt?.stage === 'logged-in')
        return step(rest, goesOnWithout(side, connection.sides[side].address ?? '?', answer.message));
      const where = { ...licenceAddresses(model), side, connection };
      const error = answer.code === 'noSeat' ? noSeat(answer, where) : licenceRefused(answer, where);
      return loginFailed(rest, error, moment);
    }
    case 'ReleaseLicenceConf':
      return model.attempt ? step(model) : seatGivenBack(model);
    case 'Hello':
    case 'HeartbeatConf':
      return step(model);
  }
}

/** The grace that the server granted is over and another has the seat: nothing for the agent, who goes on; IT is told. */
function goesOnWithout(side: Side, address: string, why: string): Effect {
  const server = `Licensing server ${side} (${address})`;
  return {
    type: 'log',
    level: 'warn',
    sentence: `${server} has no seat for this desk any more: ${why} The agent goes on; the next login needs a seat.`,
  };
}

/** The seat is back, or the server had its time to take it: the pair is no longer needed. */
export function seatGivenBack(model: DeskModel): Step {
  return step(
    model,
    { type: 'stopTimer', timer: 'licence-release' },
    { type: 'closePair', kind: 'licensing' },
  );
}
