import type { CtiAnswer, SystemStatus } from '../../contract/cti/answers.ts';
import type { DeskError } from '../../contract/desk/desk-error.ts';
import type { ServerPairEvent } from '../servers/server-pair.ts';
import { agentChanged } from './agent.ts';
import { askForChosenState } from './agent-state.ts';
import { callChanged, callsSnapshot, endAtPhone } from './calls.ts';
import { pairDown, sideFailures, takenElsewhere } from './errors.ts';
import type { Moment } from './inputs.ts';
import { logInWhenReady, loginFailed, stepDeadlineMs } from './login.ts';
import { andThen, awaiting, type DeskModel, type Step, step, withView } from './model.ts';
import { registerPhone } from './phone.ts';
import { confirmed, forgetClicks, refused } from './requests.ts';
import { serverTime } from './server-time.ts';
import { clearDesk } from './session-end.ts';
import { postLeftDrafts } from './wrap-up.ts';

/** What the CTI pair says: the login sequence of seed 004, and the events of a logged-in agent. */
export function ctiEvent(model: DeskModel, event: ServerPairEvent<CtiAnswer>, moment: Moment): Step {
  switch (event.type) {
    case 'view':
      if (!model.attempt) return step(model);
      return step(withView(model, { connections: { ...model.view.connections, cti: event.view } }));
    case 'up':
      return setSessionMode(serverTime(model, event.hello.time, moment.now), moment);
    case 'message':
      return message(model, event.message, moment);
    case 'lost':
      return lost(model, moment);
    case 'down':
      return model.attempt && !model.attempt.loggedIn && model.view.login.phase !== 'postponed'
        ? loginFailed(model, unreachable(model, event.causes), moment)
        : step(model);
    case 'failed':
      return step(model);
  }
}

/** A login that reached no CTI server ends: nothing goes on by itself. */
function unreachable({ view }: DeskModel, causes: Parameters<typeof sideFailures>[1]): DeskError {
  const now = 'You are still logged out. Try again, or give IT this text.';
  return pairDown('cti', sideFailures(view.connections.cti, causes), now);
}

/** Login step 3: the message filter for this agent. A desk that comes back begins here again. */
function setSessionMode(model: DeskModel, moment: Moment): Step {
  const { attempt, identity } = model;
  if (!attempt) return step(model);
  const { login } = model.view;
  const showing =
    login.phase === 'logging-in'
      ? withView(model, {
          login: {
            ...login,
            step: 'session',
            waitingFor: 'Waiting for the CTI server to say how the system is',
          },
        })
      : model;
  const id = moment.newId();
  const connected: DeskModel = { ...showing, attempt: { ...attempt, cti: 'connected' }, lastSequence: -1 };
  return step(awaiting(connected, id, { about: 'session' }), {
    type: 'sendCti',
    request: {
      type: 'SetSessionMode',
      id,
      agentId: attempt.login.agentId,
      peripheralId: attempt.profile.peripheralId,
      desk: { id: identity.deskId, name: identity.deskName },
    },
  });
}

/**
 * The connection is gone: nothing is known any more, and no state is changed by that. Clicks that waited for an
 * answer are told so; what was done of them shows when a server answers again.
 */
function lost(model: DeskModel, moment: Moment): Step {
  const { agent } = model.view;
  const gone: DeskModel = {
    ...withView(model, { agent: agent && { ...agent, known: 'lost', chosen: null } }),
    attempt: model.attempt && { ...model.attempt, cti: 'absent' },
  };
  const told = forgetClicks(gone, {
    code: 'cti.lost',
    title: 'The CTI server was lost',
    message:
      'It did not answer before it was lost. What it did of this shows as soon as a server answers again.',
    details: {},
    remedies: [],
  });
  return andThen(told, (now) => endAtPhone(now, moment));
}

/** Events carry a number that grows by one: one that was seen, or is older, is passed over. */
function isRepeat(model: DeskModel, sequence: number): boolean {
  return sequence <= model.lastSequence;
}

function message(model: DeskModel, answer: CtiAnswer, moment: Moment): Step {
  const timed = 'time' in answer ? serverTime(model, answer.time, moment.now) : model;
  if (!('sequence' in answer)) return fresh(timed, answer, moment);
  const { lastSequence } = model;
  if (isRepeat(model, answer.sequence)) {
    const sentence = `${answer.type} number ${answer.sequence} came after number ${lastSequence}; passed over.`;
    return step(model, { type: 'log', level: 'warn', sentence });
  }
  const next = fresh({ ...timed, lastSequence: answer.sequence }, answer, moment);
  const missed = lastSequence >= 0 && answer.sequence > lastSequence + 1;
  return missed && model.attempt?.cti === 'whole'
    ? andThen(next, (now) => askAnew(now, lastSequence, answer.sequence, moment))
    : next;
}

/** Events were lost on the way: what the switch has is asked for whole, as after a lost server. */
function askAnew(model: DeskModel, last: number, came: number, moment: Moment): Step {
  const sentence = `Event number ${came} came after number ${last}: what was between is asked for anew.`;
  const asked = setSessionMode(model, moment);
  return step(asked.model, { type: 'log', level: 'warn', sentence }, ...asked.effects);
}

