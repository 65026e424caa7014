import { isDeepStrictEqual } from 'node:util';
import { type AgentSnapshot, agentSnapshot } from '../../../contract/cti/agent.ts';
import type { DeskState } from '../../../contract/desk/desk-state.ts';

/** A field of an agent that his desk has otherwise than the switch. */
export interface AgentDifference {
  readonly agentId: string;
  readonly field: string;
  readonly desk: unknown;
  readonly peripheral: unknown;
}

/** Holds desks that have no call against the switch: every field of every agent, and that nobody is missing. */
export function agentDifferences(
  desks: readonly DeskState[],
  agents: readonly AgentSnapshot[],
): readonly AgentDifference[] {
  const shown = new Map(desks.flatMap(({ agent }) => (agent ? [[agent.agentId, agent] as const] : [])));
  return agents.flatMap((agent): readonly AgentDifference[] => {
    const { agentId } = agent;
    const desk = shown.get(agentId);
    if (!desk) return [{ agentId, field: 'agent', desk: null, peripheral: agent.state }];
    return Object.keys(agentSnapshot.shape)
      .map((key) => key as keyof AgentSnapshot)
      .filter((field) => !isDeepStrictEqual(desk[field], agent[field]))
      .map((field) => ({ agentId, field, desk: desk[field], peripheral: agent[field] }));
  });
}
