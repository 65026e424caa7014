import * as z from 'zod';
import { customerFile } from '../cti/call.ts';
import { instant } from '../wire/common.ts';

/** What a session manager brings to the desk. Voice comes by CTI and SIP. */
export const interactionChannels = ['chat', 'action'] as const;

/** Whoever writes in a chat; `system` is the contact centre itself: "Tomasz left the chat". */
export const chatMessage = z.object({
  /** An agent's message has the id of the request that sent it, so that its confirmation and its repeat are known. */
  messageId: z.string().min(1).max(64),
  /** Its place in the chat, from 1, without gaps: what is missing shows. */
  number: z.number().int().positive(),
  from: z.enum(['customer', 'agent', 'system']),
  text: z.string().max(10_000),
  at: instant,
});
export type ChatMessage = Readonly<z.infer<typeof chatMessage>>;

/** Why an interaction is over at this agent, in words that tell what happened. */
export const interactionEnd = z.object({
  cause: z.enum(['agent', 'customer', 'no-answer', 'rejected', 'router']),
  message: z.string().min(1),
});
export type InteractionEnd = Readonly<z.infer<typeof interactionEnd>>;

/**
 * A chat or an action item at one agent, whole but for what was written in it. `offered`: rings until `noAnswerAt`.
 * `interrupted`: the router has given the agent something that may not wait. `wrap-up`: it is over, and its wrap-up
 * is not finished. `ended`: nothing of it is left at the contact centre.
 */
export const interactionPhases = ['offered', 'active', 'interrupted', 'wrap-up', 'ended'] as const;

export const interaction = z.object({
  interactionId: z.string().min(1).max(64),
  channel: z.enum(interactionChannels),
  phase: z.enum(interactionPhases),
  /** What it is about: "Move direct debit date", "Rebill check, J. Adeyemi". */
  subject: z.string().max(200),
  /** An action item's text; empty for a chat. */
  body: z.string().max(20_000),
  /** Who it is with, or about; empty where nobody is named. */
  customerName: z.string().max(200),
  customer: customerFile.nullable(),
  variables: z.record(z.string().max(64), z.string().max(4_096)),
  skillGroup: z.object({ id: z.number().int(), name: z.string() }).nullable(),
  /** Meant for this agent by name, and not routed to him. */
  isDirect: z.boolean(),
  offeredAt: instant,
  answeredAt: instant.nullable(),
  endedAt: instant.nullable(),
  /** When the router takes it back unanswered (RONA); null unless it is offered. */
  noAnswerAt: instant.nullable(),
  /** When wrap-up ends by itself; null outside wrap-up or where it has no limit. */
  wrapUpEndsAt: instant.nullable(),
  /** Until when an action item should be done; null where it does not matter. */
  dueAt: instant.nullable(),
  /** The number of the last message of a chat; 0 before the first. */
  lastMessage: z.number().int().nonnegative(),
  isCustomerTyping: z.boolean(),
  end: interactionEnd.nullable(),
});
export type Interaction = Readonly<z.infer<typeof interaction>>;
