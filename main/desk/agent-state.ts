import type { ChoosableState } from '../../contract/cti/agent.ts';
import { isWhole } from './attempt.ts';
import { noCti } from './call-control.ts';
import { detailsOfEach, eitherShown } from './each-server.ts';
import { deskError } from './errors.ts';
import { supersedeState } from './in-flight.ts';
import type { Moment } from './inputs.ts';
import { done } from './login.ts';
import { awaiting, type DeskModel, type Step, step, withView } from './model.ts';
import { loggedOut } from './session-end.ts';
import { whatIsUnfinished } from './unfinished.ts';
import { maySend } from './waiting-clicks.ts';

/** How long a logout may wait for the switch before the desk closes it by itself, milliseconds. */
const logoutDeadlineMs = 5_000;

/**
 * The agent chose a state: it is asked for and shown as chosen; the state itself changes when the event comes. While
 * no CTI server answers it is kept as chosen, and asked for when one does.
 */
export function chooseState(
  model: DeskModel,
  target: ChoosableState,
  commandId: string,
  moment: Moment,
): Step {
  const { agent } = model.view;
  if (!agent || model.attempt?.stage !== 'logged-in') return noCti(model, commandId);
  const chosen = withView(model, { agent: { ...agent, chosen: { target, at: moment.now } } });
  if (isWhole(model.attempt)) return askForState(chosen, target, commandId, moment);
  const kept = supersedeState(chosen);
  return step(kept.model, ...kept.effects, done(commandId));
}

/**
 * What was chosen while nobody listened is asked for once, if the switch has not gone there by itself. What had been
 * asked for already is asked again under its id, not here.
 */
export function askForChosenState(model: DeskModel, moment: Moment): Step {
  const chosen = model.view.agent?.chosen;
  const asked = Object.values(model.pending).some(({ about }) => about === 'state');
  return chosen && !asked ? askForState(model, chosen.target, null, moment) : step(model);
}

export function askForState(
  model: DeskModel,
  target: ChoosableState,
  commandId: string | null,
  moment: Moment,
): Step {
  const request = { type: 'SetAgentStateRequest', id: moment.newId(), target } as const;
  return step(awaiting(model, request.id, { about: 'state', commandId, request }), {
    type: 'sendCti',
    request,
  });
}

/**
 * Logout, with its reason, and only from Not Ready (Finesse, user-states; CAD), when nobody waits for him any more: what
 * is open at his logout would go back to the router. His manual sessions are open again at his next login.
 */
export function logOut(model: DeskModel, reasonCode: number | null, commandId: string, moment: Moment): Step {
  const { agent, login } = model.view;
  if (login.phase === 'logging-out') return underWay(model, commandId);
  if (!agent || login.phase !== 'logged-in' || !maySend(model)) return noCti(model, commandId);
  if (agent.state !== 'NotReady') {
    const error = deskError(
      'logout.notNow',
      'Log out from Not Ready',
      'Go to Not Ready first; a call or wrap-up has to be over.',
    );
    return step(model, { type: 'answerCommand', commandId, outcome: { ok: false, error } });
  }
  const unfinished = whatIsUnfinished(model.view);
  if (unfinished !== null) {
    const error = deskError(
      'logout.unfinished',
      'Finish your chats and action items first',
      `${unfinished} Log out when they are finished; manual sessions may stay open.`,
    );
    return step(model, { type: 'answerCommand', commandId, outcome: { ok: false, error } });
  }
  const request = { type: 'LogOutRequest', id: moment.newId(), reasonCode } as const;
  const leaving = withView(model, {
    login: { phase: 'logging-out', profile: login.profile, agentId: login.agentId },
  });
  return step(
    awaiting(leaving, request.id, { about: 'logout', commandId, request }),
    // Without a server it waits for one, and goes out when the desk is whole.
    ...(isWhole(model.attempt) ? [{ type: 'sendCti', request } as const] : []),
    { type: 'startTimer', timer: 'logout', ms: logoutDeadlineMs },
  );
}

function underWay(model: DeskModel, commandId: string): Step {
  const error = deskError(
    'logout.underWay',
    'You are being logged out',
    'It was asked for already, and ends within 5 seconds.',
  );
  return step(model, { type: 'answerCommand', commandId, outcome: { ok: false, error } });
}

/** The switch had its time: the desk is left all the same, and says that nobody has confirmed it. */
export function logoutUnconfirmed(model: DeskModel, moment: Moment): Step {
  if (model.view.login.phase !== 'logging-out') return step(model);
  const { cti } = model.view.connections;
  const error = {
    ...deskError(
      'logout.unconfirmed',
      'Logged out here; no CTI server confirmed it',
      `It was asked of ${eitherShown(cti)}. The switch may still show you as Not Ready; no call is offered to you. Log in and out again later, or ask your supervisor to log you out.`,
    ),
    details: detailsOfEach(cti),
  };
  return loggedOut(model, error, moment);
}
