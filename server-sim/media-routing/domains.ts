import type { AgentState } from '../../contract/cti/agent.ts';
import { never } from '../../contract/result.ts';
import type { DomainState } from '../../contract/sessions/media-routing-domain.ts';
import type { ContactPlan } from '../links/contact-plan.ts';
import type { RoutingDomain } from '../links/interaction-control.ts';
import type { AgentAtSwitch, CommunicationSession } from './state.ts';
import type { TaskReader } from './tasks.ts';
import { tasksOf } from './tasks.ts';

type PlannedTasks = TaskReader & { readonly plan: ContactPlan };
type Channel = RoutingDomain['channel'];

/** The domain that a channel is routed in: the first of that channel. */
export function domainOf({ domains }: ContactPlan, channel: Channel): RoutingDomain | undefined {
  return domains.find((domain) => domain.channel === channel);
}

/** How many sessions of a channel he is logged in for. */
export function mostOf({ channels }: CommunicationSession, channel: Channel): number {
  switch (channel) {
    case 'voice':
      return channels.voice;
    case 'chat':
      return channels.chats;
    case 'action':
      return channels.actions;
    default:
      return never(channel);
  }
}

export function isInCall(agent: AgentAtSwitch | undefined): boolean {
  return agent !== undefined && agent.calls.length > 0;
}

/**
 * Whether a call keeps the agent from a domain: it is interruptible, and the MediaManager accepts the interrupt. Nothing
 * is offered there until the call is over, whether he had something there before it or not (seed 001; a vendor's table of
 * interruptible media: where voice is first, the chat domain is interrupted).
 */
export function isInterruptedByCall(
  { mediaManager }: ContactPlan,
  { isInterruptible }: RoutingDomain,
  agent: AgentAtSwitch | undefined,
): boolean {
  return isInterruptible && mediaManager.settings.onInterrupt === 1 && isInCall(agent);
}

/** The agent's domains, those that he is logged in for. */
export function domainStates(
  turn: PlannedTasks,
  session: CommunicationSession,
  agent: AgentAtSwitch | undefined,
): readonly DomainState[] {
  return turn.plan.domains
    .filter((domain) => domain === domainOf(turn.plan, domain.channel) && mostOf(session, domain.channel) > 0)
    .map((domain) =>
      domain.channel === 'voice' ? voiceState(domain, agent) : taskState(turn, session, domain, agent),
    );
}

function voiceState(domain: RoutingDomain, agent: AgentAtSwitch | undefined): DomainState {
  const isReady = agent?.isVoiceReady ?? false;
  return {
    ...domain,
    isInterruptible: false,
    isReady,
    state: voiceStateOf(agent?.state ?? 'LoggedOut'),
    reasonCode: isReady ? null : (agent?.reasonCode ?? null),
    inUse: Math.min(1, agent?.calls.length ?? 0),
    most: 1,
  };
}

function voiceStateOf(state: AgentState): DomainState['state'] {
  switch (state) {
    case 'LoggedOut':
    case 'NotReady':
      return 'NotReady';
    case 'Ready':
    case 'Reserved':
      return state;
    case 'Talking':
    case 'Hold':
      return 'Active';
    case 'WrapUp':
      return 'WorkReady';
  }
}

function taskState(
  turn: PlannedTasks,
  session: CommunicationSession,
  domain: RoutingDomain,
  agent: AgentAtSwitch | undefined,
): DomainState {
  const readiness = session.readiness.get(domain.domainId);
  const isReady = readiness?.isReady ?? false;
  const phases = tasksOf(turn, session.agentId)
    .filter(({ inbound }) => inbound.channel === domain.channel)
    .map(({ stage }) => stage.phase);
  const has = (phase: (typeof phases)[number]): boolean => phases.includes(phase);
  const state = (): DomainState['state'] => {
    const isUsed = isReady || phases.length > 0;
    if (isUsed && isInterruptedByCall(turn.plan, domain, agent)) return 'Interrupted';
    if (has('active')) return 'Active';
    if (has('offered')) return 'Reserved';
    if (has('wrap-up')) return 'WorkReady';
    return isReady ? 'Ready' : 'NotReady';
  };
  return {
    ...domain,
    isReady,
    state: state(),
    reasonCode: isReady ? null : (readiness?.reasonCode ?? null),
    inUse: phases.filter((phase) => phase !== 'wrap-up').length,
    most: mostOf(session, domain.channel),
  };
}
