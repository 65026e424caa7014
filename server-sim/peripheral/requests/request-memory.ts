import type { Agent, DeskSession, RequestAnswer } from '../core/state.ts';
import type { Turn } from '../core/turn.ts';

/** Answers are kept in pages, so that remembering one more copies little; the last 1,000 are always there. */
const pageSize = 40;
const mostPages = 26;

/** The answer this desk's request got before, if its id was seen: ids are unique in one desk's life. */
export function recall(agent: Agent, deskId: string, requestId: string): RequestAnswer | undefined {
  const key = keyOf(deskId, requestId);
  return agent.answered.findLast((page) => page.has(key))?.get(key);
}

export function remember(
  turn: Turn,
  { agentId, desk }: DeskSession,
  requestId: string,
  answer: RequestAnswer,
): void {
  const agent = turn.agents.get(agentId);
  if (!agent) return;
  const last = agent.answered.at(-1);
  const isFull = last === undefined || last.size >= pageSize;
  const page = new Map(isFull ? [] : last).set(keyOf(desk.id, requestId), answer);
  const kept = isFull ? agent.answered.slice(1 - mostPages) : agent.answered.slice(0, -1);
  turn.agents.set(agentId, { ...agent, answered: [...kept, page] });
}

function keyOf(deskId: string, requestId: string): string {
  return `${deskId} ${requestId}`;
}
