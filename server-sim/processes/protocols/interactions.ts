import * as z from 'zod';
import type { ServerLog } from '../../host/server-log.ts';
import { contactPlan } from '../../links/contact-plan.ts';
import {
  agentSessions,
  exchanged,
  type InteractionControl,
  type InteractionNews,
  inboundInteraction,
  interactionNews,
  routedInteraction,
} from '../../links/interaction-control.ts';
import type { Distant } from '../../links/switch-control.ts';
import type { Channel } from '../link/channel.ts';
import { createLink, nothing } from '../link/link.ts';

const none = z.object({});
const onInteraction = z.object({ interactionId: z.string() });

/** Connector and media routing, as QA asks them. */
export const interactionsProtocol = {
  name: 'interactions',
  client: { calls: {}, news: { happened: interactionNews } },
  server: {
    calls: {
      place: { ask: inboundInteraction, answer: onInteraction.readonly() },
      partnerSays: { ask: onInteraction.extend({ text: z.string() }), answer: nothing },
      partnerTypes: { ask: onInteraction.extend({ isTyping: z.boolean() }), answer: nothing },
      partnerLeaves: { ask: onInteraction, answer: nothing },
      interactions: { ask: none, answer: z.array(routedInteraction).readonly() },
      interaction: { ask: onInteraction, answer: routedInteraction.nullable() },
      sessions: { ask: none, answer: z.array(agentSessions).readonly() },
      sessionsOf: { ask: z.object({ agentId: z.string() }), answer: agentSessions.nullable() },
      exchange: { ask: none, answer: z.array(exchanged).readonly() },
      restartMediaManager: { ask: none, answer: nothing },
      reset: { ask: contactPlan, answer: nothing },
    },
    news: {},
  },
} as const;

/** @param happened is told everything that happens there, in order, before what was asked later is answered. */
export function distantInteractions(
  channel: Channel,
  happened: (news: InteractionNews) => void,
  log: ServerLog,
): Distant<Omit<InteractionControl, 'onNews'>> {
  const { ask } = createLink({
    channel,
    peer: 'the connector',
    own: interactionsProtocol.client,
    other: interactionsProtocol.server,
    handlers: { calls: {}, news: { happened } },
    log,
  });
  return {
    place: (inbound) => ask('place', inbound),
    partnerSays: (interactionId, text) => ask('partnerSays', { interactionId, text }),
    partnerTypes: (interactionId, isTyping) => ask('partnerTypes', { interactionId, isTyping }),
    partnerLeaves: (interactionId) => ask('partnerLeaves', { interactionId }),
    interactions: () => ask('interactions', {}),
    interaction: (interactionId) => ask('interaction', { interactionId }),
    sessions: () => ask('sessions', {}),
    sessionsOf: (agentId) => ask('sessionsOf', { agentId }),
    exchange: () => ask('exchange', {}),
    restartMediaManager: () => ask('restartMediaManager', {}),
    reset: (plan) => ask('reset', plan),
  };
}

/** The tier's control, at connector and media routing. */
export function serveInteractions(channel: Channel, control: InteractionControl, log: ServerLog): void {
  const link = createLink({
    channel,
    peer: 'the tier',
    own: interactionsProtocol.server,
    other: interactionsProtocol.client,
    handlers: {
      calls: {
        place: (inbound) => control.place(inbound),
        partnerSays: ({ interactionId, text }) => control.partnerSays(interactionId, text),
        partnerTypes: ({ interactionId, isTyping }) => control.partnerTypes(interactionId, isTyping),
        partnerLeaves: ({ interactionId }) => control.partnerLeaves(interactionId),
        interactions: () => control.interactions(),
        interaction: ({ interactionId }) => control.interaction(interactionId),
        sessions: () => control.sessions(),
        sessionsOf: ({ agentId }) => control.sessionsOf(agentId),
        exchange: () => control.exchange(),
        restartMediaManager: () => control.restartMediaManager(),
        reset: (plan) => control.reset(plan),
      },
      news: {},
    },
    log,
  });
  control.onNews((news) => link.tell('happened', news));
}
