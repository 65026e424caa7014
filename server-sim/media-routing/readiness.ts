import { domainOf, mostOf } from './domains.ts';
import type { CommunicationSession, Readiness } from './state.ts';
import type { Turn } from './turn.ts';

const fresh: Readiness = { isReady: false, reasonCode: null, since: 0, times: 0 };

/** Sets one of the agent's domains ready or not. Ready again is ready anew: what he gave back may come to him again. */
export function setReady(
  turn: Turn,
  agentId: string,
  domainId: number,
  isReady: boolean,
  reasonCode: number | null,
): void {
  const session = turn.sessions.get(agentId);
  if (!session) return;
  const before = session.readiness.get(domainId) ?? fresh;
  const after: Readiness = {
    isReady,
    reasonCode: isReady ? null : reasonCode,
    since: isReady === before.isReady ? before.since : turn.now,
    times: before.times + (isReady ? 1 : 0),
  };
  turn.sessions.set(agentId, { ...session, readiness: new Map(session.readiness).set(domainId, after) });
}

/** Sets all of his domains but voice, which the switch has. */
export function setAllReady(turn: Turn, agentId: string, isReady: boolean, reasonCode: number | null): void {
  for (const domainId of taskDomains(turn, turn.sessions.get(agentId))) {
    setReady(turn, agentId, domainId, isReady, reasonCode);
  }
}

function taskDomains(turn: Turn, session: CommunicationSession | undefined): readonly number[] {
  if (!session) return [];
  return (['chat', 'action'] as const)
    .filter((channel) => mostOf(session, channel) > 0)
    .flatMap((channel) => domainOf(turn.plan, channel)?.domainId ?? []);
}

/** He was busy here: among those who wait he goes to the end. */
export function touchReadiness(turn: Turn, agentId: string, channel: 'chat' | 'action'): void {
  const session = turn.sessions.get(agentId);
  const domainId = domainOf(turn.plan, channel)?.domainId;
  const before = domainId === undefined ? undefined : session?.readiness.get(domainId);
  if (!session || domainId === undefined || !before) return;
  const readiness = new Map(session.readiness).set(domainId, { ...before, since: turn.now });
  turn.sessions.set(agentId, { ...session, readiness });
}

/** How often he has become ready in any of his domains. */
export function timesReady({ readiness }: CommunicationSession): number {
  return [...readiness.values()].reduce((sum, { times }) => sum + times, 0);
}
