import { createRoute, z } from '@hono/zod-openapi';
import type { AgentSnapshot } from '../../contract/cti/agent.ts';
import type { ChatMessage } from '../../contract/sessions/interaction.ts';
import type { RoutedInteraction } from '../links/interaction-control.ts';
import type { SwitchCall } from '../links/switch-control.ts';
import type { ControlledTier } from './control-tier.ts';
import type { TierEvent } from './event-log.ts';
import { Problem } from './problem.ts';
import { answers, type ControlApp, jsonBody } from './route-parts.ts';
import { tierEvent, type WaitRequest, waitAnswer, waitRequest } from './wait-schemas.ts';
import { waitUntil } from './wait-until.ts';

const tags = ['What happened'];

interface Found {
  readonly event: TierEvent | null;
  readonly agent?: AgentSnapshot;
  readonly call?: SwitchCall;
  readonly interaction?: RoutedInteraction;
  readonly message?: ChatMessage;
}
type Wanted<For extends WaitRequest['for']> = Extract<WaitRequest, { for: For }>;

/** @param closing aborts when the tier closes: nobody is left waiting. */
export function addWaitRoutes(app: ControlApp, tier: ControlledTier, closing: AbortSignal): void {
  const { events } = tier;
  const after = z.coerce.number().int().min(0).default(0);
  app.openapi(
    createRoute({
      method: 'get',
      path: '/events',
      tags,
      summary: 'What happened after an event, oldest first',
      request: { query: z.object({ after }) },
      responses: answers(
        'Events, and the number of the last one there is',
        z.object({ events: z.array(tierEvent).readonly(), last: z.number().int() }),
      ),
    }),
    (context) =>
      context.json({ events: events.after(context.req.valid('query').after), last: events.last() }, 200),
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/wait',
      tags,
      summary: 'Waits for an event, or for an agent or a call to be in a state; answers as soon as it is so',
      request: jsonBody(waitRequest),
      responses: answers('What was waited for', waitAnswer),
    }),
    async (context) => {
      const wanted = context.req.valid('json');
      const outcome = await waitUntil(events, lookFor(tier, wanted), wanted.timeoutMs, [
        closing,
        context.req.raw.signal,
      ]);
      if (outcome.type === 'found') return context.json(outcome.found, 200);
      if (outcome.type === 'ended')
        throw new Problem('closing', 'The tier is closing: nothing more happens here.');
      throw new Problem(
        'deadline',
        `${described(wanted)} did not come about within ${wanted.timeoutMs} ms.`,
        {
          lastEvents: events.after(Math.max(0, events.last() - 5)),
          now: await standing(tier, wanted),
        },
      );
    },
  );
}

function lookFor(tier: ControlledTier, wanted: WaitRequest): () => Found | null | Promise<Found | null> {
  switch (wanted.for) {
    case 'event':
      return eventLook(tier, wanted);
    case 'agent':
      return async () => {
        const agent = (await tier.switchControl.agent(wanted.agentId))?.agent;
        return agent && isAgent(agent, wanted) ? { event: lastEvent(tier), agent } : null;
      };
    case 'call':
      return async () => {
        const call = (await callsMeant(tier, wanted)).find((each) => isCall(each, wanted));
        return call ? { event: lastEvent(tier), call } : null;
      };
    case 'interaction':
      return async () => {
        const found = (await interactionsMeant(tier, wanted)).find((each) => isInteraction(each, wanted));
        return found ? { event: lastEvent(tier), interaction: found } : null;
      };
    case 'chatMessage':
      return async () => {
        const chat = await tier.interactions.interaction(wanted.interactionId);
        const message = chat?.transcript.find((each) => isMessage(each, wanted));
        return message ? { event: lastEvent(tier), message } : null;
      };
  }
}

/** Each event is looked at once. */
function eventLook({ events }: ControlledTier, wanted: Wanted<'event'>): () => Found | null {
  let seen = wanted.after ?? events.last();
  return () => {
    const event = events.after(seen).find((each) => isEvent(each, wanted));
    seen = events.last();
    return event ? { event } : null;
  };
}

function isEvent(event: TierEvent, wanted: Wanted<'event'>): boolean {
  const fits = (['type', 'agentId', 'callId', 'interactionId', 'device', 'server'] as const).every(
    (member) => wanted[member] === undefined || wanted[member] === event[member],
  );
  return fits && Object.entries(wanted.detail ?? {}).every(([name, value]) => event.detail[name] === value);
}

async function callsMeant(
  { switchControl }: ControlledTier,
  { callId }: Wanted<'call'>,
): Promise<readonly SwitchCall[]> {
  if (callId === undefined) return await switchControl.calls();
  const call = await switchControl.call(callId);
  return call ? [call] : [];
}

function isAgent(agent: AgentSnapshot, { state, reasonCode, device }: Wanted<'agent'>): boolean {
  return (
    (state === undefined || agent.state === state) &&
    (reasonCode === undefined || agent.reasonCode === reasonCode) &&
    (device === undefined || agent.device === device)
  );
}

function isCall(call: SwitchCall, { phase, agentId, connection }: Wanted<'call'>): boolean {
  const views = Object.entries(call.views).filter(([id]) => agentId === undefined || id === agentId);
  return (
    (phase === undefined || call.phase === phase) &&
    (agentId === undefined || views.length > 0) &&
    (connection === undefined || views.some(([, view]) => view.connection === connection))
  );
}

async function interactionsMeant(
  { interactions }: ControlledTier,
  { interactionId }: Wanted<'interaction'>,
): Promise<readonly RoutedInteraction[]> {
  if (interactionId === undefined) return await interactions.interactions();
  const found = await interactions.interaction(interactionId);
  return found ? [found] : [];
}

function isInteraction(found: RoutedInteraction, wanted: Wanted<'interaction'>): boolean {
  return (['channel', 'phase', 'agentId', 'gaveUp'] as const).every(
    (member) => wanted[member] === undefined || wanted[member] === found[member],
  );
}

function isMessage(message: ChatMessage, { from, text, afterMessage }: Wanted<'chatMessage'>): boolean {
  return (
    message.number > afterMessage &&
    (from === undefined || message.from === from) &&
    (text === undefined || message.text.includes(text))
  );
}

function lastEvent({ events }: ControlledTier): TierEvent | null {
  return events.after(events.last() - 1).at(-1) ?? null;
}

function described({ timeoutMs, ...wanted }: WaitRequest): string {
  return `The wait for ${JSON.stringify(wanted)}`;
}

/** How it stands instead, for the error. */
async function standing(tier: ControlledTier, wanted: WaitRequest): Promise<unknown> {
  const { switchControl, interactions } = tier;
  switch (wanted.for) {
    case 'agent':
      return (await switchControl.agent(wanted.agentId))?.agent ?? null;
    case 'interaction':
      return (await interactions.interactions()).map(({ interactionId, channel, phase, agentId }) => {
        return { interactionId, channel, phase, agentId };
      });
    case 'chatMessage':
      return (await interactions.interaction(wanted.interactionId))?.transcript ?? null;
    case 'call':
    case 'event':
      return (await switchControl.calls()).map(({ callId, phase, parties }) => ({ callId, phase, parties }));
  }
}
