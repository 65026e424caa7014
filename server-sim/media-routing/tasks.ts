import type { Routed, Stage } from './state.ts';

/** What questions about an agent's tasks need: the state has it, and a turn at work has it too. */
export interface TaskReader {
  readonly interactions: { values(): Iterable<Routed> };
}

/** A task: an interaction at an agent, and not over there. */
export type Task = Routed & { readonly stage: Exclude<Stage, { phase: 'queued' | 'ended' }> };

export function isTask(routed: Routed): routed is Task {
  return routed.stage.phase !== 'queued' && routed.stage.phase !== 'ended';
}

/** What the agent has, the first first; not what is hidden from him. */
export function tasksOf(reader: TaskReader, agentId: string): readonly Task[] {
  const tasks: Task[] = [];
  for (const one of reader.interactions.values()) {
    if (isTask(one) && one.stage.agentId === agentId && !isHidden(one)) tasks.push(one);
  }
  return tasks;
}

export function isHidden({ stage }: Routed): boolean {
  return stage.phase === 'offered' && stage.isHidden;
}
