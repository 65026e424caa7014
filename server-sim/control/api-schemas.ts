import { z } from '@hono/zod-openapi';
import { agentSnapshot } from '../../contract/cti/agent.ts';
import { systemStatus } from '../../contract/cti/answers.ts';
import { call, customerFile } from '../../contract/cti/call.ts';
import { serverStatus as serverUnitStatus } from '../host/server-unit.ts';
import { edgeLeg, sipEdges } from '../links/device-control.ts';
import { heard as heardSound, listened as listenedSound, mediaLeg } from '../links/media-control.ts';
import {
  switchCall as callOfSwitch,
  agentView as switchAgentView,
  switchLeg,
} from '../links/switch-control.ts';
import { legGhostKinds } from './consistency.ts';
import { interactionGhostKinds } from './interaction-ghosts.ts';

/** Schemas of the control API. What both ends of the desk's own wires agree on is taken from the contract. */

const number = z.string().min(1).max(40);
const milliseconds = z.number().int().min(0);

export const problem = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string().describe('A sentence that names what, where and what to do.'),
  })
  .openapi('Problem');

export const serverStatus = z
  .object({
    ...serverUnitStatus.shape,
    name: z.string().openapi({ example: 'cti-a' }),
    pid: z
      .number()
      .int()
      .nullable()
      .describe('The process it runs in; null while it is down and had its own.'),
    muteTo: z.array(z.string()).readonly().describe('Types of requests that it never answers.'),
    misbehaves: z.array(z.string()).readonly().describe('What it does wrong.'),
  })
  .openapi('Server');

export const licences = z
  .object({
    seats: z.number().int().describe('How many the cluster has.'),
    inUse: z.number().int(),
    graceMs: z.number().int().describe('How long a seat is kept for a desk whose connection was lost.'),
    licences: z
      .array(
        z.object({
          licence: z.string(),
          agentId: z.string(),
          desk: z.string().describe("The desk's own id."),
          side: z.enum(['A', 'B']).describe('The licensing server that gave it last.'),
          since: z.number(),
          graceEndsAt: z
            .number()
            .nullable()
            .describe("Until when it is kept, this computer's clock; null while its desk is connected."),
        }),
      )
      .readonly(),
  })
  .openapi('Licences');

export const voice = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('silence') }),
    z.object({ type: z.literal('tone'), hertz: z.number().min(100).max(3_400) }),
    z.object({ type: z.literal('music') }),
    z.object({
      type: z.literal('file'),
      path: z.string().min(1).describe("A WAV file on the tier's computer."),
    }),
  ])
  .openapi('Voice');

export const heard = z.object(heardSound.unwrap().shape).openapi('Heard');
export const listened = z.object(listenedSound.unwrap().shape).openapi('Listened');

/** The contract's schemas are older than this module's extension of zod, so a name is given to a copy. */
export const agent = z.object(agentSnapshot.shape).openapi('Agent');
const callView = z.object(call.shape).openapi('CallView');

export const agentView = z
  .object({
    ...switchAgentView.unwrap().shape,
    agent,
    calls: z.array(callView).readonly(),
    endedCalls: z.array(callView).readonly().describe('His last ten that ended.'),
  })
  .openapi('AgentView');

export const switchCall = z
  .object({ ...callOfSwitch.unwrap().shape, views: z.record(z.string(), callView).readonly() })
  .openapi('Call');

const legGhost = z.object({
  kind: z.enum(legGhostKinds),
  legId: z.string(),
  at: z.string().describe('Where it is known: sip-a, sip-b, media, peripheral.'),
  device: z.string().nullable(),
  callId: z.string().nullable(),
});
const interactionGhost = z.object({
  kind: z.enum(interactionGhostKinds),
  interactionId: z.string(),
  at: z.string().describe('Where it is known: connector, media-routing.'),
  agentId: z.string(),
});
const ghost = z.union([legGhost, interactionGhost]).openapi('Ghost');
const legsOfEdge = z.array(edgeLeg).readonly().nullable();
export const consistency = z
  .object({
    ghosts: z.array(ghost).readonly(),
    notAsked: z.array(z.string()).describe('Frozen servers: what they have in hand is not known.'),
    legs: z.object({
      switchLegs: z.array(switchLeg).readonly(),
      edges: z.object({ 'sip-a': legsOfEdge, 'sip-b': legsOfEdge }),
      media: z.array(mediaLeg).readonly().nullable(),
    }),
  })
  .openapi('Consistency');

