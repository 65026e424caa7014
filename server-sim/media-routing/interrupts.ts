import { domainOf, isInCall } from './domains.ts';
import { exchange } from './exchange.ts';
import { type Task, tasksOf } from './tasks.ts';
import { put } from './tell-desk.ts';
import type { Turn } from './turn.ts';

/**
 * A call begins for the agent: his active tasks in interruptible domains are to be interrupted. What becomes of that
 * the MediaManager's ACCEPT_AGENT_INTERRUPT_ADVISORY_EVENT says (seed 001). Voice itself is never interrupted.
 */
export function interrupt(turn: Turn, agentId: string) {
  for (const task of tasksOf(turn, agentId)) {
    if (task.stage.phase === 'active') advise(turn, agentId, task);
  }
}

/** He has accepted a task; where he is in a call, that interrupts it as it does what he had before. */
export function interruptIfInCall(turn: Turn, agentId: string, task: Task): void {
  if (isInCall(turn.agents.get(agentId))) advise(turn, agentId, task);
}

function advise(turn: Turn, agentId: string, task: Task): void {
  if (!domainOf(turn.plan, task.inbound.channel)?.isInterruptible) return;
  exchange(turn, 'AGENT_INTERRUPT_ADVISORY_EVENT', agentId, task);
  answer(turn, agentId, task);
}

function answer(turn: Turn, agentId: string, task: Task) {
  switch (turn.plan.mediaManager.settings.onInterrupt) {
    case -1:
      return exchange(turn, 'AGENT_INTERRUPT_UNACCEPTED_IND', agentId, task);
    case 0:
      return;
    case 1:
      exchange(turn, 'AGENT_INTERRUPT_ACCEPTED_IND', agentId, task);
      return put(turn, { ...task, stage: { phase: 'interrupted', agentId } });
    case 2:
      exchange(turn, 'AGENT_INTERRUPT_ACCEPTED_IND', agentId, task);
      return exchange(turn, 'AGENT_INTERRUPT_UNACCEPTED_IND', agentId, task);
  }
}

/** The agent's last call is over: he goes on with what was interrupted. */
export function goOnAfterCall(turn: Turn, agentId: string): void {
  for (const task of tasksOf(turn, agentId)) {
    if (task.stage.phase !== 'interrupted') continue;
    exchange(turn, 'AGENT_INTERRUPT_DONE_ADVISORY_EVENT', agentId, task);
    exchange(turn, 'AGENT_INTERRUPT_DONE_ACCEPTED_IND', agentId, task);
    put(turn, { ...task, stage: { phase: 'active', agentId } });
  }
}
