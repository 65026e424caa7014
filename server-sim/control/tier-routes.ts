import { createRoute, z } from '@hono/zod-openapi';
import { configuration } from '../../contract/configuration/messages.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import * as schema from './api-schemas.ts';
import type { ControlledTier } from './control-tier.ts';
import { Problem } from './problem.ts';
import { answers, type ControlApp, jsonBody } from './route-parts.ts';

const tags = ['The tier'];

export function addTierRoutes(app: ControlApp, tier: ControlledTier): void {
  addLicences(app, tier);
  addClock(app, tier);
  addConfiguration(app, tier);
  addScenario(app, tier);
}

function addClock(app: ControlApp, { clock, events }: ControlledTier): void {
  const state = () => ({ now: clock.now(), held: clock.isHeld() });
  app.openapi(
    createRoute({
      method: 'get',
      path: '/clock',
      tags,
      summary: "The contact centre's clock: no-answer, wrap-up, queue and desktop loss go by it",
      responses: answers('The clock', schema.clockState),
    }),
    (context) => context.json(state(), 200),
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/clock',
      tags,
      summary: 'Holds the clock, releases it, or advances it: what falls due on the way happens in order',
      request: jsonBody(schema.clockChange),
      responses: answers('The clock afterwards', schema.clockState.extend(schema.done.shape)),
    }),
    (context) => {
      const after = events.last();
      const change = context.req.valid('json');
      if (change.action === 'hold') clock.hold();
      else if (change.action === 'release') clock.release();
      else clock.advance(change.milliseconds);
      events.add({ at: clock.now(), type: 'clock', detail: { action: change.action, held: clock.isHeld() } });
      return context.json({ ...state(), after }, 200);
    },
  );
}

function addLicences(app: ControlApp, { licences }: ControlledTier): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/licences',
      tags,
      summary: 'Who has a seat, of how many, from which licensing server, and how long a lost desk keeps it',
      responses: answers('The licences', schema.licences),
    }),
    (context) => {
      const { seats, graceMs } = licences.plan();
      return context.json({ seats, inUse: licences.inUse(), graceMs, licences: licences.list() }, 200);
    },
  );
}

function addConfiguration(app: ControlApp, tier: ControlledTier): void {
  const cluster = z.object(configuration.shape).openapi('Configuration');
  app.openapi(
    createRoute({
      method: 'get',
      path: '/configuration',
      tags,
      summary: 'What the configuration servers give to desks',
      responses: answers('The configuration', cluster),
    }),
    (context) => context.json(tier.configuration.current(), 200),
  );
  app.openapi(
    createRoute({
      method: 'put',
      path: '/configuration',
      tags,
      summary: 'Replaces the configuration whole: every connected desk is told (GlobalSettingsChangedEvent)',
      request: jsonBody(cluster.omit({ revision: true }).openapi('NewConfiguration')),
      responses: answers('The configuration under its new revision', cluster),
    }),
    (context) => context.json(tier.configuration.replace(context.req.valid('json')), 200),
  );
}

function addScenario(app: ControlApp, tier: ControlledTier): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/scenario',
      tags,
      summary: 'The scenario that is loaded, and which are shipped',
      responses: answers('The scenario', schema.scenarioSummary),
    }),
    async (context) => context.json(summary(tier.scenario(), await tier.scenarioNames()), 200),
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/scenario',
      tags,
      summary:
        'Loads a scenario by its shipped name, its path or its text, and starts the contact centre anew',
      request: jsonBody(schema.loadScenario),
      responses: answers('The scenario', schema.scenarioSummary.extend(schema.done.shape)),
    }),
    async (context) => {
      const after = tier.events.last();
      const loaded = await tier.loadScenario(context.req.valid('json'));
      if (loaded.ok)
        return context.json({ ...summary(loaded.value, await tier.scenarioNames()), after }, 200);
      const { file, errors } = loaded.error;
      const first = errors[0];
      const where = first
        ? `${file}:${first.line}:${first.column}: ${first.path ? `${first.path}: ` : ''}`
        : file;
      throw new Problem('scenario', `${where}${first?.message ?? 'wrong'}. Nothing was changed.`, {
        file,
        errors,
      });
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/reset',
      tags,
      summary: 'As after the start: every server up, no call, nobody logged in, the clock released',
      responses: answers('Done', schema.done),
    }),
    async (context) => {
      const after = tier.events.last();
      await tier.reset();
      return context.json({ after }, 200);
    },
  );
}

function summary({ name, plan, callers }: Scenario, shipped: readonly string[]) {
  return {
    name,
    shipped,
    agents: plan.agents.map(({ agentId, name: agentName }) => ({ agentId, name: agentName })),
    devices: plan.devices.map(({ device }) => device),
    skillGroups: plan.skillGroups.map(({ id, name: groupName, number }) => ({ id, name: groupName, number })),
    callers: callers.map(({ name: callerName, number }) => ({ name: callerName, number })),
  };
}
