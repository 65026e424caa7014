import type { SystemStatus } from '../../../contract/cti/answers.ts';
import { isForGivenBack, systemReason } from '../../../contract/cti/system-reasons.ts';
import type { SwitchPlan } from '../../links/switch-control.ts';
import { endCall } from '../calls/calls.ts';
import { refuse } from '../calls/inbound-calls.ts';
import { mayBeReady } from '../calls/numbers.ts';
import { isLive, membershipsOf } from '../calls/parties.ts';
import { initialState } from '../core/initial-state.ts';
import type { Agent, Device, IdleState, SwitchState } from '../core/state.ts';
import { deliver, happened, type Turn } from '../core/turn.ts';
import type { SwitchInput } from '../messages.ts';
import { choose, chosenBy, setNotReady } from './agent-states.ts';
import { logOut } from './desks.ts';

/** A supervisor's hand. In a call, the state is what comes next; nobody is logged out of a call. */
export function supervise(
  turn: Turn,
  { agentId, state, reasonCode }: Extract<SwitchInput, { type: 'supervise' }>,
) {
  const agent = turn.agents.get(agentId);
  if (!agent)
    return refuse(turn, `There is no agent ${agentId}: the plan's agents are listed by the control API`);
  if (agent.state === 'LoggedOut') {
    return refuse(turn, `Agent ${agentId} is logged out: his desk must log in first`);
  }
  switch (state) {
    case 'Ready':
      if (!mayBeReady(turn, agent)) {
        return refuse(
          turn,
          `The phone ${agent.device} of agent ${agentId} is not registered: Ready must wait`,
        );
      }
      return superviseTo(turn, agent, { state: 'Ready' });
    case 'NotReady':
      return superviseTo(turn, agent, {
        state: 'NotReady',
        reasonCode: reasonCode ?? systemReason.supervisor,
      });
    case 'LoggedOut':
      if (membershipsOf(turn, agentId).length > 0) {
        return refuse(turn, `Agent ${agentId} is ${agent.state} in a call: end it, then log the agent out`);
      }
      return logOut(turn, agent, reasonCode ?? systemReason.supervisor);
  }
}

/**
 * By a supervisor, or by the connector for what the agent's desk gave back (seed 001, A0 and A1): then it is nobody's
 * choice, and ends no wrap-up.
 */
function superviseTo(turn: Turn, agent: Agent, target: IdleState): void {
  const reasonCode = target.state === 'NotReady' ? target.reasonCode : null;
  if (reasonCode !== null && isForGivenBack(reasonCode)) setNotReady(turn, agent.record.agentId, reasonCode);
  else choose(turn, agent, target);
  chosenBy(turn, agent, target, 'supervisor');
}

/** The agent has another interaction, and is to have one at a time: calls of skill groups are kept from him. */
export function holdVoice(turn: Turn, agentId: string, isVoiceHeld: boolean): void {
  const agent = turn.agents.get(agentId);
  if (agent) turn.agents.set(agentId, { ...agent, isVoiceHeld });
}

/** GED-188 SYSTEM_EVENT: a part of the system went or came back; every desk is told, whoever its agent is. */
export function changeStatus(turn: Turn, change: Partial<SystemStatus>): void {
  const status = { ...turn.status, ...change };
  const isSame = JSON.stringify(status) === JSON.stringify(turn.status);
  if (isSame) return;
  turn.status = status;
  happened(turn, { type: 'systemStatus', detail: { ...status } });
  for (const { sessionId } of turn.sessions.values()) {
    deliver(turn, sessionId, { type: 'SystemEvent', time: turn.now, status });
  }
  // Logging in is among what an agent may do, and depends on it.
  for (const agent of turn.agents.values()) turn.agents.set(agent.record.agentId, agent);
}

/** The end of the day: every call is over, everybody is logged out. */
export function clearAll(turn: Turn): void {
  const end = { cause: 'switch', message: 'The switch was reset' } as const;
  for (const call of turn.calls.values()) if (isLive(call)) endCall(turn, call.callId, null, end);
  for (const agent of turn.agents.values()) if (agent.state !== 'LoggedOut') logOut(turn, agent, null);
}

/** A new day from a new plan. Desks stay connected and phones registered: they are not the switch's. */
export function beginAnew(before: SwitchState, plan: SwitchPlan): SwitchState {
  const fresh = initialState(plan, before.ids.prefix, before.time);
  return {
    ...fresh,
    ids: before.ids,
    sessions: new Map(
      [...before.sessions].map(([id, session]) => [id, { ...session, isAuthenticated: false }]),
    ),
    devices: new Map([...fresh.devices].map(([name, device]) => [name, stillRegistered(device, before)])),
  };
}

function stillRegistered(device: Device, before: SwitchState): Device {
  const known = before.devices.get(device.record.device);
  if (!known) return device;
  return { ...device, registrations: known.registrations, unregisteredAt: known.unregisteredAt };
}
