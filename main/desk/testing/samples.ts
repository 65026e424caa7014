import type { Configuration } from '../../../contract/configuration/messages.ts';
import type { AgentSnapshot } from '../../../contract/cti/agent.ts';
import type { SystemStatus } from '../../../contract/cti/answers.ts';
import type { Call } from '../../../contract/cti/call.ts';
import type { PhoneCall } from '../../../contract/softphone/phone-call.ts';

/** Data of the kind that servers send, for tests of the desk's transitions. */

export const online: SystemStatus = {
  ctiServer: 'online',
  centralController: 'online',
  peripheral: 'online',
};

export const configuration: Configuration = {
  revision: 1,
  configurationServers: { a: 'cfg-a.example:8100', b: 'cfg-b.example:8100' },
  cluster: { id: 'edinburgh', name: 'Edinburgh' },
  profiles: [
    {
      name: 'Billing, blended',
      site: 'Edinburgh',
      peripheralId: 5000,
      cti: { a: 'cti-a.example:8110', b: 'cti-b.example:8110' },
      licensing: { a: 'lic-a.example:8120', b: 'lic-b.example:8120' },
      sip: { a: 'sip-a.example:8130', b: 'sip-b.example:8130', domain: 'edinburgh.example' },
      agentLoginType: 0,
      sessions: null,
      multiSession: false,
    },
  ],
  desktop: {
    notReadyReasons: [{ code: 1, label: 'Lunch' }],
    logoutReasons: [{ code: 10, label: 'End of shift' }],
    dispositions: [{ code: 1, label: 'Settled on this call' }],
    dispositionRequired: false,
    screenPop: { template: 'https://crm.example/{account}', schemes: ['https'] },
    rejectVoice: false,
    heartbeatDeadlineMs: 3_000,
  },
};

export function agentSnapshot(part: Partial<AgentSnapshot> = {}): AgentSnapshot {
  return {
    agentId: '12345',
    name: 'Inés Duarte',
    device: '52513',
    state: 'NotReady',
    reasonCode: null,
    since: 1_000,
    next: null,
    wrapUpEndsAt: null,
    wrapUpLimitMs: null,
    loggedInAt: 1_000,
    skillGroups: [{ id: 7001, name: 'Billing' }],
    enablement: 0,
    ...part,
  };
}

export function callSnapshot(part: Partial<Call> = {}): Call {
  return {
    callId: 'call-1',
    direction: 'inbound',
    type: 'acd',
    consultOf: null,
    connection: 'Alerting',
    parties: [
      { id: 'p1', number: '01314960142', name: 'Aileen Mackay', role: 'customer', state: 'Connected' },
    ],
    dialled: '7001',
    skillGroup: { id: 7001, name: 'Billing' },
    variables: { account: '4410228907' },
    customer: null,
    segments: [],
    offeredAt: 2_000,
    answeredAt: null,
    endedAt: null,
    noAnswerAt: 22_000,
    end: null,
    enablement: 0,
    ...part,
  };
}

export function phoneCallSnapshot(part: Partial<PhoneCall> = {}): PhoneCall {
  return {
    callId: 'call-1',
    direction: 'inbound',
    phase: 'ringing',
    held: false,
    muted: false,
    from: { number: '01314960142', name: 'Aileen Mackay' },
    takesDigits: true,
    ...part,
  };
}
