import type { ChoosableState } from '../../contract/cti/agent.ts';
import { noCti } from './call-control.ts';
import { deskError } from './errors.ts';
import type { Moment } from './inputs.ts';
import { done } from './login.ts';
import { awaiting, type DeskModel, type Step, step, withView } from './model.ts';

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
  if (!agent || !model.attempt?.loggedIn) return noCti(model, commandId);
  const chosen = withView(model, { agent: { ...agent, chosen: { target, at: moment.now } } });
  return model.attempt.cti === 'whole'
    ? askForState(chosen, target, commandId, moment)
    : step(chosen, done(commandId));
}

/** What was chosen while nobody listened is asked for once, if the switch has not gone there by itself. */
export function askForChosenState(model: DeskModel, moment: Moment): Step {
  const chosen = model.view.agent?.chosen;
  return chosen ? askForState(model, chosen.target, null, moment) : step(model);
}

function askForState(
  model: DeskModel,
  target: ChoosableState,
  commandId: string | null,
  moment: Moment,
): Step {
  const id = moment.newId();
  return step(awaiting(model, id, { about: 'state', commandId, target }), {
    type: 'sendCti',
    request: { type: 'SetAgentStateRequest', id, target },
  });
}

/** Logout, with its reason, and only from Not Ready (Finesse, user-states; CAD). */
export function logOut(model: DeskModel, reasonCode: number | null, commandId: string, moment: Moment): Step {
  const { agent, login } = model.view;
  if (!agent || login.phase !== 'logged-in' || model.attempt?.cti !== 'whole') return noCti(model, commandId);
  if (agent.state !== 'NotReady') {
    const error = deskError(
      'logout.notNow',
      'Log out from Not Ready',
      'Go to Not Ready first; a call or wrap-up has to be over.',
    );
    return step(model, { type: 'answerCommand', commandId, outcome: { ok: false, error } });
  }
  const id = moment.newId();
  const leaving = withView(model, {
    login: { phase: 'logging-out', profile: login.profile, agentId: login.agentId },
  });
  return step(
    awaiting(leaving, id, { about: 'logout', commandId, reasonCode }),
    { type: 'sendCti', request: { type: 'LogOutRequest', id, reasonCode } },
    { type: 'startTimer', timer: 'logout', ms: logoutDeadlineMs },
  );
}
