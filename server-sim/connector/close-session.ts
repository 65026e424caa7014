import { leaveAgent } from '../media-routing/task-life.ts';
import { isTask } from '../media-routing/tasks.ts';
import { happened, type Turn, tellDesk } from '../media-routing/turn.ts';

/** The agent's session is over: what is not over goes back to the router. `why` is told to a desk that did not ask. */
export function closeSession(turn: Turn, agentId: string, why: string | null): void {
  const session = turn.sessions.get(agentId);
  if (!session) return;
  const end = { cause: 'router', message: 'You logged out; it went back to the router' } as const;
  for (const one of turn.interactions.values()) {
    if (isTask(one) && one.stage.agentId === agentId) leaveAgent(turn, one, end);
  }
  if (why !== null) tellDesk(turn, agentId, { type: 'CommunicationSessionClosedEvent', time: turn.now, why });
  if (session.connectionId !== null) turn.connections.delete(session.connectionId);
  if (session.isVoiceHeld) turn.outputs.push({ type: 'holdVoice', agentId, isHeld: false });
  turn.sessions.delete(agentId);
  const detail = { event: 'closed', desk: session.desk.name, why };
  happened(turn, { type: 'communicationSession', agentId, detail });
}
