import type { LogInTarget } from '../../../contract/cti/requests.ts';
import { systemReason } from '../../../contract/cti/system-reasons.ts';
import { endView, putCall } from '../calls/calls.ts';
import { membershipsOf, withLeg } from '../calls/parties.ts';
import { takeBack } from '../calls/routing.ts';
import type { Agent, DeskSession, Device } from '../core/state.ts';
import { deliver, happened, type Turn } from '../core/turn.ts';
import { isOnline } from '../requests/masks.ts';
import { deviceInUse, loggedInElsewhere, type Refusal, refusal, unknownAgent } from '../requests/refusals.ts';
import { recall, remember } from '../requests/request-memory.ts';
import { enterIdle, enterLoggedOut } from './agent-states.ts';

/** A login and the id it was asked for under. */
type LogIn = LogInTarget & { readonly id: string };

/**
 * Seed 004, login steps 6 to 8. A desk that already has the agent resumes: the same answers, no change of state. A
 * repeat of a login's id resumes too, but never takes the agent over a second time.
 */
export function logIn(turn: Turn, session: DeskSession, request: LogIn): Refusal | null {
  const agent = turn.agents.get(session.agentId);
  if (!agent) return unknownAgent(request.id, session.agentId);
  const device = turn.devices.get(request.device);
  const refused = refuseLogIn(turn, session, request, agent);
  if (refused || !device) return refused;
  deliver(turn, session.sessionId, { type: 'RequestConf', id: request.id });
  turn.sessions.set(session.sessionId, { ...session, isAuthenticated: true });
  remember(turn, session, request.id, { type: 'RequestConf', id: request.id });
  if (isElsewhere(agent, session)) displace(turn, agent, session, request.device);
  if (agent.device !== null && agent.device !== request.device) leaveDevice(turn, agent.record.agentId);
  takeDesk(turn, session, device, request);
  turn.greetings.add(session.sessionId);
  return null;
}

function refuseLogIn(
  turn: Turn,
  session: DeskSession,
  { id, password, device: name, takeOver }: LogIn,
  agent: Agent,
): Refusal | null {
  const { agentId } = agent.record;
  if (!isOnline(turn)) {
    const parts = Object.entries(turn.status).filter(([, state]) => state === 'offline');
    const message = `Login waits: offline now: ${parts.map(([part]) => part).join(', ')}; log in when it is back`;
    return refusal(id, 'systemOffline', message, turn.status);
  }
  if (password !== agent.record.password) {
    const message = `The password of agent ${agentId} is wrong: type it again, or have it reset`;
    return refusal(id, 'invalidCredentials', message, { agentId });
  }
  const device = turn.devices.get(name);
  if (!device) {
    const message = `The peripheral knows no device ${name}: check the device in the login string`;
    return refusal(id, 'unknownDevice', message, { device: name });
  }
  if (isElsewhere(agent, session) && !(takeOver && !recall(agent, session.desk.id, id))) {
    return loggedInElsewhere(id, agent);
  }
  const user = device.user ? turn.agents.get(device.user.agentId) : undefined;
  return user && user.record.agentId !== agentId ? deviceInUse(id, device, user) : null;
}

function isElsewhere(agent: Agent, session: DeskSession): boolean {
  return agent.desk !== null && agent.desk.id !== session.desk.id;
}

/** The first desk is told by whom. It keeps its session, so that notes still under way are taken. */
function displace(turn: Turn, agent: Agent, session: DeskSession, device: string): void {
  const link = agent.desk?.link;
  if (link?.status !== 'connected') return;
  const by = { desk: session.desk.name, device };
  deliver(turn, link.sessionId, { type: 'DisplacedEvent', time: turn.now, by });
}

/**
 * The agent goes to another device. No caller is cut off by it: what he was talking in goes on at the first device
 * without him, and ends when one of the two hangs up; what was only ringing for him goes back to its queue.
 */
function leaveDevice(turn: Turn, agentId: string): void {
  for (const { call, party } of membershipsOf(turn, agentId)) {
    const message = `The agent went to another device; the call stays at ${party.end.device}`;
    const end = { cause: 'switch', message } as const;
    if (call.routing.step === 'offered' && call.routing.partyId === party.partyId) {
      takeBack(turn, call.callId, end, { isGone: false, reasonCode: null });
      continue;
    }
    endView(turn, call.callId, agentId, end);
    const current = turn.calls.get(call.callId);
    if (current) putCall(turn, withLeg(current, party, { agentId: null }));
  }
  const agent = turn.agents.get(agentId);
  const device = agent?.device ? turn.devices.get(agent.device) : undefined;
  if (device) turn.devices.set(device.record.device, { ...device, user: null });
  if (agent) enterLoggedOut(turn, agent, systemReason.loggedInElsewhere);
}

function takeDesk(turn: Turn, session: DeskSession, device: Device, { phone, withVoice }: LogIn): void {
  const agent = turn.agents.get(session.agentId);
  if (!agent) return;
  const { agentId } = agent.record;
  const { desk, sessionId, side } = session;
  const isIn = agent.state !== 'LoggedOut';
  const isOnPhone = membershipsOf(turn, agentId).length > 0;
  const seated: Agent = {
    ...agent,
    device: device.record.device,
    phone: isIn && isOnPhone ? agent.phone : phone,
    loggedInAt: agent.loggedInAt ?? turn.now,
    withVoice,
    desk: { id: desk.id, name: desk.name, link: { status: 'connected', sessionId } },
  };
  turn.agents.set(agentId, seated);
  const name = device.record.device;
  const since = device.user?.since ?? turn.now;
  turn.devices.set(name, { ...device, user: { agentId, since } });
  if (!isIn) enterIdle(turn, seated, { state: 'NotReady', reasonCode: null });
  happened(turn, {
    type: 'deskConnected',
    agentId,
    device: name,
    detail: { desk: desk.name, side, resumed: isIn },
  });
}