function fresh(model: DeskModel, answer: CtiAnswer, moment: Moment): Step {
  switch (answer.type) {
    case 'SetAgentModeEvent':
    case 'SystemEvent':
      return systemStatus(model, answer.status, moment);
    case 'QueryAgentStateConf':
      return queried(model, answer, moment);
    case 'AgentStateEvent':
      return agentChanged(model, answer.agent, moment);
    case 'SnapshotDeviceConf':
      return registerPhone(model, answer);
    case 'SnapshotCallsConf':
      return [whole, postLeftDrafts, askForChosenState].reduce<Step>(
        (so, next) => andThen(so, (now) => next(now, moment)),
        callsSnapshot(model, answer.calls, moment),
      );
    case 'CallEvent':
      return callChanged(model, answer.call, answer.event, moment);
    case 'RequestConf':
      return confirmed(model, answer, moment);
    case 'FailureConf':
      return refused(model, answer, moment);
    case 'DisplacedEvent':
      return displaced(model, answer.by, moment);
    case 'Hello':
    case 'HeartbeatConf':
      return step(model);
  }
}

/** Login step 5: a system that is offline postpones the login, which goes on when the system is back. */
function systemStatus(model: DeskModel, status: SystemStatus, moment: Moment): Step {
  const { login } = model.view;
  const offline = Object.values(status).includes('offline');
  if (login.phase === 'logging-in' && offline && model.attempt) {
    return step(
      withView(model, {
        login: {
          phase: 'postponed',
          profile: login.profile,
          agentId: login.agentId,
          status,
          message: `${offlineParts(status)} offline. Your login waits, and goes on by itself when the system is back.`,
          since: moment.now,
        },
      }),
      { type: 'stopTimer', timer: 'login-step' },
    );
  }
  if (login.phase === 'postponed') {
    if (offline) {
      return step(
        withView(model, {
          login: {
            ...login,
            status,
            message: `${offlineParts(status)} offline. Your login waits, and goes on by itself when the system is back.`,
          },
        }),
      );
    }
    const resumed = withView(model, {
      login: {
        phase: 'logging-in',
        step: 'agent-state',
        profile: login.profile,
        agentId: login.agentId,
        waitingFor: 'The system is back; waiting for the switch to log you in',
      },
    });
    const timed = step(resumed, { type: 'startTimer', timer: 'login-step', ms: stepDeadlineMs });
    return andThen(timed, (now) => logInWhenReady(now, moment));
  }
  // A desk that comes back was refused while the system was offline: now it may.
  return offline ? step(model) : logInWhenReady(model, moment);
}

function offlineParts(status: SystemStatus): string {
  const names: Record<keyof SystemStatus, string> = {
    ctiServer: 'the CTI server',
    centralController: 'the central controller',
    peripheral: 'the switch',
  };
  const parts = (Object.keys(names) as (keyof SystemStatus)[]).filter((part) => status[part] === 'offline');
  const text = parts.map((part) => names[part]).join(' and ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)} ${parts.length > 1 ? 'are' : 'is'}`;
}

/** Login step 6: the agent's state at the switch is known; an agent who is elsewhere is taken over only when asked. */
function queried(
  model: DeskModel,
  answer: Extract<CtiAnswer, { type: 'QueryAgentStateConf' }>,
  moment: Moment,
): Step {
  const { attempt } = model;
  if (!attempt || answer.agentId !== attempt.login.agentId) return step(model);
  if (model.view.login.phase === 'logging-out' && answer.state === 'LoggedOut') {
    return clearDesk(model, { phase: 'logged-out', error: null }, moment);
  }
  const elsewhere = answer.loggedInElsewhere;
  if (elsewhere && attempt.loggedIn) {
    return displaced(model, { desk: elsewhere.desk, device: elsewhere.device }, moment);
  }
  if (elsewhere && !attempt.takeOver) {
    const since = new Date(elsewhere.since).toISOString();
    return loginFailed(model, takenElsewhere(elsewhere.desk, elsewhere.device, since), moment);
  }
  return logInWhenReady({ ...model, attempt: { ...attempt, cti: 'queried' } }, moment);
}

/** Login step 8: the snapshots are here, so the desk shows exactly what the switch has. */
function whole(model: DeskModel): Step {
  const { attempt } = model;
  if (!attempt) return step(model);
  const commandId = attempt.commandId;
  const leaving = model.view.login.phase === 'logging-out';
  const here: DeskModel = {
    ...withView(model, {
      login: leaving
        ? model.view.login
        : {
            phase: 'logged-in',
            profile: attempt.profile.name,
            agentId: attempt.login.agentId,
            device: attempt.login.device,
          },
    }),
    attempt: { ...attempt, cti: 'whole', loggedIn: true, commandId: null },
  };
  return step(
    here,
    { type: 'stopTimer', timer: 'login-step' },
    { type: 'readOutbox', agentId: attempt.login.agentId },
    ...logOutAgain(model),
    ...(commandId === null ? [] : [{ type: 'answerCommand', commandId, outcome: { ok: true } } as const]),
  );
}

/** A logout whose answer was lost with its server is asked again, under its id: it is never carried out twice. */
function logOutAgain(model: DeskModel): Step['effects'] {
  return Object.entries(model.pending).flatMap(([id, pending]) =>
    pending.about === 'logout'
      ? [{ type: 'sendCti', request: { type: 'LogOutRequest', id, reasonCode: pending.reasonCode } } as const]
      : [],
  );
}

/** Another desk has the agent now. What was written stays on disk; this desk does not reconnect by itself. */
function displaced(
  model: DeskModel,
  by: { readonly desk: string; readonly device: string },
  moment: Moment,
): Step {
  if (!model.attempt) return step(model);
  return clearDesk(
    model,
    { phase: 'displaced', agentId: model.attempt.login.agentId, by, at: moment.now },
    moment,
  );
}
