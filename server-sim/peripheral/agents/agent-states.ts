import type { AgentState, ChoosableState } from '../../../contract/cti/agent.ts';
import { isAnswered, membershipsOf } from '../calls/parties.ts';
import type { Agent, IdleState } from '../core/state.ts';
import { happened, type Turn } from '../core/turn.ts';
import { wrapUpAfter } from './wrap-up-rules.ts';

type Occupation = 'Reserved' | 'Talking' | 'Hold';

/** States in which a chosen state waits: it is what comes next. */
function isOccupied(state: AgentState): state is Occupation {
  return state === 'Reserved' || state === 'Talking' || state === 'Hold';
}

/** Changes the agent's state; the event to his desk is sent when the turn settles. */
function enter(turn: Turn, agent: Agent, state: AgentState, change: Partial<Agent>): void {
  const changed: Agent = {
    ...agent,
    reasonCode: null,
    wrapUpEndsAt: null,
    ...change,
    state,
    since: turn.now,
  };
  turn.agents.set(agent.record.agentId, changed);
  happened(turn, {
    type: 'agentState',
    agentId: agent.record.agentId,
    ...(changed.device === null ? {} : { device: changed.device }),
    detail: { state, reasonCode: changed.reasonCode, next: changed.next?.state ?? null },
  });
}

export function enterIdle(turn: Turn, agent: Agent, target: IdleState): void {
  const reasonCode = target.state === 'NotReady' ? target.reasonCode : null;
  enter(turn, agent, target.state, { reasonCode, next: null, wrapUpMs: null, hasTalked: false });
}

export function enterLoggedOut(turn: Turn, agent: Agent, reasonCode: number | null): void {
  enter(turn, agent, 'LoggedOut', {
    reasonCode,
    next: null,
    wrapUpMs: null,
    hasTalked: false,
    device: null,
    loggedInAt: null,
    desk: null,
  });
}

/** The agent chose a state himself, or a supervisor did: whoever follows his other media is told. */
export function chosenBy(turn: Turn, agent: Agent, target: ChoosableState, by: 'agent' | 'supervisor'): void {
  if (target.state === 'WrapUp') return;
  const { state } = target;
  const reasonCode = target.state === 'NotReady' ? target.reasonCode : null;
  happened(turn, { type: 'agentChoice', agentId: agent.record.agentId, detail: { state, reasonCode, by } });
}

/** The agent chose a state, or the switch did for him: now, or after the call. */
export function choose(turn: Turn, agent: Agent, target: ChoosableState): void {
  if (isOccupied(agent.state)) {
    turn.agents.set(agent.record.agentId, { ...agent, next: target });
  } else if (target.state !== 'WrapUp' && !isAlready(agent, target)) {
    enterIdle(turn, agent, target);
  }
}

/** The switch itself sets him Not Ready. Wrap-up is left to end by itself: the agent may be writing. */
export function setNotReady(turn: Turn, agentId: string, reasonCode: number): void {
  const agent = turn.agents.get(agentId);
  if (!agent || agent.state === 'LoggedOut') return;
  const target = { state: 'NotReady', reasonCode } as const;
  if (agent.state === 'WrapUp') turn.agents.set(agentId, { ...agent, next: target });
  else choose(turn, agent, target);
}

function isAlready(agent: Agent, target: IdleState): boolean {
  return agent.state === target.state && (target.state === 'Ready' || target.reasonCode === agent.reasonCode);
}

/** Brings the agent's state in line with his calls. */
export function settleAgent(turn: Turn, agentId: string): void {
  const agent = turn.agents.get(agentId);
  if (!agent || agent.state === 'LoggedOut') return;
  const occupation = occupationOf(turn, agentId);
  if (occupation !== null) {
    occupy(turn, agent, occupation);
    noteWrapUp(turn, agentId);
  } else if (isOccupied(agent.state)) {
    afterCalls(turn, agent);
  }
}

function occupationOf(turn: Turn, agentId: string): Occupation | null {
  const mine = membershipsOf(turn, agentId);
  const connected = mine.filter(({ party }) => party.state === 'Connected');
  if (connected.some(({ party }) => !party.end.isHeldByPhone && !party.end.isHeldBySwitch)) return 'Talking';
  if (connected.length > 0) return 'Hold';
  const isReserved = mine.some(
    ({ call, party }) => call.routing.step === 'offered' && call.routing.partyId === party.partyId,
  );
  return isReserved ? 'Reserved' : null;
}

function occupy(turn: Turn, agent: Agent, occupation: Occupation) {
  if (agent.state === occupation) return;
  if (isOccupied(agent.state)) return enter(turn, agent, occupation, {});
  enter(turn, agent, occupation, {
    before: idleStateOf(agent),
    next: null,
    wrapUpMs: null,
    hasTalked: false,
  });
}

function idleStateOf(agent: Agent): IdleState {
  if (agent.state === 'Ready') return { state: 'Ready' };
  if (agent.state === 'NotReady') return { state: 'NotReady', reasonCode: agent.reasonCode };
  return agent.next && agent.next.state !== 'WrapUp' ? agent.next : agent.before;
}

/**
 * Remembers what the calls say about what follows them. A call whose wrap-up is required, once talked in, is wrapped
 * up unless the agent has chosen otherwise.
 */
function noteWrapUp(turn: Turn, agentId: string): void {
  for (const membership of membershipsOf(turn, agentId)) {
    const agent = turn.agents.get(agentId);
    if (!agent || !isAnswered(membership)) continue;
    const rule = wrapUpAfter(turn, agentId, membership);
    turn.agents.set(agentId, {
      ...agent,
      hasTalked: true,
      wrapUpMs: rule?.limitMs ?? agent.wrapUpMs,
      next: rule?.isRequired ? (agent.next ?? { state: 'WrapUp' }) : agent.next,
    });
  }
}

function afterCalls(turn: Turn, agent: Agent) {
  const chosen = agent.next;
  if (chosen?.state !== 'WrapUp') return enterIdle(turn, agent, chosen ?? agent.before);
  if (!agent.hasTalked) return enterIdle(turn, agent, agent.before);
  enter(turn, agent, 'WrapUp', {
    next: agent.before,
    wrapUpEndsAt: agent.wrapUpMs === null ? null : turn.now + agent.wrapUpMs,
    wrapUpMs: null,
  });
}

/** Wrap-up's limit is reached. */
export function endWrapUp(turn: Turn, agentId: string): void {
  const agent = turn.agents.get(agentId);
  if (agent?.state === 'WrapUp') enterIdle(turn, agent, idleStateOf(agent));
}
