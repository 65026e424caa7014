import * as z from 'zod';
import { customerFile } from '../../contract/cti/call.ts';
import { chatMessage, interaction, interactionChannels } from '../../contract/sessions/interaction.ts';
import { domainChannels, domainState } from '../../contract/sessions/media-routing-domain.ts';
import type { ContactPlan } from './contact-plan.ts';
import { eventDetail } from './event-detail.ts';
import { writtenNote } from './written-note.ts';

/** A media routing domain as a scenario sets it up. Voice is never interruptible (seed 001). */
export const routingDomain = z
  .object({
    domainId: z.number().int().positive(),
    name: z.string(),
    channel: z.enum(domainChannels),
    isInterruptible: z.boolean(),
  })
  .readonly();
export type RoutingDomain = z.infer<typeof routingDomain>;

/** What a simulated chat partner does, in order; the times are the contact centre's. */
export const partnerStep = z.discriminatedUnion('does', [
  /** Writes, which takes so long, and sends it. */
  z.object({ does: z.literal('say'), text: z.string(), writesForMs: z.number().nonnegative() }),
  /** Waits until the agent has written so many messages more. */
  z.object({ does: z.literal('await'), messages: z.number().int().positive() }),
  z.object({ does: z.literal('wait'), ms: z.number().nonnegative() }),
  z.object({ does: z.literal('leave') }),
]);
export type PartnerStep = Readonly<z.infer<typeof partnerStep>>;

/** A chat or an action item that comes to the contact centre. */
export const inboundInteraction = z
  .object({
    channel: z.enum(interactionChannels),
    subject: z.string(),
    body: z.string(),
    customerName: z.string(),
    customer: customerFile.nullable(),
    variables: z.record(z.string(), z.string()),
    /** The skill group whose agents it is for, by its name; or one agent, by his ID: then it is direct. */
    to: z.union([z.object({ skillGroup: z.string() }), z.object({ agentId: z.string() })]),
    dueAt: z.number().nullable(),
    /** What its chat partner does; nothing for an action item. */
    script: z.array(partnerStep).readonly(),
  })
  .readonly();
export type InboundInteraction = z.infer<typeof inboundInteraction>;

/**
 * Why the router gave an interaction up (MCA, "Action routing": a request returns an agent or one of these). RONA,
 * REJECT, REROUTE: the tries are used up, and the last one ended so. RESTART: the MediaManager started anew. TIMEOUT: no
 * agent was found in time.
 */
export const routerReasons = ['RONA', 'REJECT', 'REROUTE', 'RESTART', 'TIMEOUT'] as const;

/** An interaction as the contact centre has it, with what QA asks about. */
export const routedInteraction = z
  .object({
    interactionId: z.string(),
    channel: z.enum(interactionChannels),
    subject: z.string(),
    customerName: z.string(),
    /** For whom it came. */
    to: inboundInteraction.unwrap().shape.to,
    phase: z.enum(['queued', 'offered', 'active', 'interrupted', 'wrap-up', 'ended']),
    agentId: z.string().nullable(),
    /** It is offered, and the desk is not told of it (CtiCheckMediaByDirectCall). */
    isHidden: z.boolean(),
    /** How often it was offered, and how often of these it rang out. */
    tries: z.number().int(),
    ronas: z.number().int(),
    /** Why the router gave it up; null where it did not. */
    gaveUp: z.enum(routerReasons).nullable(),
    /** As its agent's desk is told of it; null where no agent has it. */
    view: interaction.nullable(),
    transcript: z.array(chatMessage).readonly(),
    /** What agents wrote about it. */
    completed: z.array(writtenNote).readonly(),
  })
  .readonly();
export type RoutedInteraction = z.infer<typeof routedInteraction>;

/** One message between the CTI server and the MediaManager about an agent (Message Reference v15, p. 3-8). */
export const exchanged = z
  .object({
    number: z.number(),
    at: z.number(),
    /** `AGENT_INTERRUPT_ADVISORY_EVENT`, and its number there: 171. */
    name: z.string(),
    code: z.number(),
    from: z.enum(['cti', 'media-manager']),
    agentId: z.string(),
    interactionId: z.string().nullable(),
    domainId: z.number(),
  })
  .readonly();
export type Exchanged = z.infer<typeof exchanged>;

/** An agent's communication session, for comparing it with what his desk shows. */
export const agentSessions = z
  .object({
    agentId: z.string(),
    desk: z.object({ id: z.string(), name: z.string() }).readonly(),
    channels: z.object({ voice: z.literal([0, 1]), actions: z.number(), chats: z.number() }).readonly(),
    domains: z.array(domainState).readonly(),
    interactions: z.array(interaction).readonly(),
  })
  .readonly();
export type AgentSessions = z.infer<typeof agentSessions>;

export const interactionNews = z
  .object({
    at: z.number(),
    type: z.enum(['interaction', 'chatMessage', 'domains', 'communicationSession', 'exchange']),
    agentId: z.string().exactOptional(),
    interactionId: z.string().exactOptional(),
    detail: eventDetail,
  })
  .readonly();
export type InteractionNews = z.infer<typeof interactionNews>;

/** What the control API asks of media routing and the connector. Refusals are thrown as `ControlRefusal`. */
export interface InteractionControl {
  place(inbound: InboundInteraction): { readonly interactionId: string };
  partnerSays(interactionId: string, text: string): void;
  partnerTypes(interactionId: string, isTyping: boolean): void;
  partnerLeaves(interactionId: string): void;
  /** Newest last; those that are over too, as long as they are remembered. */
  interactions(): readonly RoutedInteraction[];
  interaction(interactionId: string): RoutedInteraction | null;
  /** Of every agent who has a communication session. */
  sessions(): readonly AgentSessions[];
  /** Null where the agent has no communication session. */
  sessionsOf(agentId: string): AgentSessions | null;
  /** What CTI server and MediaManager said to each other, oldest first; the last thousand. */
  exchange(): readonly Exchanged[];
  /** The MediaManager starts anew: what waits in its queue is given up. */
  restartMediaManager(): void;
  /** Closes every session, forgets every interaction, and starts anew from the plan. */
  reset(plan: ContactPlan): void;
  onNews(listener: (news: InteractionNews) => void): () => void;
}
