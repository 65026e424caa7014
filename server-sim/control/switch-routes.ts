import { createRoute, z } from '@hono/zod-openapi';
import * as schema from './api-schemas.ts';
import type { ControlledTier } from './control-tier.ts';
import { Problem } from './problem.ts';
import { answers, type ControlApp, jsonBody } from './route-parts.ts';

const tags = ['Contact centre'];
const agentParameter = z.object({ id: z.string() });

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
    async (context) => context.json({ agents: await switchControl.agents() }, 200),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/agents/{id}',
      tags,
      summary: 'Everything of an agent that his desk shows too: state, calls, enablement, field by field',
      request: { params: agentParameter },
      responses: answers('The agent', schema.agentView),
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      const view = await switchControl.agent(id);
      if (!view) throw noAgent(id);
      return context.json(view, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/agents/{id}/state',
      tags,
      summary: "Sets an agent's state, as a supervisor would (reason 999 where none is given)",
      request: { params: agentParameter, ...jsonBody(schema.setAgentState) },
      responses: answers('Done', schema.done),
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      if (!(await switchControl.agent(id))) throw noAgent(id);
      const { state, reasonCode } = context.req.valid('json');
      const after = events.last();
      await switchControl.setAgentState(id, state, reasonCode);
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
    async (context) => {
      const { ctiServer, centralController, peripheral } = context.req.valid('json');
      const after = events.last();
      await switchControl.setSystemStatus({
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
    async (context) => {
      const after = events.last();
      await switchControl.setFarEnd(context.req.valid('json'));
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
