import type { AgentSessions, RoutedInteraction } from '../links/interaction-control.ts';

export const interactionGhostKinds = [
  'interaction-without-session',
  'interaction-unknown-to-session',
  'interaction-without-routing',
] as const;

/** A chat or an action item that one place has and another should have and has not. */
export interface InteractionGhost {
  /**
   * - `interaction-without-session`: media routing has it at an agent who has no communication session.
   * - `interaction-unknown-to-session`: he has one, and it is not in there, though it is not hidden from his desk.
   * - `interaction-without-routing`: the connector has it at an agent, and media routing has it not, or elsewhere.
   */
  readonly kind: (typeof interactionGhostKinds)[number];
  readonly interactionId: string;
  /** Where it is known: `media-routing` or `connector`. */
  readonly at: string;
  readonly agentId: string;
}

/**
 * Compares what media routing has with what the connector has. Between two of them one may be under way: what is found
 * twice is no accident.
 */
export function findInteractionGhosts(
  routed: readonly RoutedInteraction[],
  sessions: readonly AgentSessions[],
): readonly InteractionGhost[] {
  const ofAgent = new Map(sessions.map((one) => [one.agentId, one]));
  const known = routed.filter(({ phase }) => phase !== 'ended');
  const routedTo = new Map(known.map(({ interactionId, agentId }) => [interactionId, agentId]));
  return [
    ...known.flatMap(({ interactionId, agentId, isHidden }): readonly InteractionGhost[] => {
      if (agentId === null) return [];
      const found = { interactionId, agentId, at: 'media-routing' };
      const has = ofAgent.get(agentId)?.interactions;
      if (!has) return [{ ...found, kind: 'interaction-without-session' }];
      if (isHidden || has.some((one) => one.interactionId === interactionId)) return [];
      return [{ ...found, kind: 'interaction-unknown-to-session' }];
    }),
    ...sessions.flatMap(({ agentId, interactions }) =>
      interactions
        .filter(({ phase, interactionId }) => phase !== 'ended' && routedTo.get(interactionId) !== agentId)
        .map(
          ({ interactionId }): InteractionGhost => ({
            kind: 'interaction-without-routing',
            interactionId,
            agentId,
            at: 'connector',
          }),
        ),
    ),
  ];
}
