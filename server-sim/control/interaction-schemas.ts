import { z } from '@hono/zod-openapi';
import { customerFile } from '../../contract/cti/call.ts';
import { chatMessage, interaction as interactionAtDesk } from '../../contract/sessions/interaction.ts';
import { domainState } from '../../contract/sessions/media-routing-domain.ts';
import {
  exchanged as exchangedMessage,
  inboundInteraction,
  partnerStep,
  routedInteraction,
  agentSessions as sessionsOfAgent,
} from '../links/interaction-control.ts';

/** Schemas of chats and action items. What the links and the contract agree on is taken from there. */

const message = z.object(chatMessage.shape).openapi('ChatMessage');
const atDesk = z.object(interactionAtDesk.shape).openapi('InteractionAtDesk');

export const interaction = z
  .object({
    ...routedInteraction.unwrap().shape,
    view: atDesk.nullable().describe('As its agent’s desk is told of it; null where no agent has it.'),
    transcript: z.array(message).readonly(),
  })
  .openapi('Interaction');

export const agentSessions = z
  .object({
    ...sessionsOfAgent.unwrap().shape,
    domains: z.array(z.object(domainState.shape)).readonly(),
    interactions: z.array(atDesk).readonly(),
  })
  .openapi('AgentSessions');

export const exchanged = z.object(exchangedMessage.unwrap().shape).openapi('Exchanged');

const meantFor = inboundInteraction.unwrap().shape.to;
const contents = {
  subject: z.string().max(200).optional(),
  to: meantFor.optional().describe('A skill group by its name, or an agent by his ID: then it is direct.'),
  variables: z.record(z.string().max(64), z.string().max(4_096)).optional(),
  customer: customerFile.nullable().optional(),
};
const made = { ...contents, subject: z.string().min(1).max(200), to: meantFor };
const customerName = z.string().max(200).default('');
const script = z.array(z.union(partnerStep.options)).max(1_000);

/** A chat partner of the scenario by his name, or one made up; what is given replaces what the scenario says. */
export const placeChat = z
  .union([
    z.strictObject({
      partner: z.string().min(1).openapi({ example: 'Tomasz Wrona' }),
      ...contents,
      script: script.optional(),
    }),
    z.strictObject({ ...made, customerName, script: script.default([]) }),
  ])
  .openapi('PlaceChat');
export type PlaceChat = z.output<typeof placeChat>;

const body = z.string().max(20_000);
const dueInMs = z
  .number()
  .int()
  .min(0)
  .max(366 * 86_400_000)
  .nullable();

/** An action item of the scenario by its subject, or one made up; what is given replaces what the scenario says. */
export const placeActionItem = z
  .union([
    z.strictObject({
      item: z.string().min(1).openapi({ example: 'Rebill check, J. Adeyemi' }),
      ...contents,
      body: body.optional(),
      dueInMs: dueInMs.optional(),
    }),
    z.strictObject({ ...made, customerName, body: body.default(''), dueInMs: dueInMs.default(null) }),
  ])
  .openapi('PlaceActionItem');
export type PlaceActionItem = z.output<typeof placeActionItem>;

export const partnerSays = z.strictObject({ text: z.string().min(1).max(10_000) });
export const partnerTypes = z.strictObject({ isTyping: z.boolean().default(true) });
