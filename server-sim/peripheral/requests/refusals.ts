import type { ctiFailureCodes } from '../../../contract/cti/answers.ts';
import type { Agent, Device, RequestAnswer } from '../core/state.ts';

type Code = keyof typeof ctiFailureCodes;
export type Refusal = Extract<RequestAnswer, { type: 'FailureConf' }>;

/** A refused request. The message names what, where and what to do; `details` has what it was made from. */
export function refusal(
  id: string | null,
  code: Code,
  message: string,
  details?: Readonly<Record<string, string>>,
): Refusal {
  return { type: 'FailureConf', id, code, message, ...(details ? { details: { ...details } } : {}) };
}

function isoTime(instant: number): string {
  return new Date(instant).toISOString();
}

export function unknownAgent(id: string, agentId: string): Refusal {
  const message = `The peripheral knows no agent ${agentId}: check the agent ID in the login string`;
  return refusal(id, 'unknownAgent', message, { agentId });
}

export function deviceInUse(id: string, device: Device, by: Agent): Refusal {
  const { agentId, name } = by.record;
  const since = isoTime(device.user?.since ?? by.since);
  const deviceName = device.record.device;
  return refusal(
    id,
    'deviceInUse',
    `Device ${deviceName} is in use by ${name} (${agentId}) since ${since}: use another device, or ask them to log out`,
    { device: deviceName, agentId, agentName: name, since },
  );
}

export function loggedInElsewhere(id: string, agent: Agent): Refusal {
  const desk = agent.desk?.name ?? 'another desk';
  const device = agent.device ?? 'no device';
  const since = isoTime(agent.loggedInAt ?? agent.since);
  return refusal(
    id,
    'agentLoggedInElsewhere',
    `Agent ${agent.record.agentId} is logged in at ${desk} on device ${device} since ${since}: take the agent over, or log out there`,
    { desk, device, since },
  );
}

export function phoneNotRegistered(id: string, device: string): Refusal {
  return refusal(
    id,
    'phoneNotRegistered',
    `The phone ${device} is not registered with any SIP edge, so no call can reach it: wait until the softphone is connected, then try again`,
    { device },
  );
}

export function ownNumber(id: string, number: string): Refusal {
  return refusal(id, 'badNumber', `${number} is this phone's own number: dial another`, { number });
}

/** The request was understood and is carried out. `callId`: the new call it made. */
export function confirmed(id: string, callId?: string): RequestAnswer {
  return { type: 'RequestConf', id, ...(callId === undefined ? {} : { callId }) };
}
