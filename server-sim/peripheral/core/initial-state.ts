import type { SystemStatus } from '../../../contract/cti/answers.ts';
import type { AgentRecord, DeviceRecord, SwitchPlan } from '../../links/switch-control.ts';
import type { Agent, Device, SwitchState } from './state.ts';

const online: SystemStatus = { ctiServer: 'online', centralController: 'online', peripheral: 'online' };

/** @param idPrefix makes this switch's ids unlike those of another run. */
export function initialState(plan: SwitchPlan, idPrefix: string, now: number): SwitchState {
  return {
    peripheralId: plan.peripheralId,
    ringback: plan.ringback,
    outgoingWrapUp: plan.outgoingWrapUp,
    desktopLostMs: plan.desktopLostMs,
    time: now,
    quietUntil: Number.POSITIVE_INFINITY,
    status: online,
    groups: new Map(plan.skillGroups.map((group) => [group.id, group])),
    farEnds: new Map(plan.farEnds.map((farEnd) => [farEnd.number, farEnd])),
    agents: new Map(plan.agents.map((record) => [record.agentId, loggedOutAgent(record, now)])),
    devices: new Map(plan.devices.map((record) => [record.device, freeDevice(record, now)])),
    calls: new Map(),
    endedCalls: [],
    queues: new Map(plan.skillGroups.map((group) => [group.id, []])),
    sessions: new Map(),
    ids: { prefix: idPrefix, next: 1 },
  };
}

function loggedOutAgent(record: AgentRecord, now: number): Agent {
  return {
    record,
    state: 'LoggedOut',
    reasonCode: null,
    since: now,
    next: null,
    before: { state: 'NotReady', reasonCode: null },
    wrapUpMs: null,
    hasTalked: false,
    wrapUpEndsAt: null,
    device: null,
    phone: 'softphone',
    loggedInAt: null,
    withVoice: true,
    isVoiceHeld: false,
    desk: null,
    answered: [],
    shown: null,
  };
}

function freeDevice(record: DeviceRecord, now: number): Device {
  return { record, registrations: [], unregisteredAt: now, user: null };
}
