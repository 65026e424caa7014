import { createRoute, z } from '@hono/zod-openapi';
import type { InboundCall, SoundOf } from '../links/switch-control.ts';
import { callerNamed, callOf } from '../scenarios/scenario.ts';
import * as schema from './api-schemas.ts';
import type { ControlledTier } from './control-tier.ts';
import { Problem } from './problem.ts';
import { answers, type ControlApp, callParameter, jsonBody } from './route-parts.ts';
import { noAgent } from './switch-routes.ts';

const tags = ['Calls'];

export function addCallRoutes(app: ControlApp, tier: ControlledTier): void {
  const { switchControl, events } = tier;
  app.openapi(
    createRoute({
      method: 'get',
      path: '/calls',
      tags,
      summary: 'Every call with its parties, and as each agent in it sees it',
      responses: answers('The calls', z.object({ calls: z.array(schema.switchCall).readonly() })),
    }),
    async (context) => context.json({ calls: await switchControl.calls() }, 200),
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/calls',
      tags,
      summary: 'Places a call: a caller of the scenario by name, or one made up here',
      request: jsonBody(schema.placeCall),
      responses: answers('The call', schema.done.extend({ callId: z.string() }).openapi('Placed')),
    }),
    async (context) => {
      const after = events.last();
      const { callId } = await switchControl.placeCall(inboundCall(tier, context.req.valid('json')));
      return context.json({ after, callId }, 200);
    },
  );
  addFarEndActions(app, tier);
  addSound(app, tier);
  addListening(app, tier);
}

/** What the far end of a call does. */
function addFarEndActions(app: ControlApp, tier: ControlledTier): void {
  const { switchControl, events } = tier;
  const action = <Body extends z.ZodType>(name: string, summary: string, body: Body) =>
    createRoute({
      method: 'post',
      path: `/calls/{id}/${name}`,
      tags,
      summary,
      request: { params: callParameter, ...jsonBody(body) },
      responses: answers('Done', schema.done),
    });
  app.openapi(action('speak', 'Makes the far end say something else', schema.speak), async (context) => {
    const after = events.last();
    const id = await knownCall(tier, context.req.valid('param').id);
    const { voice, party } = context.req.valid('json');
    await switchControl.farEndSpeaks(id, voice, party);
    return context.json({ after }, 200);
  });
  const hangUp = createRoute({
    method: 'post',
    path: '/calls/{id}/hang-up',
    tags,
    summary: 'Makes the far end hang up; a body is needed only to say which',
    request: { params: callParameter, body: { content: { 'application/json': { schema: schema.hangUp } } } },
    responses: answers('Done', schema.done),
  });
  app.openapi(hangUp, async (context) => {
    const after = events.last();
    const id = await knownCall(tier, context.req.valid('param').id);
    await switchControl.farEndHangsUp(id, context.req.valid('json').party ?? null);
    return context.json({ after }, 200);
  });
  app.openapi(
    action('digits', 'Makes the far end send digits (RFC 4733)', schema.digits),
    async (context) => {
      const after = events.last();
      const id = await knownCall(tier, context.req.valid('param').id);
      const { digits, party } = context.req.valid('json');
      await switchControl.farEndSendsDigits(id, digits, party);
      return context.json({ after }, 200);
    },
  );
}

function addSound(app: ControlApp, tier: ControlledTier): void {
  const { switchControl, events } = tier;
  app.openapi(
    createRoute({
      method: 'post',
      path: '/calls/{id}/lose-audio',
      tags,
      summary: "Loses a share of the audio packets of an agent's leg, both ways; 0 ends it",
      request: { params: callParameter, ...jsonBody(schema.loseAudio) },
      responses: answers('Done', schema.done),
    }),
    async (context) => {
      const after = events.last();
      const id = await knownCall(tier, context.req.valid('param').id);
      const { agentId, share } = context.req.valid('json');
      await switchControl.loseAudio(id, agentId, share);
      return context.json({ after }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/calls/{id}/heard',
      tags,
      summary: 'What was heard over the last second: from an agent (?agent=), or by a far end (?number=)',
      request: { params: callParameter, query: whose },
      responses: answers('Null: no sound yet', z.object({ heard: schema.heard.nullable() })),
    }),
    async (context) => {
      const id = await knownCall(tier, context.req.valid('param').id);
      const heard = await switchControl.heard(id, await soundOf(tier, context.req.valid('query')));
      return context.json({ heard }, 200);
    },
  );
}

