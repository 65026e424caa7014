import * as z from 'zod';
import { commonAnswers, instant, requestId } from '../wire/common.ts';
import { chatMessage, interaction } from './interaction.ts';
import { domainState } from './media-routing-domain.ts';

/** Every event has a number that grows by one in a communication session at one server: a repeat or a gap shows. */
const sequence = z.number().int().nonnegative();

/** How many messages one TranscriptEvent carries at most: six long chats at once stay under what a server may send. */
export const mostMessagesAtOnce = 200;

/** How many sessions of each channel the connector has logged the agent in for. */
const channelSessions = z.object({
  voice: z.literal([0, 1]),
  actions: z.number().int().min(0).max(6),
  chats: z.number().int().min(0).max(5),
});

/** The session is open: everything that the connector knows of this agent. An interaction that is not in it is gone. */
export const communicationSessionConf = z.object({
  type: z.literal('CommunicationSessionConf'),
  id: requestId,
  sequence,
  time: instant,
  channels: channelSessions,
  /** CtiCheckMediaByDirectCall: whether the desk hides a direct call while other media are active. */
  hidesDirect: z.boolean(),
  domains: z.array(domainState).max(20),
  interactions: z.array(interaction).max(20),
});
export type CommunicationSession = Readonly<z.infer<typeof communicationSessionConf>>;

/** The request was understood and is being carried out; what it changes comes as an event. */
export const requestConf = z.object({ type: z.literal('RequestConf'), id: requestId });

/** An interaction began or changed; it is told whole. */
export const interactionEvent = z.object({
  type: z.literal('InteractionEvent'),
  sequence,
  time: instant,
  interaction,
});

/** What was written in a chat, in order. */
export const transcriptEvent = z.object({
  type: z.literal('TranscriptEvent'),
  sequence,
  time: instant,
  interactionId: z.string().min(1).max(64),
  messages: z.array(chatMessage).min(1).max(mostMessagesAtOnce),
});

/** The agent's media routing domains, all of them. */
export const domainsEvent = z.object({
  type: z.literal('DomainsEvent'),
  sequence,
  time: instant,
  domains: z.array(domainState).max(20),
});

/** The connector has ended the session: another desk opened it, or the agent was logged out. */
export const communicationSessionClosed = z.object({
  type: z.literal('CommunicationSessionClosedEvent'),
  time: instant,
  why: z.string().min(1),
});

/** Codes of FailureConf that the desk has words of its own for. */
export const sessionsFailureCodes = {
  /** details: part, at, expected. */
  badLoginString: 'badLoginString',
  invalidCredentials: 'invalidCredentials',
  /** The login asks for more than a limit allows; details: limit, most, asked. */
  overLimit: 'overLimit',
  /** The connector's settings do not go with this profile; details: key, value, file. */
  misconfigured: 'misconfigured',
  /** No communication session is open on this connection. */
  noSession: 'noSession',
  unknownInteraction: 'unknownInteraction',
  notAllowedNow: 'notAllowedNow',
  badMessage: 'badMessage',
} as const;
export type SessionsFailureCode = keyof typeof sessionsFailureCodes;

export const sessionsAnswer = z.discriminatedUnion('type', [
  ...commonAnswers,
  communicationSessionConf,
  requestConf,
  interactionEvent,
  transcriptEvent,
  domainsEvent,
  communicationSessionClosed,
]);
export type SessionsAnswer = z.infer<typeof sessionsAnswer>;
