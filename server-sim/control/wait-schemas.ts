import { z } from '@hono/zod-openapi';
import { agentState } from '../../contract/cti/agent.ts';
import { connectionState } from '../../contract/cti/call.ts';
import { chatMessage, interactionChannels } from '../../contract/sessions/interaction.ts';
import { detailValue, eventDetail } from '../links/event-detail.ts';
import { interactionNews, routedInteraction, routerReasons } from '../links/interaction-control.ts';
import { switchEvent } from '../links/switch-control.ts';
import { agent, switchCall } from './api-schemas.ts';
import { tierEventTypes } from './event-log.ts';
import { interaction } from './interaction-schemas.ts';

/** Schemas of what happened, and of waiting for it. */

const eventType = z.enum([
  ...switchEvent.unwrap().shape.type.options,
  ...interactionNews.unwrap().shape.type.options,
  ...tierEventTypes,
]);

export const tierEvent = z
  .object({
    number: z.number().int(),
    at: z.number(),
    type: eventType,
    agentId: z.string().optional(),
    callId: z.string().optional(),
    interactionId: z.string().optional(),
    device: z.string().optional(),
    server: z.string().optional(),
    detail: eventDetail,
  })
  .openapi('Event');

const timeoutMs = z.number().int().min(1).max(120_000).default(10_000);
export const waitRequest = z
  .discriminatedUnion('for', [
    z.strictObject({
      for: z.literal('event'),
      type: eventType.optional(),
      agentId: z.string().optional(),
      callId: z.string().optional(),
      interactionId: z.string().optional(),
      device: z.string().optional(),
      server: z.string().optional(),
      detail: z.record(z.string(), detailValue).optional().describe('Each of these must be equal.'),
      after: z
        .number()
        .int()
        .min(0)
        .optional()
        .describe('Only events after this one; from now on where it is left out.'),
      timeoutMs,
    }),
    z.strictObject({
      for: z.literal('agent'),
      agentId: z.string(),
      state: agentState.optional(),
      reasonCode: z.number().int().nullable().optional(),
      device: z.string().nullable().optional(),
      timeoutMs,
    }),
    z.strictObject({
      for: z.literal('call'),
      callId: z.string().optional(),
      phase: z.enum(['queued', 'offered', 'connected', 'ended']).optional(),
      agentId: z.string().optional().describe('The call is at this agent.'),
      connection: connectionState.optional().describe("That agent's own connection."),
      timeoutMs,
    }),
    z.strictObject({
      for: z.literal('interaction'),
      interactionId: z.string().optional(),
      channel: z.enum(interactionChannels).optional(),
      phase: routedInteraction.unwrap().shape.phase.optional(),
      agentId: z.string().nullable().optional().describe('It is at this agent; null: at none.'),
      gaveUp: z.enum(routerReasons).nullable().optional().describe('Why the router gave it up.'),
      timeoutMs,
    }),
    z.strictObject({
      for: z.literal('chatMessage'),
      interactionId: z.string(),
      from: chatMessage.shape.from.optional(),
      text: z.string().optional().describe('What is in it, in the same letters.'),
      afterMessage: z
        .number()
        .int()
        .min(0)
        .default(0)
        .describe('Only messages of the chat with a higher number.'),
      timeoutMs,
    }),
  ])
  .openapi('Wait');
export type WaitRequest = z.output<typeof waitRequest>;

/** What was waited for; `event` is the last one when a state was. */
export const waitAnswer = z
  .object({
    event: tierEvent.nullable(),
    agent: agent.optional(),
    call: switchCall.optional(),
    interaction: interaction.optional(),
    message: z.object(chatMessage.shape).optional(),
  })
  .openapi('Waited');
