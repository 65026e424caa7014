import type { AgentState } from '../../contract/cti/agent.ts';
import { isForGivenBack, systemReason } from '../../contract/cti/system-reasons.ts';
import { goOnAfterCall, interrupt } from '../media-routing/interrupts.ts';
import { setAllReady } from '../media-routing/readiness.ts';
import type { AgentAtSwitch } from '../media-routing/state.ts';
import { finishWrapUps } from '../media-routing/task-life.ts';
import type { Turn } from '../media-routing/turn.ts';
import { closeSession } from './close-session.ts';

/** What the connector follows of what happens at the switch. */
export type SwitchNews =
  | {
      readonly type: 'agentState';
      readonly agentId: string;
      readonly state: AgentState;
      readonly reasonCode: number | null;
    }
  /** The agent, or a supervisor, chose: now, or for after the call. */
  | {
      readonly type: 'agentChoice';
      readonly agentId: string;
      readonly state: 'Ready' | 'NotReady';
      readonly reasonCode: number | null;
    }
  | { readonly type: 'callBegins' | 'callEnds'; readonly agentId: string; readonly callId: string };

const loggedOut: AgentAtSwitch = { state: 'LoggedOut', reasonCode: null, isVoiceReady: false, calls: [] };

/**
 * The agent's state is the switch's: the connector follows it. What he, or a supervisor, chooses is for all his domains.
 * What the switch sets by itself, a call that was not answered or a phone out of service, is about voice alone.
 */
export function follow(turn: Turn, news: SwitchNews) {
  const agent = turn.agents.get(news.agentId) ?? loggedOut;
  switch (news.type) {
    case 'agentState':
      return followState(turn, agent, news);
    case 'agentChoice':
      return followChoice(turn, agent, news);
    case 'callBegins':
      if (agent.calls.includes(news.callId)) return;
      turn.agents.set(news.agentId, { ...agent, calls: [...agent.calls, news.callId] });
      if (agent.calls.length === 0) interrupt(turn, news.agentId);
      return;
    case 'callEnds': {
      const calls = agent.calls.filter((callId) => callId !== news.callId);
      turn.agents.set(news.agentId, { ...agent, calls });
      if (agent.calls.length > 0 && calls.length === 0) goOnAfterCall(turn, news.agentId);
      return;
    }
  }
}

function followChoice(
  turn: Turn,
  agent: AgentAtSwitch,
  { agentId, state, reasonCode }: Extract<SwitchNews, { type: 'agentChoice' }>,
) {
  const isReady = state === 'Ready';
  turn.agents.set(agentId, { ...agent, isVoiceReady: isReady });
  // Not Ready for what his desk gave back is nobody's choice: the agent may be writing.
  if (!isForGivenBack(reasonCode)) finishWrapUps(turn, agentId, ['chat', 'action']);
  setAllReady(turn, agentId, isReady, reasonCode);
}

function followState(
  turn: Turn,
  agent: AgentAtSwitch,
  { agentId, state, reasonCode }: Extract<SwitchNews, { type: 'agentState' }>,
) {
  const isIdle = state === 'Ready' || state === 'NotReady' || state === 'LoggedOut';
  const isVoiceReady = isIdle ? state === 'Ready' : agent.isVoiceReady;
  turn.agents.set(agentId, { ...agent, state, reasonCode, isVoiceReady });
  if (state === 'LoggedOut') return followLogOut(turn, agentId, reasonCode);
  if (state === 'NotReady' && reasonCode === systemReason.desktopLost) {
    setAllReady(turn, agentId, false, reasonCode);
  }
}

/** A desk that takes the agent over has opened its session before the switch logs him out of the first device. */
function followLogOut(turn: Turn, agentId: string, reasonCode: number | null): void {
  setAllReady(turn, agentId, false, reasonCode);
  if (reasonCode === systemReason.loggedInElsewhere) return;
  closeSession(turn, agentId, `Agent ${agentId} was logged out`);
}