export const processes = z
  .object({
    processes: z
      .array(
        z.object({
          name: z.string(),
          pid: z.number().int(),
          memoryMiB: z.number().nullable().describe('What is resident; null of one that is frozen.'),
        }),
      )
      .readonly(),
  })
  .openapi('Processes');

/** Every answer to something done says which event came last before it, so that a wait misses nothing. */
export const done = z
  .object({
    after: z.number().int().describe('The last event before this was done: give it to /wait as `after`.'),
  })
  .openapi('Done');

const contents = {
  to: number.optional().describe("A skill group's number, or a device's."),
  variables: z.record(z.string().max(64), z.string().max(4_096)).optional(),
  customer: customerFile.nullable().optional(),
  voice: voice.optional(),
  menuMs: milliseconds.max(86_400_000).optional(),
};
/** A caller of the scenario by his name, or one made up; what is given replaces what the scenario says. */
export const placeCall = z
  .union([
    z.strictObject({ caller: z.string().min(1).openapi({ example: 'Aileen Mackay' }), ...contents }),
    z.strictObject({
      from: z.strictObject({ number, name: z.string().max(80).default('') }),
      ...contents,
      to: number.describe("A skill group's number, or a device's."),
    }),
  ])
  .openapi('PlaceCall');

const party = number.nullable().default(null).describe('Its number, where a call has several far ends.');
export const speak = z.strictObject({ voice, party });
export const digits = z.strictObject({ digits: z.string().regex(/^[0-9*#A-Da-d]{1,32}$/), party });
export const hangUp = z.strictObject({ party });
/** `agent`: what comes from him; `number`: what that far end hears. */
export const listen = z.strictObject({
  agent: z.string().optional(),
  number: z.string().optional(),
  hertz: z
    .number()
    .min(100)
    .max(3_400)
    .nullable()
    .default(null)
    .describe('The tone that is expected; null: any sound.'),
});
export const loseAudio = z.strictObject({ agentId: z.string(), share: z.number().min(0).max(1) });

export const setAgentState = z.strictObject({
  state: z.enum(['Ready', 'NotReady', 'LoggedOut']),
  reasonCode: z.number().int().min(0).max(65_535).nullable().default(null),
});
export const setSystemStatus = z.strictObject(systemStatus.shape).partial();

export const farEnd = z
  .strictObject({
    number,
    name: z.string().max(80),
    answers: z.union([milliseconds, z.enum(['busy', 'unreachable', 'never'])]),
    voice,
  })
  .openapi('FarEnd');

export const clockState = z.object({ now: z.number(), held: z.boolean() }).openapi('Clock');
export const clockChange = z
  .discriminatedUnion('action', [
    z.strictObject({ action: z.literal('hold') }),
    z.strictObject({ action: z.literal('release') }),
    z.strictObject({ action: z.literal('advance'), milliseconds: milliseconds.max(31 * 86_400_000) }),
  ])
  .openapi('ClockChange');

export const loadScenario = z
  .union([
    z.strictObject({ name: z.string().min(1).describe('A shipped scenario, or the path of a file.') }),
    z.strictObject({ yaml: z.string().min(1).max(4_000_000) }),
  ])
  .openapi('LoadScenario');
export const scenarioSummary = z
  .object({
    name: z.string(),
    shipped: z.array(z.string()).readonly(),
    sipEdges: sipEdges.describe("Whether either SIP edge can go on with the other's dialogs."),
    agents: z.array(z.object({ agentId: z.string(), name: z.string() })).readonly(),
    devices: z.array(z.string()).readonly(),
    skillGroups: z.array(z.object({ id: z.number(), name: z.string(), number: z.string() })).readonly(),
    callers: z.array(z.object({ name: z.string(), number: z.string() })).readonly(),
    chatPartners: z.array(z.object({ name: z.string(), subject: z.string() })).readonly(),
    actionItems: z.array(z.object({ subject: z.string() })).readonly(),
  })
  .openapi('Scenario');
