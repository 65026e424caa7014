import type { AgentSnapshot } from '../../contract/cti/agent.ts';
import { sameChoice } from '../../contract/cti/same-choice.ts';
import { systemReasonLabel } from '../../contract/cti/system-reasons.ts';
import type { AgentView } from '../../contract/desk/desk-state.ts';
import type { Moment } from './inputs.ts';
import { andThen, type DeskModel, type Step, step, withView } from './model.ts';
import { loggedOut } from './session-end.ts';
import { closeFinishedSessions } from './wrap-up.ts';
import { wrongMessage } from './wrong-message.ts';

/** The switch says how the agent is: the one place where his state on the desk changes. */
export function agentChanged(model: DeskModel, snapshot: AgentSnapshot, moment: Moment): Step {
  const { attempt } = model;
  if (!attempt) return step(model);
  if (snapshot.agentId !== attempt.login.agentId) {
    const what = `AgentStateEvent is of agent ${snapshot.agentId}, not of ${attempt.login.agentId}; passed over.`;
    return step(model, wrongMessage(model, what));
  }
  if (snapshot.state === 'LoggedOut') {
    return attempt.stage === 'logged-in' ? leftOut(model, snapshot, moment) : step(model);
  }
  const agent: AgentView = {
    ...snapshot,
    known: 'live',
    chosen: stillChosen(model.view.agent?.chosen ?? null, snapshot),
    wrapUpFinished: model.view.agent?.wrapUpFinished ?? false,
  };
  return andThen(step(withView(model, { agent })), (now) => closeFinishedSessions(now, moment));
}

/** What he chose is settled as soon as it is his state, or what comes next. */
function stillChosen(chosen: AgentView['chosen'], agent: AgentSnapshot): AgentView['chosen'] {
  if (!chosen) return null;
  const { target } = chosen;
  const isThere =
    agent.state === target.state && (target.state !== 'NotReady' || agent.reasonCode === target.reasonCode);
  const settled = isThere || (agent.next !== null && sameChoice(agent.next, target));
  return settled ? null : chosen;
}

/** He logged out here, or someone else did it: then the desk says why. */
function leftOut(model: DeskModel, snapshot: AgentSnapshot, moment: Moment): Step {
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
  return loggedOut(model, error, moment);
}
