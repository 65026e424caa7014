import type { AgentSnapshot, ChoosableState } from '../../contract/cti/agent.ts';
import { systemReasonLabel } from '../../contract/cti/system-reasons.ts';
import type { AgentView } from '../../contract/desk/desk-state.ts';
import type { Moment } from './inputs.ts';
import { andThen, type DeskModel, type Step, step, withView } from './model.ts';
import { clearDesk } from './session-end.ts';
import { closeFinishedSessions } from './wrap-up.ts';

/** The switch says how the agent is: the one place where his state on the desk changes. */
export function agentChanged(model: DeskModel, snapshot: AgentSnapshot, moment: Moment): Step {
  const { attempt } = model;
  if (!attempt || snapshot.agentId !== attempt.login.agentId) return step(model);
  if (snapshot.state === 'LoggedOut') {
    return attempt.loggedIn ? loggedOut(model, snapshot, moment) : step(model);
  }
  const agent: AgentView = {
    ...snapshot,
    known: 'live',
    chosen: stillChosen(model.view.agent?.chosen ?? null, snapshot),
  };
  return andThen(step(withView(model, { agent })), (now) => closeFinishedSessions(now, moment));
}

/** What he chose is settled as soon as it is his state, or what comes next. */
function stillChosen(chosen: AgentView['chosen'], agent: AgentSnapshot): AgentView['chosen'] {
  if (!chosen) return null;
  const settled =
    agent.state === chosen.target.state || (agent.next !== null && sameChoice(agent.next, chosen.target));
  return settled ? null : chosen;
}

function sameChoice(one: ChoosableState, other: ChoosableState): boolean {
  if (one.state !== other.state) return false;
  return one.state !== 'NotReady' || other.state !== 'NotReady' || one.reasonCode === other.reasonCode;
}

/** He logged out here, or someone else did it: then the desk says why. */
function loggedOut(model: DeskModel, snapshot: AgentSnapshot, moment: Moment): Step {
  const asked = Object.values(model.pending).some(({ about }) => about === 'logout');
  const asking = asked || model.view.login.phase === 'logging-out';
  const reason = snapshot.reasonCode === null ? null : systemReasonLabel(snapshot.reasonCode);
  const error = asking
    ? null
    : {
        code: 'agent.loggedOut',
        title: 'You were logged out',
        message: `The switch logged you out${reason ? `: ${reason.toLowerCase()}` : ''}. Your notes are kept. Log in again to go on.`,
        details: { reasonCode: String(snapshot.reasonCode ?? '') },
        remedies: [],
      };
  return clearDesk(model, { phase: 'logged-out', error }, moment);
}
