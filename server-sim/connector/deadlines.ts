import { systemReason } from '../../contract/cti/system-reasons.ts';
import { never } from '../../contract/result.ts';
import { partnerDue } from '../media-routing/customers.ts';
import { domainOf } from '../media-routing/domains.ts';
import { partnerDueAt } from '../media-routing/partner.ts';
import { setReady } from '../media-routing/readiness.ts';
import { returnedPauseMs } from '../media-routing/routing.ts';
import type { ContactState, Routed } from '../media-routing/state.ts';
import { finish, giveUp, takeBack } from '../media-routing/task-life.ts';
import { isHidden, isTask, type Task } from '../media-routing/tasks.ts';
import type { Turn } from '../media-routing/turn.ts';

/** Something that is done by itself when its time has come. It follows from the state: none is ever stale. */
export interface Deadline {
  readonly at: number;
  readonly interactionId: string;
  /** `retry`: whoever gave it back may be offered it again; routing sees to that. */
  readonly type: 'noAnswer' | 'wrapUpEnds' | 'waitedTooLong' | 'retry' | 'partner';
}

/** The earliest thing to do, or null. */
export function nextDeadline(state: ContactState): Deadline | null {
  let next: Deadline | null = null;
  for (const routed of state.interactions.values()) {
    for (const one of deadlinesOf(state, routed)) if (next === null || one.at < next.at) next = one;
  }
  return next;
}

function deadlinesOf({ plan, time }: ContactState, routed: Routed): readonly Deadline[] {
  const { interactionId, stage, returned, waitingSince } = routed;
  const due: Deadline[] = [];
  const add = (type: Deadline['type'], at: number | null): void => {
    if (at !== null) due.push({ type, interactionId, at });
  };
  add('partner', partnerDueAt(routed.partner));
  if (stage.phase === 'offered') add('noAnswer', stage.noAnswerAt);
  if (stage.phase === 'wrap-up') add('wrapUpEnds', stage.endsAt);
  if (stage.phase === 'queued') {
    if (plan.longestWaitMs !== null) add('waitedTooLong', waitingSince + plan.longestWaitMs);
    const retryAt = returned ? returned.at + returnedPauseMs : null;
    if (retryAt !== null && retryAt > time) add('retry', retryAt);
  }
  return due;
}

/** Does what is due. */
export function meetDeadline(turn: Turn, { type, interactionId }: Deadline) {
  const routed = turn.interactions.get(interactionId);
  if (!routed) return;
  switch (type) {
    case 'partner':
      return partnerDue(turn, routed);
    case 'waitedTooLong':
      return giveUp(turn, routed, 'TIMEOUT');
    case 'noAnswer':
      return isTask(routed) ? redirectOnNoAnswer(turn, routed) : undefined;
    case 'wrapUpEnds':
      return isTask(routed) ? finish(turn, routed) : undefined;
    case 'retry':
      return;
    default:
      return never(type);
  }
}

/**
 * RONA: the domain that it was offered in is Not Ready for him, and no other. What was hidden from him he could not answer:
 * his state stays, and the router's pause keeps it from him a while.
 */
function redirectOnNoAnswer(turn: Turn, task: Task): void {
  const { agentId } = task.stage;
  const seconds = Math.round((turn.now - task.offeredAt) / 1_000);
  const message = `Not answered within ${seconds} s; it went back to the router`;
  takeBack(turn, task, { cause: 'no-answer', message }, 'RONA');
  const domain = domainOf(turn.plan, task.inbound.channel);
  if (domain && !isHidden(task))
    setReady(turn, agentId, domain.domainId, false, systemReason.offerNotAnswered);
}
