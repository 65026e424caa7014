import { loginParts } from '../../contract/login-string/login-parts.ts';
import { parseLoginString } from '../../contract/login-string/parse-login-string.ts';
import type { LoginIdentity, LoginPartName } from '../../contract/login-string/parts.ts';
import { sameAgentName } from '../../contract/login-string/same-agent-name.ts';
import type { SessionsFailureCode } from '../../contract/sessions/answers.ts';
import { type ChannelSessions, channelsAsked } from '../../contract/sessions/channel-sessions.ts';
import type { OpenCommunicationSession } from '../../contract/sessions/requests.ts';
import type { ContactPlan } from '../links/contact-plan.ts';
import { limitExceeded } from './login-limits.ts';

/** Why a login is blocked. The password is in none of it. */
export interface LoginFailure {
  readonly code: SessionsFailureCode;
  readonly message: string;
  readonly details?: Readonly<Record<string, string>>;
}

type PlannedAgent = ContactPlan['agents'][number];

/** The channels that a login is for, or why it is blocked. The connector is the authority (seed 001). */
export function readLogin(
  plan: ContactPlan,
  { agentId, password, loginString, agentLoginType, multiSession }: OpenCommunicationSession,
): ChannelSessions | LoginFailure {
  const { settings, file } = plan.connector;
  const parsed = parseLoginString(loginString, agentLoginType);
  if (!parsed.ok) return badString(parsed.error);
  const agent = plan.agents.find((one) => one.agentId === agentId);
  if (agent?.password !== password) return wrongCredentials(agentId, agent);
  const part = partOfAnother(agent, parsed.value.identity);
  if (part !== null) {
    const at = (loginParts(loginString, agentLoginType).find(({ name }) => name === part)?.start ?? 0) + 1;
    return badString({ part, at, ...ofAnother(part, agentId) });
  }
  if (settings.hidesDirect && multiSession) return hiddenWithMultiSession(file);
  const channels = channelsAsked(parsed.value.media, settings.defaults);
  const exceeded = limitExceeded(channels, settings);
  if (!exceeded) return channels;
  const { limit, most, asked } = exceeded;
  const message = `The connector blocked the login: it asks for ${asked}, and ${limit} allows ${most}. Ask for fewer in the media of the login string, or have ${limit} raised in ${file}`;
  return { code: 'overLimit', message, details: { limit, most: String(most), asked: String(asked) } };
}

interface WrongPart {
  readonly part: LoginPartName;
  readonly at: number;
  readonly title: string;
  readonly message: string;
}

function badString({ part, at, title, message }: WrongPart): LoginFailure {
  const sentence = `The connector refused the login string: ${title}, at character ${at}. ${message}`;
  return {
    code: 'badLoginString',
    message: sentence,
    details: { part, at: String(at), expected: message },
  };
}

function wrongCredentials(agentId: string, agent: PlannedAgent | undefined): LoginFailure {
  const message = agent
    ? `The connector refused the password of agent ${agentId}: type it again, or have it reset`
    : `The connector knows no agent ${agentId}: check the agent ID`;
  return { code: 'invalidCredentials', message, details: { agentId } };
}

/** The first part of the string that is not this agent's; null: all that it says of him is so. */
function partOfAnother(agent: PlannedAgent, identity: LoginIdentity): 'agent' | 'name' | 'password' | null {
  if (identity.by === 'system-user') return null;
  if (identity.by === 'agent-id' && identity.agentId !== agent.agentId) return 'agent';
  if (identity.by === 'agent-name' && !sameAgentName(identity.agentName, agent.name)) return 'name';
  return identity.password === agent.password ? null : 'password';
}

/** What is expected is not quoted: a name or a password that is asked for so would be told to anybody. */
function ofAnother(
  part: 'agent' | 'name' | 'password',
  agentId: string,
): Pick<WrongPart, 'title' | 'message'> {
  const message = `The login is agent ${agentId}'s`;
  switch (part) {
    case 'agent':
      return { title: "The agent ID is another agent's", message: `${message}: write that agent ID.` };
    case 'name':
      return { title: "The agent name is another agent's", message: `${message}: write that agent's name.` };
    case 'password':
      return {
        title: "The password is not the agent's",
        message: `${message}: write that agent's password.`,
      };
  }
}

/** Seed 001: "Must be zero (0) if multi-session on SAP CRM Interaction Center is used!" */
function hiddenWithMultiSession(file: string): LoginFailure {
  const key = 'CtiCheckMediaByDirectCall';
  const message = `The connector refused the login: ${key}=1 in ${file} hides what multi-session shows. Set it to 0, or use a profile without multi-session`;
  return { code: 'misconfigured', message, details: { key, value: '1', file } };
}
