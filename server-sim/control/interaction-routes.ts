import { createRoute, z } from '@hono/zod-openapi';
import { done } from './api-schemas.ts';
import type { ControlledTier } from './control-tier.ts';
import { inboundChat, inboundItem } from './inbound-interactions.ts';
import * as schema from './interaction-schemas.ts';
import { Problem } from './problem.ts';
import { answers, type ControlApp, jsonBody } from './route-parts.ts';
import { noAgent } from './switch-routes.ts';

const tags = ['Chats and action items'];
const parameter = z.object({
  id: z
    .string()
    .min(1)
    .openapi({ param: { name: 'id', in: 'path' } }),
});
const placed = done.extend({ interactionId: z.string() }).openapi('InteractionPlaced');

/** Chats, action items, who has what, and the MediaManager. */
export function addInteractionRoutes(app: ControlApp, tier: ControlledTier): void {
  addPlacing(app, tier);
  addPartnerActions(app, tier);
  addLooking(app, tier);
  addMediaRouting(app, tier);
}

function addPlacing(app: ControlApp, tier: ControlledTier): void {
  const { interactions, events } = tier;
  app.openapi(
    createRoute({
      method: 'post',
      path: '/chats',
      tags,
      summary: 'Begins a chat: a chat partner of the scenario by name, or one made up here',
      request: jsonBody(schema.placeChat),
      responses: answers('The chat', placed),
    }),
    async (context) => {
      const after = events.last();
      const { interactionId } = await interactions.place(inboundChat(tier, context.req.valid('json')));
      return context.json({ after, interactionId }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/action-items',
      tags,
      summary: 'Brings an action item: one of the scenario by its subject, or one made up here',
      request: jsonBody(schema.placeActionItem),
      responses: answers('The action item', placed),
    }),
    async (context) => {
      const after = events.last();
      const { interactionId } = await interactions.place(inboundItem(tier, context.req.valid('json')));
      return context.json({ after, interactionId }, 200);
    },
  );
}

/** What the partner of a chat does, beside his script. */
function addPartnerActions(app: ControlApp, tier: ControlledTier): void {
  const { interactions, events } = tier;
  app.openapi(
    createRoute({
      method: 'post',
      path: '/chats/{id}/messages',
      tags,
      summary: 'Makes the chat partner say something',
      request: { params: parameter, ...jsonBody(schema.partnerSays) },
      responses: answers('Done', done),
    }),
    async (context) => {
      const after = events.last();
      const id = await knownChat(tier, context.req.valid('param').id);
      await interactions.partnerSays(id, context.req.valid('json').text);
      return context.json({ after }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/chats/{id}/typing',
      tags,
      summary: 'Makes the chat partner type, or stop; a body is needed only for that',
      request: {
        params: parameter,
        body: { content: { 'application/json': { schema: schema.partnerTypes } } },
      },
      responses: answers('Done', done),
    }),
    async (context) => {
      const after = events.last();
      const id = await knownChat(tier, context.req.valid('param').id);
      await interactions.partnerTypes(id, context.req.valid('json').isTyping ?? true);
      return context.json({ after }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/chats/{id}/leave',
      tags,
      summary: 'Makes the chat partner leave',
      request: { params: parameter },
      responses: answers('Done', done),
    }),
    async (context) => {
      const after = events.last();
      await interactions.partnerLeaves(await knownChat(tier, context.req.valid('param').id));
      return context.json({ after }, 200);
    },
  );
}

function addLooking(app: ControlApp, tier: ControlledTier): void {
  const { interactions, switchControl } = tier;
  app.openapi(
    createRoute({
      method: 'get',
      path: '/interactions',
      tags,
      summary:
        'Every chat and action item, newest last: in the queue, at whom, given up why, what was written',
      responses: answers(
        'The interactions',
        z.object({ interactions: z.array(schema.interaction).readonly() }),
      ),
    }),
    async (context) => context.json({ interactions: await interactions.interactions() }, 200),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/interactions/{id}',
      tags,
      summary: 'One chat or action item',
      request: { params: parameter },
      responses: answers('The interaction', schema.interaction),
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      const found = await interactions.interaction(id);
      if (!found) throw noInteraction(id);
      return context.json(found, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/agents/{id}/sessions',
      tags,
      summary:
        "An agent's communication session: his channels, media routing domains, chats and action items",
      request: { params: parameter },
      responses: answers('Null: he has none open', z.object({ sessions: schema.agentSessions.nullable() })),
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      if (!(await switchControl.agent(id))) throw noAgent(id);
      return context.json({ sessions: await interactions.sessionsOf(id) }, 200);
    },
  );
}

function addMediaRouting(app: ControlApp, tier: ControlledTier): void {
  const { interactions, events } = tier;
  app.openapi(
    createRoute({
      method: 'get',
      path: '/media-routing/exchange',
      tags,
      summary:
        'What CTI server and MediaManager said to each other of agents, oldest first; the last thousand',
      responses: answers('The messages', z.object({ exchange: z.array(schema.exchanged).readonly() })),
    }),
    async (context) => context.json({ exchange: await interactions.exchange() }, 200),
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/media-routing/restart',
      tags,
      summary: 'Starts the MediaManager anew: what waits in its queue is given up (RESTART)',
      responses: answers('Done', done),
    }),
    async (context) => {
      const after = events.last();
      await interactions.restartMediaManager();
      return context.json({ after }, 200);
    },
  );
}

async function knownChat({ interactions }: ControlledTier, id: string): Promise<string> {
  const found = await interactions.interaction(id);
  if (!found) throw noInteraction(id);
  if (found.channel === 'chat') return id;
  throw new Problem('refused', `${JSON.stringify(id)} is an action item: nobody writes in it.`);
}

function noInteraction(id: string): Problem {
  return new Problem(
    'not-found',
    `There is no chat or action item ${JSON.stringify(id.slice(0, 64))}: see GET /interactions.`,
  );
}
