import * as z from 'zod';
import type { AgentLoginType } from '../login-string/parts.ts';
import { commonRequests, requestId } from '../wire/common.ts';
import { domainChannels } from './media-routing-domain.ts';
import { rerouteReason } from './reroute-reason.ts';

/**
 * Opens the agent's one communication session (seed 001: "worker session") with the connector, which reads the login
 * string as the authority and blocks a login that is over a limit. Again at each new connection: the same desk goes on
 * where it was. Answered by CommunicationSessionConf, then a TranscriptEvent for each chat that has more messages than
 * this desk has.
 */
export const openCommunicationSession = z.object({
  type: z.literal('OpenCommunicationSessionRequest'),
  id: requestId,
  desk: z.object({ id: z.string().min(1).max(64), name: z.string().max(80) }),
  /** Who logs in: what the string says, or the record that stands in place of its parts. */
  agentId: z.string().min(1).max(32),
  password: z.string().max(128),
  loginString: z.string().max(512),
  agentLoginType: z.literal([0, 1, 2, 5]) satisfies z.ZodType<AgentLoginType>,
  /** The profile's check box. */
  multiSession: z.boolean(),
  /** Of each chat that this desk shows, the number of the last message that it has, by interaction id. */
  has: z.record(z.string().max(64), z.number().int().nonnegative()),
});
export type OpenCommunicationSession = z.infer<typeof openCommunicationSession>;

/** At logout. What is not over goes back to the router. */
export const closeCommunicationSession = z.object({
  type: z.literal('CloseCommunicationSessionRequest'),
  id: requestId,
});

const onInteraction = { id: requestId, interactionId: z.string().min(1).max(64) };

export const acceptOffer = z.object({ type: z.literal('AcceptOfferRequest'), ...onInteraction });

/** The desk gives an offer back. Of a call, `interactionId` is the call's id; it rings on, and no state is changed. */
export const rejectOffer = z.object({
  type: z.literal('RejectOfferRequest'),
  ...onInteraction,
  channel: z.enum(domainChannels),
  /** Null where the desk is not set to say why: counts as not the agent's own. */
  reason: rerouteReason.nullable(),
});

/** Resent until confirmed; the connector ignores an id that it has seen. */
export const sendChatMessage = z.object({
  type: z.literal('SendChatMessageRequest'),
  ...onInteraction,
  text: z.string().min(1).max(10_000),
});
export type SendChatMessage = z.infer<typeof sendChatMessage>;

export const setTyping = z.object({
  type: z.literal('SetTypingRequest'),
  ...onInteraction,
  isTyping: z.boolean(),
});

/** Ends a chat, or says that an action item is done; wrap-up follows where the connector is set so. */
export const endInteraction = z.object({ type: z.literal('EndInteractionRequest'), ...onInteraction });

/** What the agent wrote about it; ends its wrap-up. Resent until confirmed. */
export const completeInteraction = z.object({
  type: z.literal('CompleteInteractionRequest'),
  ...onInteraction,
  disposition: z.number().int().nullable(),
  notes: z.string().max(100_000),
});
export type CompleteInteraction = z.infer<typeof completeInteraction>;

/** What an agent wrote, which must arrive: on his disk before it goes out. */
export const sessionsPost = z.discriminatedUnion('type', [sendChatMessage, completeInteraction]);
export type SessionsPost = z.infer<typeof sessionsPost>;

/** Ready, or not, in one media routing domain alone. */
export const setDomainReady = z.object({
  type: z.literal('SetDomainReadyRequest'),
  id: requestId,
  domainId: z.number().int().positive(),
  isReady: z.boolean(),
});

export const sessionsRequest = z.discriminatedUnion('type', [
  ...commonRequests,
  openCommunicationSession,
  closeCommunicationSession,
  acceptOffer,
  rejectOffer,
  sendChatMessage,
  setTyping,
  endInteraction,
  completeInteraction,
  setDomainReady,
]);
export type SessionsRequest = z.infer<typeof sessionsRequest>;

/** What an agent does with an offer, an interaction or a domain: told once, and carried out once. */
export type InteractionRequest = Extract<
  SessionsRequest,
  { type: 'AcceptOfferRequest' | 'RejectOfferRequest' | 'EndInteractionRequest' | 'SetDomainReadyRequest' }
>;
