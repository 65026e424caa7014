import type { AgentSnapshot, ChoosableState } from '../../../contract/cti/agent.ts';
import type { CtiAnswer, SystemStatus } from '../../../contract/cti/answers.ts';
import { call } from './call.ts';
import { failureConf, heartbeatConf, helloFields } from './common.ts';
import { agentId, choice, device, figure, identifier, label, secret, text } from './leaf-rules.ts';
import { fields, list, nullable, optional, type Rule, variants } from './rules.ts';

export const choosableState: Rule<ChoosableState> = variants<ChoosableState, 'state'>('state', {
  Ready: {},
  NotReady: { reasonCode: nullable(figure) },
  WrapUp: {},
});

const agent: Rule<AgentSnapshot> = fields<AgentSnapshot>({
  agentId,
  name: text,
  device: nullable(device),
  state: choice(),
  reasonCode: nullable(figure),
  since: figure,
  next: nullable(choosableState),
  wrapUpEndsAt: nullable(figure),
  wrapUpLimitMs: nullable(figure),
  loggedInAt: nullable(figure),
  skillGroups: list(fields({ id: figure, name: label })),
  enablement: figure,
});

const status: Rule<SystemStatus> = fields<SystemStatus>({
  ctiServer: choice(),
  centralController: choice(),
  peripheral: choice(),
});

/** What CTI servers say. */
export const ctiAnswer: Rule<CtiAnswer> = variants<CtiAnswer, 'type'>('type', {
  Hello: helloFields,
  HeartbeatConf: heartbeatConf,
  FailureConf: failureConf,
  SetAgentModeEvent: { sequence: figure, time: figure, peripheralId: figure, status },
  QueryAgentStateConf: {
    time: figure,
    agentId,
    state: choice(),
    loggedInElsewhere: nullable(fields({ desk: label, device, since: figure })),
  },
  SystemEvent: { sequence: figure, time: figure, status },
  RequestConf: { id: identifier, callId: optional(identifier) },
  AgentStateEvent: { sequence: figure, time: figure, agent },
  SnapshotDeviceConf: {
    time: figure,
    device,
    // The user is the device's number again, by its name.
    sip: nullable(fields({ user: device, password: secret })),
    callIds: list(identifier),
  },
  SnapshotCallsConf: { sequence: figure, time: figure, calls: list(call) },
  CallEvent: { sequence: figure, time: figure, event: choice(), call, cause: optional(choice()) },
  DisplacedEvent: { time: figure, by: fields({ desk: label, device }) },
});
