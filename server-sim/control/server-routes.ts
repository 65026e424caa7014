import { createRoute, z } from '@hono/zod-openapi';
import { ctiMisbehaviours } from '../cti-server/misbehaviour.ts';
import type { ServerStatus, ServerUnit } from '../host/server-unit.ts';
import { sipMisbehaviours } from '../sip/misbehaviour.ts';
import { done, serverStatus } from './api-schemas.ts';
import type { ControlledTier } from './control-tier.ts';
import { Problem } from './problem.ts';
import { answers, type ControlApp, jsonBody } from './route-parts.ts';

const tags = ['Servers'];
const named = z.object({ name: z.string().openapi({ example: 'cti-a' }) });
const changed = done.extend({ server: serverStatus }).openapi('ServerChanged');

const plainActions = {
  start: 'Starts a server that is stopped or killed; it remembers nothing of its last life',
  stop: 'Stops a server with a farewell: closing frames 1001',
  kill: 'Kills a server: no farewell, every socket reset, its memory gone',
  freeze: 'Freezes a server: connections are accepted, nothing is answered or done',
  thaw: 'Thaws a frozen server: what waited is processed in order',
  cut: 'Cuts the network to a server: packets vanish, both ends live',
  mend: 'Mends the network: connections that lost something are reset, the others go on',
} as const;
type PlainAction = keyof typeof plainActions;

export function addServerRoutes(app: ControlApp, tier: ControlledTier): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/servers',
      tags,
      summary: 'Every server with its state and address',
      responses: answers('The servers', z.object({ servers: z.array(serverStatus) })),
    }),
    async (context) => {
      const servers = await Promise.all(tier.servers.map(async (server) => server.status()));
      return context.json({ servers }, 200);
    },
  );
  for (const action of Object.keys(plainActions) as PlainAction[]) addPlainAction(app, tier, action);
  addActionsWithBody(app, tier);
  addLog(app, tier);
}

function addPlainAction(app: ControlApp, tier: ControlledTier, action: PlainAction): void {
  app.openapi(
    createRoute({
      method: 'post',
      path: `/servers/{name}/${action}`,
      tags,
      summary: plainActions[action],
      request: { params: named },
      responses: answers('The server afterwards', changed),
    }),
    async (context) => {
      const server = serverNamed(tier, context.req.valid('param').name);
      return context.json(await change(tier, server, () => server[action]()), 200);
    },
  );
}

const slow = z.strictObject({ milliseconds: z.number().min(0).max(60_000).describe('0 ends it.') });
const flap = z.strictObject({ periodMs: z.number().min(50).max(3_600_000) });
const mute = z.strictObject({
  types: z
    .array(z.string().min(1).max(64))
    .max(50)
    .describe(
      'As in the contract, for SIP a method such as REGISTER. SetAgentStateRequest is every state that is asked for, ' +
        'SetAgentStateRequest/Login (or /Ready, /NotReady, /WrapUp) that one alone. An empty list ends it.',
    )
    .openapi({ example: ['GlobalSettingsDownloadRequest'] }),
});

const misbehave = z.strictObject({
  kinds: z
    .array(z.string().min(1).max(64))
    .max(10)
    .describe(
      `For CTI servers any of ${ctiMisbehaviours.join(', ')}; for SIP servers ${sipMisbehaviours.join(', ')}. ` +
        'An empty list ends it.',
    )
    .openapi({ example: ['repeated'] }),
});

/** Actions that say how much, or what. */
function addActionsWithBody(app: ControlApp, tier: ControlledTier): void {
  const action = <Body extends z.ZodType>(name: string, summary: string, body: Body) =>
    createRoute({
      method: 'post',
      path: `/servers/{name}/${name}`,
      tags,
      summary,
      request: { params: named, ...jsonBody(body) },
      responses: answers('The server afterwards', changed),
    });
  const later = 'Slows a server: each message, each way, is late by so many milliseconds';
  app.openapi(action('slow', later, slow), async (context) => {
    const server = serverNamed(tier, context.req.valid('param').name);
    const { milliseconds } = context.req.valid('json');
    return context.json(await change(tier, server, () => server.slow(milliseconds)), 200);
  });
  const silent = 'Makes a server mute to requests of some types: heard and never answered, while all else is';
  app.openapi(action('mute', silent, mute), async (context) => {
    const server = serverNamed(tier, context.req.valid('param').name);
    const { types } = context.req.valid('json');
    return context.json(await change(tier, server, () => server.mute(types)), 200);
  });
  const wrong =
    'Makes a CTI server do something wrong in each session of a desk, or a SIP server in each call, from now on';
  app.openapi(action('misbehave', wrong, misbehave), async (context) => {
    const server = serverNamed(tier, context.req.valid('param').name);
    const { kinds } = context.req.valid('json');
    return context.json(await change(tier, server, () => server.misbehave(kinds)), 200);
  });
  const inTurn =
    'Kills and starts a server in turn, every so many milliseconds, until it is started, stopped or killed';
  app.openapi(action('flap', inTurn, flap), async (context) => {
    const server = serverNamed(tier, context.req.valid('param').name);
    const { periodMs } = context.req.valid('json');
    return context.json(await change(tier, server, () => server.flap(periodMs)), 200);
  });
}

function addLog(app: ControlApp, tier: ControlledTier): void {
  const lines = z.coerce.number().int().min(1).max(2_000).default(100);
  app.openapi(
    createRoute({
      method: 'get',
      path: '/log/{server}',
      tags,
      summary: "The last lines of a server's log, passwords removed; also of control, peripheral and media",
      request: { params: z.object({ server: z.string() }), query: z.object({ lines }) },
      responses: answers('Lines, oldest first', z.object({ lines: z.array(z.string()).readonly() })),
    }),
    (context) => {
      const { server: name } = context.req.valid('param');
      const found = tier.logs.lines(name, context.req.valid('query').lines);
      if (!found) throw new Problem('not-found', `There is no log of ${JSON.stringify(name.slice(0, 60))}.`);
      return context.json({ lines: found }, 200);
    },
  );
}

function serverNamed(tier: ControlledTier, name: string): ServerUnit {
  const server = tier.servers.find((each) => each.name === name);
  if (server) return server;
  const names = tier.servers.map((each) => each.name).join(', ');
  throw new Problem(
    'not-found',
    `There is no server ${JSON.stringify(name.slice(0, 60))}: there are ${names}.`,
  );
}

async function change(
  tier: ControlledTier,
  server: ServerUnit,
  work: () => Promise<void>,
): Promise<{ after: number; server: ServerStatus }> {
  const after = tier.events.last();
  await work();
  return { after, server: await server.status() };
}
