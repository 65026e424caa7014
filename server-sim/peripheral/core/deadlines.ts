import { systemReason } from '../../../contract/cti/system-reasons.ts';
import { never } from '../../../contract/result.ts';
import { endWrapUp, setNotReady } from '../agents/agent-states.ts';
import { isUnanswered, phoneGraceMs } from '../agents/registrations.ts';
import { phoneNotBack } from '../calls/device-reports.ts';
import { farEndAnswers } from '../calls/dialling.ts';
import { mayBeReady } from '../calls/numbers.ts';
import { isDeviceParty, isLive } from '../calls/parties.ts';
import { leaveMenu, redirectOnNoAnswer } from '../calls/routing.ts';
import type { Agent, CallParty, SwitchedCall, SwitchState } from './state.ts';
import type { Turn } from './turn.ts';

/** Something the switch does by itself when its time has come. It follows from the state: none is ever stale. */
export type Deadline = { readonly at: number } & (
  | { readonly type: 'menuEnds' | 'noAnswer'; readonly callId: string }
  | { readonly type: 'farEndAnswers' | 'phoneNotBack'; readonly callId: string; readonly partyId: string }
  | { readonly type: 'wrapUpEnds' | 'deskGivenUp' | 'phoneGivenUp'; readonly agentId: string }
);

/** The earliest thing to do, or null. Looks at everything: `quietUntil` of the state says when that is worth it. */
export function nextDeadline(state: SwitchState): Deadline | null {
  let next: Deadline | null = null;
  const consider = (deadline: Deadline): void => {
    if (next === null || deadline.at < next.at) next = deadline;
  };
  for (const call of state.calls.values()) considerCall(state, call, consider);
  for (const agent of state.agents.values()) {
    if (agent.state !== 'LoggedOut') considerAgent(state, agent, consider);
  }
  return next;
}

/** When the earliest thing is to be done that follows from what this turn has touched, in the state it came to. */
export function earliestTouched(turn: Turn, state: SwitchState): number {
  let earliest = Number.POSITIVE_INFINITY;
  const consider = ({ at }: Deadline): void => {
    earliest = Math.min(earliest, at);
  };
  for (const callId of turn.calls.touched()) {
    const call = state.calls.get(callId);
    if (call) considerCall(state, call, consider);
  }
  // A phone that has gone may leave any call waiting for it.
  if ([...turn.devices.touched()].some((name) => state.devices.get(name)?.registrations.length === 0)) {
    for (const call of state.calls.values()) considerPhones(state, call, consider);
  }
  const users = [...turn.devices.touched()].flatMap((name) => state.devices.get(name)?.user?.agentId ?? []);
  for (const agentId of new Set([...turn.agents.touched(), ...users])) {
    const agent = state.agents.get(agentId);
    if (agent && agent.state !== 'LoggedOut') considerAgent(state, agent, consider);
  }
  return earliest;
}

function considerCall(state: SwitchState, call: SwitchedCall, consider: (deadline: Deadline) => void): void {
  if (!isLive(call)) return;
  const { callId, routing, parties } = call;
  if (routing.step === 'menu') consider({ type: 'menuEnds', callId, at: routing.until });
  if (routing.step === 'offered') consider({ type: 'noAnswer', callId, at: routing.noAnswerAt });
  for (const { end, partyId } of parties) {
    if (end.kind !== 'far-end' || end.answersAt === null) continue;
    consider({ type: 'farEndAnswers', callId, partyId, at: end.answersAt });
  }
  considerPhones(state, call, consider);
}

function considerPhones(
  state: SwitchState,
  call: SwitchedCall,
  consider: (deadline: Deadline) => void,
): void {
  if (isLive(call)) for (const party of call.parties) considerPhone(state, call, party, consider);
}

/** A call that rings at a phone which is gone: RONA is the end of a routed one, and a grace time that of any other. */
function considerPhone(
  state: SwitchState,
  { callId, routing }: SwitchedCall,
  party: CallParty,
  consider: (deadline: Deadline) => void,
): void {
  if (!isDeviceParty(party) || !isUnanswered(party) || party.end.edge !== null) return;
  const device = state.devices.get(party.end.device);
  if (routing.step === 'offered' || !device || device.registrations.length > 0) return;
  const { partyId } = party;
  consider({ type: 'phoneNotBack', callId, partyId, at: device.unregisteredAt + phoneGraceMs });
}

function considerAgent(state: SwitchState, agent: Agent, consider: (deadline: Deadline) => void): void {
  const { agentId } = agent.record;
  const link = agent.desk?.link;
  if (agent.wrapUpEndsAt !== null) consider({ type: 'wrapUpEnds', agentId, at: agent.wrapUpEndsAt });
  if (link?.status === 'lost') {
    consider({ type: 'deskGivenUp', agentId, at: link.at + state.desktopLostMs });
  }
  const device = agent.device === null ? undefined : state.devices.get(agent.device);
  if (device && agent.state === 'Ready' && !mayBeReady(state, agent)) {
    const since = Math.max(agent.since, device.unregisteredAt);
    consider({ type: 'phoneGivenUp', agentId, at: since + phoneGraceMs });
  }
}

/** Does what is due. */
export function meetDeadline(turn: Turn, deadline: Deadline) {
  switch (deadline.type) {
    case 'menuEnds':
      return leaveMenu(turn, deadline.callId);
    case 'noAnswer':
      return redirectOnNoAnswer(turn, deadline.callId);
    case 'farEndAnswers':
      return farEndAnswers(turn, deadline.callId, deadline.partyId);
    case 'phoneNotBack':
      return phoneNotBack(turn, deadline.callId, deadline.partyId);
    case 'wrapUpEnds':
      return endWrapUp(turn, deadline.agentId);
    case 'deskGivenUp':
      return giveUpDesk(turn, deadline.agentId);
    case 'phoneGivenUp':
      return setNotReady(turn, deadline.agentId, systemReason.phoneOutOfService);
    default:
      return never(deadline);
  }
}

function giveUpDesk(turn: Turn, agentId: string): void {
  const agent = turn.agents.get(agentId);
  if (!agent?.desk) return;
  turn.agents.set(agentId, { ...agent, desk: { ...agent.desk, link: { status: 'given-up' } } });
  setNotReady(turn, agentId, systemReason.desktopLost);
}
