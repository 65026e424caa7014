import { mostSessions } from '../../contract/sessions/channel-sessions.ts';
import { domainOf, isInCall, isInterruptedByCall, mostOf } from './domains.ts';
import { timesReady } from './readiness.ts';
import type { CommunicationSession, Readiness, Routed } from './state.ts';
import { offer } from './task-life.ts';
import { isHidden, isTask, tasksOf } from './tasks.ts';
import type { Turn } from './turn.ts';

/**
 * Whoever gave an interaction back is not offered it again for so long, unless he becomes ready again before: any other
 * who is free has it by then.
 */
export const returnedPauseMs = 5_000;

/** Offers what waits to agents who may have it: the longest waiting first, the longest ready agent first. */
export function route(turn: Turn): void {
  const waiting = queued(turn);
  for (const routed of waiting) {
    const chosen = bestAgent(turn, routed);
    if (chosen) offer(turn, routed, chosen.agentId, chosen.isHidden);
  }
}

function queued(turn: Turn): readonly Routed[] {
  const waiting: Routed[] = [];
  for (const one of turn.interactions.values()) if (one.stage.phase === 'queued') waiting.push(one);
  return waiting.sort((one, other) => one.waitingSince - other.waitingSince || one.number - other.number);
}

interface Candidate {
  readonly agentId: string;
  readonly since: number;
  readonly isHidden: boolean;
}

function bestAgent(turn: Turn, routed: Routed): Candidate | undefined {
  const candidates = agentsFor(turn, routed).flatMap((agentId) => candidate(turn, routed, agentId) ?? []);
  const [best] = candidates.sort((one, other) => one.since - other.since);
  return best;
}

/** Those whom it may go to: an agent by name, or the members of its skill group. */
function agentsFor({ plan }: Turn, { inbound, skillGroup }: Routed): readonly string[] {
  if ('agentId' in inbound.to) return [inbound.to.agentId];
  return plan.skillGroups.find(({ id }) => id === skillGroup?.id)?.members ?? [];
}

function candidate(turn: Turn, routed: Routed, agentId: string): Candidate | null {
  const session = turn.sessions.get(agentId);
  const readiness = session && readinessIn(turn, session, routed);
  if (!session || !readiness?.isReady || !isAtWork(turn, session)) return null;
  if (isPaused(turn, routed, session)) return null;
  const given = { agentId, since: readiness.since };
  if (hasRoom(turn, session, routed)) return { ...given, isHidden: false };
  return mayBeHidden(turn, session, routed) ? { ...given, isHidden: true } : null;
}

function readinessIn(turn: Turn, session: CommunicationSession, { inbound }: Routed): Readiness | undefined {
  const domain = domainOf(turn.plan, inbound.channel);
  return domain && session.readiness.get(domain.domainId);
}

function isAtWork({ agents }: Turn, { agentId, connectionId }: CommunicationSession): boolean {
  return connectionId !== null && (agents.get(agentId)?.state ?? 'LoggedOut') !== 'LoggedOut';
}

function isPaused(turn: Turn, { returned }: Routed, session: CommunicationSession): boolean {
  if (returned?.agentId !== session.agentId || timesReady(session) > returned.times) return false;
  return turn.now < returned.at + returnedPauseMs;
}

/** How many tasks of an agent are told at most, wrap-ups that nobody ends among them. */
const mostTasks = 3 * mostSessions;

/**
 * A chat in wrap-up does not count: that is what the buffer session is for. Manual sessions are not known here (seed
 * 001). Without multi-session an agent has one interaction at a time, a call or its wrap-up among them.
 */
function hasRoom(turn: Turn, session: CommunicationSession, { inbound: { channel } }: Routed): boolean {
  const { agentId } = session;
  const tasks = tasksOf(turn, agentId);
  const domain = domainOf(turn.plan, channel);
  if (!session.multiSession && isBusy(turn, session)) return false;
  if (tasks.length >= mostTasks) return false;
  if (domain && isInterruptedByCall(turn.plan, domain, turn.agents.get(agentId))) return false;
  const here = tasks.filter(({ inbound }) => inbound.channel === channel);
  return here.filter(({ stage }) => stage.phase !== 'wrap-up').length < mostOf(session, channel);
}

function isBusy(turn: Turn, { agentId }: CommunicationSession): boolean {
  const agent = turn.agents.get(agentId);
  const isOnPhone = isInCall(agent) || agent?.state === 'WrapUp';
  return isOnPhone || tasksOf(turn, agentId).length > 0;
}

/** CtiCheckMediaByDirectCall: what comes for him by name while he is busy is offered, and hidden from his desk. */
function mayBeHidden(turn: Turn, session: CommunicationSession, { inbound }: Routed): boolean {
  if (session.multiSession || !turn.plan.connector.settings.hidesDirect || !('agentId' in inbound.to))
    return false;
  const { agentId } = session;
  const rings = turn.interactions
    .values()
    .some((one) => isTask(one) && one.stage.agentId === agentId && isHidden(one));
  return mostOf(session, inbound.channel) > 0 && isBusy(turn, session) && !rings;
}
