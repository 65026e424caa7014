import type { Exchanged } from '../links/interaction-control.ts';
import { domainOf } from './domains.ts';
import type { Routed } from './state.ts';
import { happened, type Turn } from './turn.ts';

/** Messages about a task and the numbers of their types (CTI Server Message Reference v15, p. 3-8). */
const codes = {
  OFFER_TASK_IND: 160,
  START_TASK_IND: 163,
  PAUSE_TASK_IND: 166,
  RESUME_TASK_IND: 167,
  WRAPUP_TASK_IND: 168,
  END_TASK_IND: 169,
  AGENT_INTERRUPT_ADVISORY_EVENT: 171,
  AGENT_INTERRUPT_ACCEPTED_IND: 172,
  AGENT_INTERRUPT_UNACCEPTED_IND: 173,
  AGENT_INTERRUPT_DONE_ADVISORY_EVENT: 174,
  AGENT_INTERRUPT_DONE_ACCEPTED_IND: 175,
} as const;
type Name = keyof typeof codes;

const byCti: readonly Name[] = ['AGENT_INTERRUPT_ADVISORY_EVENT', 'AGENT_INTERRUPT_DONE_ADVISORY_EVENT'];

/** Writes down what CTI server and MediaManager say to each other about an agent's task. */
export function exchange(turn: Turn, name: Name, agentId: string, { interactionId, inbound }: Routed): void {
  const message: Exchanged = {
    number: turn.base.exchanged + turn.exchange.length + 1,
    at: turn.now,
    name,
    code: codes[name],
    from: byCti.includes(name) ? 'cti' : 'media-manager',
    agentId,
    interactionId,
    domainId: domainOf(turn.plan, inbound.channel)?.domainId ?? 0,
  };
  turn.exchange.push(message);
  const { code, from, domainId } = message;
  happened(turn, { type: 'exchange', agentId, interactionId, detail: { name, code, from, domainId } });
}
