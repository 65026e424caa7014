import type { InteractionEnd } from '../../contract/sessions/interaction.ts';
import type { RoutedInteraction } from '../links/interaction-control.ts';
import { exchange } from './exchange.ts';
import { interruptIfInCall } from './interrupts.ts';
import { goneQuiet } from './partner.ts';
import { timesReady, touchReadiness } from './readiness.ts';
import type { Routed } from './state.ts';
import { isHidden, type Task, tasksOf } from './tasks.ts';
import { put, tellGone, tellTranscript } from './tell-desk.ts';
import type { Turn } from './turn.ts';

type GivenUp = NonNullable<RoutedInteraction['gaveUp']>;

/** Offers it to an agent: it rings until he takes it, gives it back, or the router takes it back. */
export function offer(turn: Turn, routed: Routed, agentId: string, hidden: boolean): void {
  const { ronaMs } = turn.plan.connector.settings;
  const { channel } = routed.inbound;
  const noAnswerAt = turn.now + (channel === 'chat' ? ronaMs.chat : ronaMs.other);
  const offered: Routed = {
    ...routed,
    stage: { phase: 'offered', agentId, noAnswerAt, isHidden: hidden },
    offeredAt: turn.now,
    answeredAt: null,
    tries: routed.tries + 1,
  };
  exchange(turn, 'OFFER_TASK_IND', agentId, offered);
  touchReadiness(turn, agentId, channel);
  put(turn, offered);
  if (!hidden) tellTranscript(turn, agentId, routed.interactionId, routed.transcript);
}

export function accept(turn: Turn, task: Task): void {
  const { agentId } = task.stage;
  const handledBy = task.handledBy.includes(agentId) ? task.handledBy : [...task.handledBy, agentId];
  const active: Task = { ...task, stage: { phase: 'active', agentId }, answeredAt: turn.now, handledBy };
  exchange(turn, 'START_TASK_IND', agentId, task);
  put(turn, active);
  interruptIfInCall(turn, agentId, active);
}

/** An offer came to nothing: it goes back to the router, who offers it again or gives it up. */
export function takeBack(turn: Turn, task: Task, end: InteractionEnd, reason: GivenUp): void {
  const { agentId } = task.stage;
  const { tries: most } = turn.plan.connector.settings;
  const ronas = task.ronas + (reason === 'RONA' ? 1 : 0);
  exchange(turn, 'END_TASK_IND', agentId, task);
  tellGone(turn, agentId, task, end);
  const isOver = task.tries >= most.all || ronas >= most.afterRona;
  const back = { ...requeued(turn, task, task.waitingSince), ronas };
  if (isOver) giveUp(turn, back, reason);
  else put(turn, back);
}

/** Its agent is gone for good: it waits for another, with all that was written. */
export function leaveAgent(turn: Turn, task: Task, end: InteractionEnd) {
  const { agentId, phase } = task.stage;
  if (phase === 'wrap-up') return finish(turn, task);
  exchange(turn, 'END_TASK_IND', agentId, task);
  tellGone(turn, agentId, task, end);
  put(turn, requeued(turn, task, phase === 'offered' ? task.waitingSince : turn.now));
}

function requeued(turn: Turn, task: Task, waitingSince: number): Routed {
  const { agentId } = task.stage;
  const session = turn.sessions.get(agentId);
  return {
    ...task,
    stage: { phase: 'queued' },
    waitingSince,
    answeredAt: null,
    returned: { agentId, at: turn.now, times: session ? timesReady(session) : 0 },
  };
}

/** The router gives it up. */
export function giveUp(turn: Turn, routed: Routed, reason: GivenUp): void {
  const end = { cause: 'router', message: `The router gave it up: ${reason}` } as const;
  const over = { at: turn.now, end };
  put(turn, { ...goneQuiet(routed), gaveUp: reason, stage: { phase: 'ended', agentId: null, over } });
}

/** A task is over at the agent; wrap-up follows a chat, by AppChatMsWrapup the last one that ends or each. */
export function end(turn: Turn, task: Task, how: InteractionEnd) {
  const { agentId, phase } = task.stage;
  const over = { at: turn.now, end: how };
  const quiet = goneQuiet(task);
  if (phase === 'offered' || phase === 'wrap-up' || !isWrappedUp(turn, task)) {
    exchange(turn, 'END_TASK_IND', agentId, task);
    touchReadiness(turn, agentId, task.inbound.channel);
    if (isHidden(task)) return put(turn, { ...quiet, stage: { phase: 'ended', agentId: null, over } });
    return put(turn, { ...quiet, stage: { phase: 'ended', agentId, over } });
  }
  const { wrapUpMs } = turn.plan.mediaManager.settings;
  const endsAt = wrapUpMs === null ? null : turn.now + wrapUpMs;
  exchange(turn, 'WRAPUP_TASK_IND', agentId, task);
  put(turn, { ...quiet, stage: { phase: 'wrap-up', agentId, endsAt, over } });
}

function isWrappedUp(turn: Turn, task: Task): boolean {
  if (task.inbound.channel !== 'chat') return false;
  if (turn.plan.connector.settings.chatWrapUp === 'each') return true;
  return !tasksOf(turn, task.stage.agentId).some(
    ({ interactionId, inbound, stage }) =>
      interactionId !== task.interactionId &&
      inbound.channel === 'chat' &&
      (stage.phase === 'active' || stage.phase === 'interrupted'),
  );
}

/** The agent's wrap-ups in these channels are over: he chose Ready or Not Ready there (MCA's manual, wrap-up). */
export function finishWrapUps(
  turn: Turn,
  agentId: string,
  channels: readonly Task['inbound']['channel'][],
): void {
  for (const task of tasksOf(turn, agentId)) if (channels.includes(task.inbound.channel)) finish(turn, task);
}

/** Wrap-up is over, by the agent or by its limit. */
export function finish(turn: Turn, task: Task): void {
  if (task.stage.phase !== 'wrap-up') return;
  const { agentId, over } = task.stage;
  exchange(turn, 'END_TASK_IND', agentId, task);
  touchReadiness(turn, agentId, task.inbound.channel);
  put(turn, { ...task, stage: { phase: 'ended', agentId, over } });
}
