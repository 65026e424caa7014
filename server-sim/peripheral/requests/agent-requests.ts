import type { ChoosableState } from '../../../contract/cti/agent.ts';
import { allows, type EnablementBit } from '../../../contract/cti/enablement.ts';
import { choose, chosenBy } from '../agents/agent-states.ts';
import { mayWrapUp } from '../agents/wrap-up-rules.ts';
import { hasPhone } from '../calls/numbers.ts';
import { callOut } from '../calls/outbound-calls.ts';
import type { Agent, RequestAnswer } from '../core/state.ts';
import type { Turn } from '../core/turn.ts';
import { actionWords } from './action-words.ts';
import { agentMask } from './masks.ts';
import { confirmed, ownNumber, phoneNotRegistered, type Refusal, refusal } from './refusals.ts';

interface SetAgentState {
  readonly id: string;
  readonly target: ChoosableState;
  readonly finishesWrapUp: boolean;
}

/** What keeps the agent from it, as the mask says; null where nothing does. */
export function refuseAgentAction(turn: Turn, agent: Agent, id: string, bit: EnablementBit): Refusal | null {
  if (allows(agentMask(turn, agent), bit)) return null;
  if ((bit === 'ready' || bit === 'makeCall') && agent.device !== null && !hasPhone(turn, agent.device)) {
    return phoneNotRegistered(id, agent.device);
  }
  const { agentId } = agent.record;
  if (bit === 'wrapUp' && !mayWrapUp(turn, agentId)) {
    const why = 'the agent desk settings do not allow it after calls that agents dial';
    return refusal(id, 'notAllowedNow', `No wrap-up for agent ${agentId}: ${why}`, { agentId });
  }
  const how = {
    logOut: 'from Not Ready with no call',
    makeCall: 'from Ready or Not Ready with no other call',
    wrapUp: 'in a call',
  } as const;
  const when = bit === 'logOut' || bit === 'makeCall' || bit === 'wrapUp' ? how[bit] : 'in another state';
  const message = `${actionWords[bit] ?? bit} is possible ${when}; agent ${agentId} is ${agent.state}`;
  return refusal(id, 'notAllowedNow', message, { agentId, state: agent.state });
}

export function setAgentState(
  turn: Turn,
  agent: Agent,
  { id, target, finishesWrapUp }: SetAgentState,
): RequestAnswer {
  const isThere = agent.state === target.state && target.state !== 'NotReady';
  const refused = isThere ? null : refuseAgentAction(turn, agent, id, bitFor(target));
  if (refused) return refused;
  choose(turn, agent, target);
  // What comes after a call was chosen before, or in it: to finish its wrap-up is no choice for his other media.
  if (!finishesWrapUp) chosenBy(turn, agent, target, 'agent');
  return confirmed(id);
}

function bitFor(target: SetAgentState['target']): EnablementBit {
  switch (target.state) {
    case 'Ready':
      return 'ready';
    case 'WrapUp':
      return 'wrapUp';
    case 'NotReady':
      return target.reasonCode === null ? 'notReady' : 'notReadyWithReason';
  }
}

export function makeCall(turn: Turn, agent: Agent, id: string, number: string): RequestAnswer {
  const device = agent.device === null ? undefined : turn.devices.get(agent.device);
  const refused = refuseAgentAction(turn, agent, id, 'makeCall');
  if (refused) return refused;
  if (!device || number === agent.device) return ownNumber(id, number);
  return confirmed(id, callOut(turn, agent, device, number));
}
