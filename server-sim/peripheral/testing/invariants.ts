import { expect } from 'vitest';
import { agentSnapshot } from '../agents/agent-snapshot.ts';
import { advancedView, callAsSeen } from '../calls/call-views.ts';
import { isDeviceParty, isHeld, isLive, membershipsOf } from '../calls/parties.ts';
import type { SwitchState } from '../core/state.ts';

/** What holds in every state of the switch, whatever happened. */
export function expectSound(state: SwitchState): void {
  agentsMatchTheirCalls(state);
  devicesHaveOneUser(state);
  legsAreInOneCall(state);
  queuesMatchCalls(state);
  callsHaveSomebody(state);
  everythingWasTold(state);
}

function agentsMatchTheirCalls(state: SwitchState): void {
  for (const agent of state.agents.values()) {
    const { agentId } = agent.record;
    const mine = membershipsOf(state, agentId);
    const connected = mine.filter(({ party }) => party.state === 'Connected');
    const active = connected.filter(({ party }) => !isHeld(party));
    const offered = mine.filter(
      ({ call, party }) => call.routing.step === 'offered' && call.routing.partyId === party.partyId,
    );
    const expected =
      active.length > 0 ? 'Talking' : connected.length > 0 ? 'Hold' : offered.length > 0 ? 'Reserved' : null;
    if (expected) expect(agent.state, `state of ${agentId}`).toBe(expected);
    else expect(['LoggedOut', 'NotReady', 'Ready', 'WrapUp'], `state of ${agentId}`).toContain(agent.state);
    expect(offered.length, `calls routed to ${agentId}`).toBeLessThanOrEqual(1);
    if (agent.state === 'LoggedOut') {
      expect([agent.device, agent.desk, mine.length], `${agentId} is logged out`).toEqual([null, null, 0]);
    }
    if (agent.state !== 'WrapUp') expect(agent.wrapUpEndsAt).toBeNull();
    if (agent.state === 'Ready' || agent.state === 'NotReady') expect(agent.next).toBeNull();
  }
}

function devicesHaveOneUser(state: SwitchState): void {
  for (const agent of state.agents.values()) {
    if (agent.device === null) continue;
    expect(state.devices.get(agent.device)?.user?.agentId).toBe(agent.record.agentId);
  }
  for (const { record, user } of state.devices.values()) {
    if (user) expect(state.agents.get(user.agentId)?.device).toBe(record.device);
  }
}

function legsAreInOneCall(state: SwitchState): void {
  const legs = [...state.calls.values()].flatMap(({ parties }) => parties.map(({ legId }) => legId));
  expect(new Set(legs).size, 'legs').toBe(legs.length);
  const mixed = [...state.calls.values(), ...state.endedCalls.values()].flatMap((call) => call.mixed);
  expect(new Set(mixed.map(({ legId }) => legId)).size, 'mixed legs').toBe(mixed.length);
  for (const { parties, mixed: mix } of state.calls.values()) {
    const connected = parties.filter((party) => party.state === 'Connected').map(({ legId }) => legId);
    expect(connected).toEqual(expect.arrayContaining(mix.map(({ legId }) => legId)));
  }
  for (const { record } of state.devices.values()) {
    const onIt = [...state.calls.values()].flatMap(({ parties }) =>
      parties.filter((party) => isDeviceParty(party) && party.end.device === record.device),
    );
    expect(onIt.length, `calls on ${record.device}`).toBeLessThanOrEqual(2);
  }
}

function queuesMatchCalls(state: SwitchState): void {
  const queued = [...state.calls.values()].filter(({ routing }) => routing.step === 'queued');
  const inQueues = [...state.queues].flatMap(([groupId, calls]) =>
    calls.map((callId) => `${groupId} ${callId}`),
  );
  const expected = queued.map(
    ({ callId, routing }) => `${routing.step === 'queued' ? routing.groupId : ''} ${callId}`,
  );
  expect([...inQueues].sort()).toEqual([...expected].sort());
}

function callsHaveSomebody(state: SwitchState): void {
  for (const call of state.calls.values()) {
    expect(isLive(call)).toBe(true);
    const isOnItsWay = call.routing.step === 'menu' || call.routing.step === 'queued';
    const isBeingSet = call.parties.every((party) => party.state === 'Initiated');
    const least = isOnItsWay || isBeingSet ? 1 : 2;
    expect(call.parties.length, `parties of ${call.callId}`).toBeGreaterThanOrEqual(least);
    if (call.routing.step !== 'offered') continue;
    const { partyId } = call.routing;
    expect(call.parties.find((party) => party.partyId === partyId)?.state).toBe('Alerting');
  }
}

function everythingWasTold(state: SwitchState): void {
  for (const agent of state.agents.values()) {
    if (agent.shown) expect(agent.shown).toEqual(agentSnapshot(state, agent));
    for (const { call, party } of membershipsOf(state, agent.record.agentId)) {
      const view = call.views.get(agent.record.agentId);
      expect(view?.endedAt, `view of ${agent.record.agentId} in ${call.callId}`).toBeNull();
      if (!view) continue;
      expect(advancedView(call, party, view, state.time)).toEqual(view);
      expect(view.shown).toEqual(callAsSeen(state, call, view));
    }
  }
  for (const call of state.endedCalls.values()) {
    for (const view of call.views.values()) expect(view.shown?.end, 'the end of a call').not.toBeNull();
  }
}
