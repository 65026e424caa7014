import type { Call } from '../../../contract/cti/call.ts';
import type { AgentView } from '../../links/switch-control.ts';
import { callAsSeen } from '../calls/call-views.ts';
import { membershipsOf } from '../calls/parties.ts';
import { allEndedCalls } from '../core/ended-calls.ts';
import type { Agent, SwitchedCall, SwitchState } from '../core/state.ts';
import { agentSnapshot } from './agent-snapshot.ts';

/** How many of an agent's ended calls are told. */
const mostEndedCalls = 10;

/** Everything of the agent that his desk shows too; null where there is no such agent. */
export function agentView(state: SwitchState, agentId: string): AgentView | null {
  const agent = state.agents.get(agentId);
  if (!agent) return null;
  const calls = membershipsOf(state, agentId).map(({ call }) => call);
  return {
    agent: agentSnapshot(state, agent),
    calls: calls.flatMap((call) => asToldTo(state, call, agentId)),
    endedCalls: endedCalls(state, agentId),
    desk: deskOf(state, agent),
    registrations: (agent.device === null ? undefined : state.devices.get(agent.device))?.registrations ?? [],
  };
}

function asToldTo(state: SwitchState, call: SwitchedCall, agentId: string): readonly Call[] {
  const view = call.views.get(agentId);
  return view ? [view.shown ?? callAsSeen(state, call, view)] : [];
}

/** An agent's part in a call may be over while the call goes on without him. */
function endedCalls(state: SwitchState, agentId: string): readonly Call[] {
  return [...allEndedCalls(state), ...state.calls.values()]
    .flatMap((call) => asToldTo(state, call, agentId))
    .filter(({ endedAt }) => endedAt !== null)
    .sort((one, other) => (one.endedAt ?? 0) - (other.endedAt ?? 0))
    .slice(-mostEndedCalls);
}

function deskOf(state: SwitchState, { desk }: Agent): AgentView['desk'] {
  if (!desk) return null;
  const { id, name, link } = desk;
  const session = link.status === 'connected' ? state.sessions.get(link.sessionId) : undefined;
  return { id, name, link: link.status, side: session?.side ?? null };
}
