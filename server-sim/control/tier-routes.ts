import { createRoute, z } from '@hono/zod-openapi';
import { configuration } from '../../contract/configuration/messages.ts';
import * as schema from './api-schemas.ts';
import { findGhosts, findLastingGhosts, type Ghost, type KnownLegs } from './consistency.ts';
import type { ControlledTier } from './control-tier.ts';
import { findInteractionGhosts } from './interaction-ghosts.ts';
import { Problem } from './problem.ts';
import { answers, type ControlApp, jsonBody } from './route-parts.ts';

const tags = ['The tier'];

export function addTierRoutes(app: ControlApp, tier: ControlledTier): void {
  addLicences(app, tier);
  addConsistency(app, tier);
  addProcesses(app, tier);
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
    async (context) => {
      const after = events.last();
      const change = context.req.valid('json');
      if (change.action === 'hold') await clock.hold();
      else if (change.action === 'release') await clock.release();
      else await clock.advance(change.milliseconds);
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

function addConsistency(app: ControlApp, tier: ControlledTier): void {
  const withinMs = z.coerce.number().int().min(0).max(60_000).default(1_000);
  const look = async (): Promise<{ readonly legs: KnownLegs; readonly ghosts: readonly Ghost[] }> => {
    const { switchControl, interactions } = tier;
    const [switchLegs, a, b, media, routed, sessions] = await Promise.all([
      switchControl.legs(),
      tier.edgeLegs('A'),
      tier.edgeLegs('B'),
      tier.mediaLegs(),
      interactions.interactions(),
      interactions.sessions(),
    ]);
    const legs = { switchLegs, edges: { 'sip-a': a, 'sip-b': b }, media };
    return { legs, ghosts: [...findGhosts(legs), ...findInteractionGhosts(routed, sessions)] };
  };
  app.openapi(
    createRoute({
      method: 'get',
      path: '/consistency',
      tags,
      summary: 'Ghosts: legs, chats and action items that one place has, and another should have and has not',
      request: { query: z.object({ withinMs }) },
      responses: answers('What is there at every look within that time', schema.consistency),
    }),
    async (context) => {
      const ghosts = await findLastingGhosts(
        async () => (await look()).ghosts,
        context.req.valid('query').withinMs,
      );
      const { legs } = await look();
      const known = { ...legs.edges, media: legs.media };
      const notAsked = Object.entries(known).flatMap(([name, found]) => (found === null ? [name] : []));
      return context.json({ ghosts, notAsked, legs }, 200);
    },
  );
}

function addProcesses(app: ControlApp, tier: ControlledTier): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/processes',
      tags,
      summary: 'The processes of the tier and their memory: one, or one for each server (--processes)',
      responses: answers('The processes', schema.processes),
    }),
    async (context) => context.json({ processes: await tier.processes() }, 200),
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
    (context) => context.json(tier.configuration.current().configuration, 200),
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
    (context) => {
      const { agents } = tier.configuration.current();
      const next = tier.configuration.replace({ configuration: context.req.valid('json'), agents });
      return context.json(next.configuration, 200);
    },
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
    async (context) => context.json(await summary(tier), 200),
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
      if (loaded.ok) return context.json({ ...(await summary(tier)), after }, 200);
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

async function summary(tier: ControlledTier) {
  const { name, plan, callers, contact } = tier.scenario();
  return {
    name,
    shipped: await tier.scenarioNames(),
    sipEdges: tier.sipEdges(),
    agents: plan.agents.map(({ agentId, name: agentName }) => ({ agentId, name: agentName })),
    devices: plan.devices.map(({ device }) => device),
    skillGroups: plan.skillGroups.map(({ id, name: groupName, number }) => ({ id, name: groupName, number })),
    callers: callers.map(({ name: callerName, number }) => ({ name: callerName, number })),
    chatPartners: contact.chatPartners.map(({ name: partner, subject }) => ({ name: partner, subject })),
    actionItems: contact.actionItems.map(({ subject }) => ({ subject })),
  };
}
