import type { Interaction } from '../../contract/sessions/interaction.ts';
import type { AgentSessions, RoutedInteraction } from '../links/interaction-control.ts';
import { inPages, valuesOfPages } from '../tables/pages.ts';
import { domainStates } from './domains.ts';
import type { ContactState, Routed } from './state.ts';
import { isHidden, tasksOf } from './tasks.ts';

/** An interaction as the agent's desk is told of it; null where no agent has it. */
export function interactionView(routed: Routed): Interaction | null {
  const { stage, inbound } = routed;
  if (stage.phase === 'queued' || (stage.phase === 'ended' && stage.agentId === null)) return null;
  const over = 'over' in stage ? stage.over : null;
  return {
    interactionId: routed.interactionId,
    channel: inbound.channel,
    phase: stage.phase,
    subject: inbound.subject,
    body: inbound.body,
    customerName: inbound.customerName,
    customer: inbound.customer,
    variables: inbound.variables,
    skillGroup: routed.skillGroup,
    isDirect: 'agentId' in inbound.to,
    offeredAt: routed.offeredAt,
    answeredAt: routed.answeredAt,
    endedAt: over?.at ?? null,
    noAnswerAt: stage.phase === 'offered' ? stage.noAnswerAt : null,
    wrapUpEndsAt: stage.phase === 'wrap-up' ? stage.endsAt : null,
    dueAt: inbound.dueAt,
    lastMessage: routed.transcript.length,
    isCustomerTyping: routed.isCustomerTyping,
    end: over?.end ?? null,
  };
}

/** An interaction as QA asks about it. */
export function routedView(routed: Routed): RoutedInteraction {
  const { stage, inbound, interactionId, tries, ronas, gaveUp, transcript, completed } = routed;
  return {
    interactionId,
    channel: inbound.channel,
    subject: inbound.subject,
    customerName: inbound.customerName,
    to: inbound.to,
    phase: stage.phase,
    isHidden: isHidden(routed),
    agentId: stage.phase === 'queued' ? null : stage.agentId,
    tries,
    ronas,
    gaveUp,
    view: interactionView(routed),
    transcript,
    completed: completed.map(({ requestId: _, ...one }) => one),
  };
}

/** Newest last; those that are over too, as long as they are remembered. */
export function allRouted(state: ContactState): readonly RoutedInteraction[] {
  return [...valuesOfPages(state.ended), ...state.interactions.values()]
    .sort((one, other) => one.number - other.number)
    .map(routedView);
}

export function findRouted(
  state: Pick<ContactState, 'ended'> & { interactions: { get(id: string): Routed | undefined } },
  interactionId: string,
): Routed | undefined {
  return state.interactions.get(interactionId) ?? inPages(state.ended, interactionId);
}

/** An agent's communication session as his desk should show it; null where he has none. */
export function sessionsView(state: ContactState, agentId: string): AgentSessions | null {
  const session = state.sessions.get(agentId);
  if (!session) return null;
  return {
    agentId,
    desk: session.desk,
    channels: session.channels,
    domains: [...domainStates(state, session, state.agents.get(agentId))],
    interactions: tasksOf(state, agentId).flatMap((task) => interactionView(task) ?? []),
  };
}

/** Of every agent who has a communication session. */
export function allSessions(state: ContactState): readonly AgentSessions[] {
  return [...state.sessions.keys()].flatMap((agentId) => sessionsView(state, agentId) ?? []);
}
