import { createRoute, z } from '@hono/zod-openapi';
import * as schema from './api-schemas.ts';
import type { ControlledTier } from './control-tier.ts';
import { Problem } from './problem.ts';
import { answers, type ControlApp, jsonBody } from './route-parts.ts';

const tags = ['Contact centre'];

/** Agents, far ends and the state of the system. */
export function addSwitchRoutes(app: ControlApp, tier: ControlledTier): void {
  const { switchControl, events } = tier;
  app.openapi(
    createRoute({
      method: 'get',
      path: '/agents',
      tags,
      summary: 'Every agent as the peripheral knows him',
      responses: answers('The agents', z.object({ agents: z.array(schema.agent).readonly() })),
    }),
    (context) => context.json({ agents: switchControl.agents() }, 200),
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/agents/{id}/state',
      tags,
      summary: "Sets an agent's state, as a supervisor would (reason 999 where none is given)",
      request: { params: z.object({ id: z.string() }), ...jsonBody(schema.setAgentState) },
      responses: answers('Done', schema.done),
    }),
    (context) => {
      const { id } = context.req.valid('param');
      if (!switchControl.agents().some(({ agentId }) => agentId === id)) throw noAgent(id);
      const { state, reasonCode } = context.req.valid('json');
      const after = events.last();
      switchControl.setAgentState(id, state, reasonCode);
      return context.json({ after }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/system-status',
      tags,
      summary: 'Takes a part of the system off line or back: what is left out stays as it is',
      request: jsonBody(schema.setSystemStatus),
      responses: answers('Done', schema.done),
    }),
    (context) => {
      const { ctiServer, centralController, peripheral } = context.req.valid('json');
      const after = events.last();
      switchControl.setSystemStatus({
        ...(ctiServer && { ctiServer }),
        ...(centralController && { centralController }),
        ...(peripheral && { peripheral }),
      });
      return context.json({ after }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/far-ends',
      tags,
      summary: 'Adds an outside number that can be dialled, or changes what happens there',
      request: jsonBody(schema.farEnd),
      responses: answers('Done', schema.done),
    }),
    (context) => {
      const after = events.last();
      switchControl.setFarEnd(context.req.valid('json'));
      return context.json({ after }, 200);
    },
  );
}

export function noAgent(id: string): Problem {
  return new Problem(
    'not-found',
    `The scenario has no agent ${JSON.stringify(id.slice(0, 40))}: see GET /agents.`,
  );
}
