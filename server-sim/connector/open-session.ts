import type { Side } from '../../contract/servers/server-kind.ts';
import type { OpenCommunicationSession } from '../../contract/sessions/requests.ts';
import { domainStates } from '../media-routing/domains.ts';
import { exchange } from '../media-routing/exchange.ts';
import { setAllReady } from '../media-routing/readiness.ts';
import type { CommunicationSession } from '../media-routing/state.ts';
import { tasksOf } from '../media-routing/tasks.ts';
import { tellTranscript } from '../media-routing/tell-desk.ts';
import { happened, type Turn, tellDesk } from '../media-routing/turn.ts';
import { interactionView } from '../media-routing/views.ts';
import { readLogin } from './read-login.ts';

/** A desk opens its communication session: it logs in, comes back by another session manager, or takes the agent over. */
export function open(turn: Turn, connectionId: string, side: Side, request: OpenCommunicationSession) {
  const read = readLogin(turn.plan, request);
  const { agentId, desk } = request;
  if ('code' in read) {
    const { code, message, details } = read;
    const failure = {
      type: 'FailureConf',
      id: request.id,
      code,
      message,
      ...(details && { details }),
    } as const;
    turn.outputs.push({ type: 'deliver', connectionId, answer: failure });
    return happened(turn, session(agentId, 'refused', { desk: desk.name, code }));
  }
  const before = turn.sessions.get(agentId);
  const isSame = before?.desk.id === desk.id;
  if (before && !isSame) displace(turn, before, desk.name);
  const oldConnection = before?.connectionId ?? null;
  if (oldConnection !== null) turn.connections.delete(oldConnection);
  turn.connections.set(connectionId, agentId);
  turn.sessions.set(agentId, {
    agentId,
    desk,
    channels: read,
    multiSession: request.multiSession,
    connectionId,
    readiness: before?.readiness ?? new Map(),
    answered: before?.answered ?? [],
    shownDomains: [],
    isVoiceHeld: before?.isVoiceHeld ?? false,
  });
  const isReady = turn.agents.get(agentId)?.state === 'Ready';
  if (!before && isReady) setAllReady(turn, agentId, true, null);
  const { voice, actions, chats } = read;
  const how = before ? (isSame ? 'resumed' : 'takenOver') : 'opened';
  happened(turn, session(agentId, how, { desk: desk.name, side, voice, actions, chats }));
  if (oldConnection === null) resumeTasks(turn, agentId);
  show(turn, agentId, request);
}

function session(
  agentId: string,
  event: string,
  detail: Readonly<Record<string, string | number>>,
): Parameters<typeof happened>[1] {
  return { type: 'communicationSession', agentId, detail: { event, ...detail } };
}

function displace(turn: Turn, before: CommunicationSession, by: string): void {
  const why = `Agent ${before.agentId} logged in at ${by}`;
  tellDesk(turn, before.agentId, { type: 'CommunicationSessionClosedEvent', time: turn.now, why });
}

/** Everything that the connector knows of the agent; then what was written that this desk does not have. */
function show(turn: Turn, agentId: string, { id, has }: OpenCommunicationSession): void {
  const current = turn.sessions.get(agentId);
  if (!current) return;
  const domains = domainStates(turn, current, turn.agents.get(agentId));
  turn.sessions.set(agentId, { ...current, shownDomains: domains });
  const tasks = tasksOf(turn, agentId);
  tellDesk(turn, agentId, {
    type: 'CommunicationSessionConf',
    id,
    time: turn.now,
    channels: current.channels,
    hidesDirect: turn.plan.connector.settings.hidesDirect,
    domains: [...domains],
    interactions: tasks.flatMap((task) => interactionView(task) ?? []),
  });
  for (const { interactionId, transcript } of tasks) {
    const known = Object.hasOwn(has, interactionId) ? (has[interactionId] ?? 0) : 0;
    tellTranscript(turn, agentId, interactionId, transcript.slice(known));
  }
}

/** The desk's connection is gone. Its session is kept, with all that is in it, as long as the agent is logged in. */
export function detach(turn: Turn, connectionId: string): void {
  const agentId = turn.connections.get(connectionId);
  const current = agentId === undefined ? undefined : turn.sessions.get(agentId);
  turn.connections.delete(connectionId);
  if (!current || current.connectionId !== connectionId) return;
  const isIn = (turn.agents.get(current.agentId)?.state ?? 'LoggedOut') !== 'LoggedOut';
  if (isIn) turn.sessions.set(current.agentId, { ...current, connectionId: null });
  else turn.sessions.delete(current.agentId);
  happened(turn, session(current.agentId, 'lost', { desk: current.desk.name }));
  for (const task of tasksOf(turn, current.agentId)) {
    if (task.stage.phase === 'active') exchange(turn, 'PAUSE_TASK_IND', current.agentId, task);
  }
}

function resumeTasks(turn: Turn, agentId: string): void {
  for (const task of tasksOf(turn, agentId)) {
    if (task.stage.phase === 'active') exchange(turn, 'RESUME_TASK_IND', agentId, task);
  }
}
