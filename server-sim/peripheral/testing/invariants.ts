import { isDeepStrictEqual } from 'node:util';
import { agentSnapshot } from '../agents/agent-snapshot.ts';
import { advancedView, callAsSeen } from '../calls/call-views.ts';
import { isDeviceParty, isHeld, isLive, type Membership, membershipsOf } from '../calls/parties.ts';
import { nextDeadline } from '../core/deadlines.ts';
import { allEndedCalls } from '../core/ended-calls.ts';
import type { Agent, SwitchedCall, SwitchState } from '../core/state.ts';

/** What does not hold in this state of the switch, and should in every one; empty where it is sound. */
export function faultsIn(state: SwitchState): readonly string[] {
  const agents = [...state.agents.values()];
  const calls = [...state.calls.values()];
  return [
    ...agents.flatMap((agent) => agentFaults(state, agent)),
    ...deviceFaults(state, calls),
    ...legFaults(state, calls),
    ...queueFaults(state, calls),
    ...calls.flatMap(callFaults),
    ...agents.flatMap((agent) => untold(state, agent)),
    ...allEndedCalls(state).flatMap(endFaults),
    ...unless([state.quietUntil <= (nextDeadline(state)?.at ?? Infinity), 'something is due unlooked for']),
  ];
}

/** A sentence for each condition that does not hold. */
function unless(...conditions: readonly (readonly [boolean, string])[]): readonly string[] {
  return conditions.flatMap(([holds, sentence]) => (holds ? [] : [sentence]));
}

function agentFaults(state: SwitchState, agent: Agent): readonly string[] {
  const { agentId } = agent.record;
  const mine = membershipsOf(state, agentId);
  const isIdle = agent.state === 'Ready' || agent.state === 'NotReady';
  const isOut = agent.state === 'LoggedOut';
  return unless(
    [mayBe(mine).includes(agent.state), `${agentId} is ${agent.state}, not ${mayBe(mine)}`],
    [mine.filter(isOffered).length <= 1, `${agentId} is offered several routed calls`],
    [
      !isOut || (!agent.device && !agent.desk && mine.length === 0),
      `${agentId} is logged out and has something`,
    ],
    [agent.state === 'WrapUp' || agent.wrapUpEndsAt === null, `${agentId} has a wrap-up without being in it`],
    [!isIdle || agent.next === null, `${agentId} is idle and has a next state`],
  );
}

function isOffered({ call, party }: Membership): boolean {
  return call.routing.step === 'offered' && call.routing.partyId === party.partyId;
}

/** The states that an agent with these calls may be in. */
function mayBe(mine: readonly Membership[]): readonly string[] {
  const connected = mine.filter(({ party }) => party.state === 'Connected');
  if (connected.some(({ party }) => !isHeld(party))) return ['Talking'];
  if (connected.length > 0) return ['Hold'];
  return mine.some(isOffered) ? ['Reserved'] : ['LoggedOut', 'NotReady', 'Ready', 'WrapUp'];
}

function deviceFaults(state: SwitchState, calls: readonly SwitchedCall[]): readonly string[] {
  const parties = calls.flatMap((call) => call.parties).filter(isDeviceParty);
  return [
    ...[...state.agents.values()].flatMap(({ device, record }) =>
      unless([
        device === null || state.devices.get(device)?.user?.agentId === record.agentId,
        `${record.agentId} is on ${device}, which does not have him`,
      ]),
    ),
    ...[...state.devices.values()].flatMap(({ record, user }) =>
      unless(
        [
          !user || state.agents.get(user.agentId)?.device === record.device,
          `${record.device} has a stranger`,
        ],
        [
          parties.filter(({ end }) => end.device === record.device).length <= 2,
          `${record.device} has three calls`,
        ],
      ),
    ),
  ];
}

function legFaults(state: SwitchState, calls: readonly SwitchedCall[]): readonly string[] {
  const legs = calls.flatMap(({ parties }) => parties.map(({ legId }) => legId));
  const mixed = [...calls, ...allEndedCalls(state)].flatMap((call) => call.mixed.map(({ legId }) => legId));
  const connected = calls.flatMap(({ parties }) =>
    parties.filter((party) => party.state === 'Connected').map(({ legId }) => legId),
  );
  return unless(
    [new Set(legs).size === legs.length, 'a leg is in two calls'],
    [new Set(mixed).size === mixed.length, 'a leg is in two mixes'],
    [mixed.every((legId) => connected.includes(legId)), 'a leg is mixed that is not connected'],
  );
}

function queueFaults(state: SwitchState, calls: readonly SwitchedCall[]): readonly string[] {
  const inQueues = [...state.queues].flatMap(([groupId, ids]) => ids.map((callId) => `${groupId} ${callId}`));
  const queued = calls.flatMap(({ callId, routing }) =>
    routing.step === 'queued' ? [`${routing.groupId} ${callId}`] : [],
  );
  return unless([isDeepStrictEqual(inQueues.sort(), queued.sort()), 'queues and calls do not agree']);
}

function callFaults(call: SwitchedCall): readonly string[] {
  const { callId, parties, routing } = call;
  const isOnItsWay = routing.step === 'menu' || routing.step === 'queued';
  const isBeingSet = parties.every((party) => party.state === 'Initiated');
  const offered =
    routing.step === 'offered' ? parties.find(({ partyId }) => partyId === routing.partyId) : null;
  return unless(
    [isLive(call), `${callId} is over and among the live`],
    [
      parties.length >= (isOnItsWay || isBeingSet ? 1 : 2),
      `${callId} has one party left, who waits for nobody`,
    ],
    [parties.length > 0, `${callId} has nobody`],
    [offered === null || offered?.state === 'Alerting', `${callId} is offered to nobody`],
  );
}

/** What the agent's desk was not told. */
function untold(state: SwitchState, agent: Agent): readonly string[] {
  const { agentId } = agent.record;
  return [
    ...unless([
      agent.shown === null || isDeepStrictEqual(agent.shown, agentSnapshot(state, agent)),
      `${agentId} is not as his desk was told`,
    ]),
    ...membershipsOf(state, agentId).flatMap(({ call, party }) => {
      const view = call.views.get(agentId);
      if (!view || view.endedAt !== null) return [`${agentId} is in ${call.callId} without a view`];
      return unless(
        [
          isDeepStrictEqual(advancedView(call, party, view, state.time), view),
          `${call.callId}: its line is late`,
        ],
        [
          isDeepStrictEqual(view.shown, callAsSeen(state, call, view)),
          `${call.callId} is not as ${agentId} was told`,
        ],
      );
    }),
  ];
}

function endFaults({ callId, views }: SwitchedCall): readonly string[] {
  return [...views.values()].flatMap(({ agentId, shown }) =>
    unless([(shown?.end ?? null) !== null, `${agentId} was not told that ${callId} ended`]),
  );
}
