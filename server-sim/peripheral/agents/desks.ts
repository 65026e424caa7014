import type { Agent } from '../core/state.ts';
import { deliver, happened, type Turn } from '../core/turn.ts';
import type { DeskAttachment } from '../messages.ts';
import { refusal, unknownAgent } from '../requests/refusals.ts';
import { enterLoggedOut } from './agent-states.ts';

/** Seed 004, login steps 3 and 4: the message filter is set; the desk is told of the system and of its agent. */
export function attach(turn: Turn, sessionId: string, attachment: DeskAttachment) {
  const { agentId, desk, side, requestId } = attachment;
  const { peripheralId } = turn.base;
  if (attachment.peripheralId !== peripheralId) {
    const message = `There is no peripheral ${attachment.peripheralId} here: this one is ${peripheralId}; check the connection profile`;
    return deliver(turn, sessionId, refusal(requestId, 'badMessage', message));
  }
  const agent = turn.agents.get(agentId);
  if (!agent) return deliver(turn, sessionId, unknownAgent(requestId, agentId));
  turn.sessions.set(sessionId, { sessionId, side, agentId, desk, isAuthenticated: false });
  const { now: time, status } = turn;
  deliver(turn, sessionId, { type: 'SetAgentModeEvent', time, peripheralId, status });
  deliver(turn, sessionId, {
    type: 'QueryAgentStateConf',
    time,
    agentId,
    state: agent.state,
    loggedInElsewhere:
      agent.desk && agent.desk.id !== desk.id
        ? { desk: agent.desk.name, device: agent.device ?? '', since: agent.loggedInAt ?? agent.since }
        : null,
  });
}

/** The desk's connection is gone. Its agent is offered no calls from now on, and set Not Ready after a while. */
export function detach(turn: Turn, sessionId: string): void {
  const session = turn.sessions.get(sessionId);
  if (!session) return;
  turn.sessions.delete(sessionId);
  const agent = turn.agents.get(session.agentId);
  if (!agent?.desk || !isServedBy(agent, sessionId)) return;
  const desk = { ...agent.desk, link: { status: 'lost', at: turn.now } } as const;
  turn.agents.set(session.agentId, { ...agent, desk });
  happened(turn, {
    type: 'deskLost',
    agentId: session.agentId,
    detail: { desk: desk.name, side: session.side },
  });
}

export function isServedBy(agent: Agent, sessionId: string): boolean {
  const link = agent.desk?.link;
  return link?.status === 'connected' && link.sessionId === sessionId;
}

/** Logs the agent out; his desk is told, though it has no agent from now on. */
export function logOut(turn: Turn, agent: Agent, reasonCode: number | null): void {
  const link = agent.desk?.link;
  const device = agent.device === null ? undefined : turn.devices.get(agent.device);
  if (device) turn.devices.set(device.record.device, { ...device, user: null });
  enterLoggedOut(turn, agent, reasonCode);
  if (link?.status === 'connected') turn.farewells.set(agent.record.agentId, link.sessionId);
}