/** Listening without a break, for holes in what should be continuous. */
function addListening(app: ControlApp, tier: ControlledTier): void {
  const { switchControl, events } = tier;
  app.openapi(
    createRoute({
      method: 'post',
      path: '/calls/{id}/listen',
      tags,
      summary:
        'Listens without a break, from now on, to what comes from an agent, or to what a far end hears',
      request: { params: callParameter, ...jsonBody(schema.listen) },
      responses: answers('Done', schema.done),
    }),
    async (context) => {
      const after = events.last();
      const id = await knownCall(tier, context.req.valid('param').id);
      const { hertz, ...who } = context.req.valid('json');
      await switchControl.listen(id, await soundOf(tier, who), hertz);
      return context.json({ after }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/calls/{id}/listened',
      tags,
      summary: 'The holes in it since then, found in decoded sound, 5 ms by 5 ms',
      request: { params: callParameter, query: whose },
      responses: answers('Null: nobody listens', z.object({ listened: schema.listened.nullable() })),
    }),
    async (context) => {
      const id = await knownCall(tier, context.req.valid('param').id);
      const listened = await switchControl.listened(id, await soundOf(tier, context.req.valid('query')));
      return context.json({ listened }, 200);
    },
  );
}

const whose = z.object({ agent: z.string().optional(), number: z.string().optional() });

async function soundOf(
  { switchControl }: ControlledTier,
  { agent, number }: { readonly agent?: string | undefined; readonly number?: string | undefined },
): Promise<SoundOf> {
  if ((agent === undefined) === (number === undefined)) {
    throw new Problem('invalid', 'Say either agent or number: whose sound is asked for.');
  }
  if (agent === undefined) return { number: plainNumber(number ?? '') };
  if (!(await switchControl.agent(agent))) throw noAgent(agent);
  return { agentId: agent };
}

async function knownCall({ switchControl }: ControlledTier, id: string): Promise<string> {
  if (await switchControl.call(id)) return id;
  throw new Problem('not-found', `There is no call ${JSON.stringify(id.slice(0, 64))}: see GET /calls.`);
}

function inboundCall(tier: ControlledTier, wanted: z.output<typeof schema.placeCall>): InboundCall {
  const base = baseCall(tier, wanted);
  return {
    from: { ...base.from, number: plainNumber(base.from.number) },
    to: plainNumber(wanted.to ?? base.to),
    variables: wanted.variables ?? base.variables,
    customer: wanted.customer === undefined ? base.customer : wanted.customer,
    voice: wanted.voice ?? base.voice,
    menuMs: wanted.menuMs ?? base.menuMs,
  };
}

function baseCall(tier: ControlledTier, wanted: z.output<typeof schema.placeCall>): InboundCall {
  if ('from' in wanted) {
    return {
      from: wanted.from,
      to: wanted.to,
      variables: {},
      customer: null,
      voice: { type: 'music' },
      menuMs: 0,
    };
  }
  const caller = callerNamed(tier.scenario(), wanted.caller);
  if (caller) return callOf(caller, tier.clock.now());
  const names =
    tier
      .scenario()
      .callers.map(({ name }) => name)
      .join(', ') || 'none';
  throw new Problem(
    'not-found',
    `The scenario has no caller ${JSON.stringify(wanted.caller)}: there are ${names}.`,
  );
}

/** A number as it is dialled: blanks, hyphens and brackets are for the reader. */
function plainNumber(written: string): string {
  return written.replaceAll(/[\s()-]/g, '');
}
