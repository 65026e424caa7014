import type { SessionsFailureCode } from '../../contract/sessions/answers.ts';
import { isHidden, isTask, type Task } from '../media-routing/tasks.ts';
import type { Turn } from '../media-routing/turn.ts';

/** Why a request is not carried out. */
export interface Refusal {
  readonly code: SessionsFailureCode;
  readonly message: string;
}

/** The agent's task of this id; null where he has none, or it is hidden from him. */
export function taskOf(turn: Turn, agentId: string, interactionId: string): Task | null {
  const routed = turn.interactions.get(interactionId);
  if (!routed || !isTask(routed) || isHidden(routed)) return null;
  return routed.stage.agentId === agentId ? routed : null;
}

/** He is at work on it. */
export function isOpen({ stage }: Task): boolean {
  return stage.phase === 'active' || stage.phase === 'interrupted';
}

export function unknownInteraction(agentId: string, interactionId: string): Refusal {
  return {
    code: 'unknownInteraction',
    message: `Agent ${agentId} does not have ${interactionId}: it is over, or elsewhere`,
  };
}

export function notNow({ interactionId, stage }: Task, done: string): Refusal {
  return { code: 'notAllowedNow', message: `${interactionId} is ${stage.phase}: it cannot be ${done} now` };
}
