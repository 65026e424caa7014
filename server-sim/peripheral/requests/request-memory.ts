import { inPages, type PageLimits, putInPages } from '../../tables/pages.ts';
import type { Agent, DeskSession, RequestAnswer } from '../core/state.ts';
import type { Turn } from '../core/turn.ts';

/** How many of an agent's last answers are always there. */
const limits: PageLimits = { pageSize: 40, kept: 1_000 };

/** The answer this desk's request got before, if its id was seen: ids are unique in one desk's life. */
export function recall(agent: Agent, deskId: string, requestId: string): RequestAnswer | undefined {
  const key = keyOf(deskId, requestId);
  return inPages(agent.answered, key);
}

export function remember(
  turn: Turn,
  { agentId, desk }: DeskSession,
  requestId: string,
  answer: RequestAnswer,
): void {
  const agent = turn.agents.get(agentId);
  if (!agent) return;
  const answered = putInPages(agent.answered, keyOf(desk.id, requestId), answer, limits);
  turn.agents.set(agentId, { ...agent, answered });
}

function keyOf(deskId: string, requestId: string): string {
  return `${deskId} ${requestId}`;
}
