import * as z from 'zod';
import { commonAnswers, instant, requestId } from '../wire/common.ts';
import { agentSnapshot, agentState } from './agent.ts';
import { call } from './call.ts';

const inService = z.enum(['online', 'offline']);

/** CTI OS StatusSystem {StatusCTIServer, StatusCtiServerDriver, StatusCentralController, StatusPeripherals}. */
export const systemStatus = z.object({
  ctiServer: inService,
  centralController: inService,
  peripheral: inService,
});
export type SystemStatus = Readonly<z.infer<typeof systemStatus>>;

/** Every event has a number that grows by one in the agent's session at one server: a repeat or a gap shows. */
const sequence = z.number().int().nonnegative();

/** Seed 004, login step 4: the state of the system and of the relevant peripheral. */
export const setAgentModeEvent = z.object({
  type: z.literal('SetAgentModeEvent'),
  sequence,
  time: instant,
  peripheralId: z.number().int(),
  status: systemStatus,
});

/** Seed 004, login step 4 and 6: the agent's state at the switch, asked on the client's behalf. */
export const queryAgentStateConf = z.object({
  type: z.literal('QueryAgentStateConf'),
  time: instant,
  agentId: z.string(),
  state: agentState,
  /** The desk that has this agent now, if another has. */
  loggedInElsewhere: z.object({ desk: z.string(), device: z.string(), since: instant }).nullable(),
});

/** GED-188 SYSTEM_EVENT: a part of the system went or came back. */
export const systemEvent = z.object({
  type: z.literal('SystemEvent'),
  sequence,
  time: instant,
  status: systemStatus,
});

/** The request was understood and is being carried out; what it changes comes as an event. */
export const requestConf = z.object({
  type: z.literal('RequestConf'),
  id: requestId,
  /** MakeCall and Consultation: the new call's id. */
  callId: z.string().optional(),
});

export const agentStateEvent = z.object({
  type: z.literal('AgentStateEvent'),
  sequence,
  time: instant,
  agent: agentSnapshot,
});

/** Login step 7: the device as the switch knows it, and what a softphone needs to register as it. */
export const snapshotDeviceConf = z.object({
  type: z.literal('SnapshotDeviceConf'),
  time: instant,
  device: z.string(),
  sip: z.object({ user: z.string(), password: z.string() }).nullable(),
  callIds: z.array(z.string()),
});
export type SnapshotDevice = Readonly<z.infer<typeof snapshotDeviceConf>>;

/** Login step 7: every call on the device, whole. Calls that are not in it are gone. */
export const snapshotCallsConf = z.object({
  type: z.literal('SnapshotCallsConf'),
  sequence,
  time: instant,
  calls: z.array(call).max(100),
});

/** GED-188 call events; each carries the call whole. */
export const callEvents = [
  'Begin',
  'Delivered',
  'Established',
  'Held',
  'Retrieved',
  'Conferenced',
  'Transferred',
  'ConnectionCleared',
  'Failed',
  'DataUpdate',
  'End',
] as const;
export const callEvent = z.object({
  type: z.literal('CallEvent'),
  sequence,
  time: instant,
  event: z.enum(callEvents),
  call,
  /** GED-188 EventCause, of a `Failed` that ends no call: another phone of the device has it, which is no loss. */
  cause: z.literal('callAtAnotherPhone').optional(),
});
export type CallEvent = z.infer<typeof callEvent>;

/** This desk lost the agent to another desk: it keeps its notes and does not reconnect by itself. */
export const displacedEvent = z.object({
  type: z.literal('DisplacedEvent'),
  time: instant,
  by: z.object({ desk: z.string(), device: z.string() }),
});

/** Codes of FailureConf that the desk has words of its own for. */
export const ctiFailureCodes = {
  invalidCredentials: 'invalidCredentials',
  unknownAgent: 'unknownAgent',
  unknownDevice: 'unknownDevice',
  /** details: device, agentId, agentName, since (ISO). */
  deviceInUse: 'deviceInUse',
  /** details: desk, device, since (ISO). */
  agentLoggedInElsewhere: 'agentLoggedInElsewhere',
  systemOffline: 'systemOffline',
  notAllowedNow: 'notAllowedNow',
  unknownCall: 'unknownCall',
  badNumber: 'badNumber',
  badMessage: 'badMessage',
  notLoggedIn: 'notLoggedIn',
  phoneNotRegistered: 'phoneNotRegistered',
  /** A call that is to be delivered to its device again is with a phone of that device: it is not lost. */
  callAtAnotherPhone: 'callAtAnotherPhone',
} as const;
export type CtiFailureCode = keyof typeof ctiFailureCodes;

/** Whether a code on the wire is one that this version knows. */
export function isCtiFailureCode(code: string): code is CtiFailureCode {
  return Object.hasOwn(ctiFailureCodes, code);
}

export const ctiAnswer = z.discriminatedUnion('type', [
  ...commonAnswers,
  setAgentModeEvent,
  queryAgentStateConf,
  systemEvent,
  requestConf,
  agentStateEvent,
  snapshotDeviceConf,
  snapshotCallsConf,
  callEvent,
  displacedEvent,
]);
export type CtiAnswer = z.infer<typeof ctiAnswer>;
