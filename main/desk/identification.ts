import type { AgentRecordKey, ConfigurationAnswer } from '../../contract/configuration/messages.ts';
import type { ConnectionProfile } from '../../contract/configuration/profile.ts';
import type { LoginIdentity } from '../../contract/login-string/parts.ts';
import type { Credentials, LoginMemory } from './attempt.ts';
import { connectedServer } from './connected-server.ts';
import type { Effect } from './effects.ts';
import { deskError, pairDown, type sideFailures } from './errors.ts';
import type { Moment } from './inputs.ts';
import { beginAttempt, loginFailed, stepDeadlineMs } from './login.ts';
import { type DeskModel, type Step, step, withView } from './model.ts';

/** What a string says of an agent that it does not name by his ID. */
type UnknownIdentity = Exclude<LoginIdentity, { by: 'agent-id' }>;

/** A login whose string does not say which agent it is: a configuration server is asked for his record. */
export interface Identifying {
  readonly commandId: string;
  readonly takeOver: boolean;
  readonly profile: ConnectionProfile;
  readonly identity: UnknownIdentity;
  readonly device: string;
  readonly loginString: string;
  readonly memory: LoginMemory;
  /** Of the question: it is put again, under the same id, to each configuration server that answers. */
  readonly requestId: string;
}

/** Asks a configuration server which agent it is; the login goes on with its answer. */
export function identify(model: DeskModel, login: Omit<Identifying, 'requestId'>, moment: Moment): Step {
  const identifying: Identifying = { ...login, requestId: moment.newId() };
  const asked = showIdentifying(model, identifying);
  const timed: Effect = { type: 'startTimer', timer: 'login-step', ms: stepDeadlineMs };
  return step(asked, timed, ...askWhoLogsIn(asked));
}

function recordKey(identity: UnknownIdentity, systemUser: string): AgentRecordKey {
  switch (identity.by) {
    case 'agent-name':
      return { by: 'agent-name', agentName: identity.agentName };
    case 'system-user-with-password':
      return { by: 'system-user', systemUser, withPassword: false };
    case 'system-user':
      return { by: 'system-user', systemUser, withPassword: true };
  }
}

/** Puts the question, where one is open, to the configuration server that is connected. */
export function askWhoLogsIn({ identifying, identity }: DeskModel): readonly Effect[] {
  if (!identifying) return [];
  const id = identifying.requestId;
  const of = recordKey(identifying.identity, identity.systemUser);
  return [{ type: 'askConfiguration', request: { type: 'QueryAgentRecordRequest', id, of } }];
}

/** The record is here: the login goes on as with a string that says it all. */
export function whoLogsIn(
  model: DeskModel,
  answer: Extract<ConfigurationAnswer, { type: 'QueryAgentRecordConf' }>,
): Step {
  const { identifying } = model;
  if (!identifying || identifying.requestId !== answer.id) return step(model);
  const { identity, device, commandId, profile, takeOver, loginString, memory } = identifying;
  const password = identity.by === 'system-user' ? (answer.password ?? '') : identity.password;
  const login: Credentials = { agentId: answer.agentId, password, device };
  const begun = { commandId, profile, takeOver, loginString, memory, login };
  return beginAttempt({ ...model, identifying: null }, begun);
}

/** The configuration server has no such record: said in its words, which name the user. */
export function nobodyLogsIn(
  model: DeskModel,
  failure: Extract<ConfigurationAnswer, { type: 'FailureConf' }>,
  moment: Moment,
): Step {
  const server = connectedServer(model.view.connections.configuration) ?? 'A configuration server';
  const error = {
    ...deskError(`login.${failure.code}`, 'Who you are is not known', failure.message),
    details: { server, ...failure.details },
    remedies: [{ action: 'try-again' } as const],
  };
  return loginFailed(model, error, moment);
}

/** No configuration server is left to be asked. */
export function nobodyToAsk(
  model: DeskModel,
  failures: ReturnType<typeof sideFailures>,
  moment: Moment,
): Step {
  const now =
    'Only they know which agent you are: this profile’s login string has no agent ID. You are still logged out.';
  return loginFailed(model, pairDown('configuration', failures, now), moment);
}

/** Shows that the login waits for the record. */
function showIdentifying(model: DeskModel, identifying: Identifying): DeskModel {
  const { profile } = identifying;
  return {
    ...withView(model, {
      login: {
        phase: 'logging-in',
        step: 'identity',
        profile: profile.name,
        agentId: null,
        waitingFor: 'Waiting for a configuration server to say which agent you are',
      },
    }),
    identifying,
  };
}
