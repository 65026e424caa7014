import * as z from 'zod';
import { sipEdges } from '../links/device-control.ts';
import { contactMembers } from './contact-schema.ts';
import { customer } from './customer-schema.ts';
import {
  answering,
  duration,
  homing,
  idling,
  probing,
  silenceLimit,
  telephoneNumber,
  text,
  voice,
  wrapUpMode,
} from './scenario-values.ts';

const code = z.number().int().min(0).max(65_535);
const labelled = z.strictObject({ code, label: text });

const desktop = z.strictObject({
  notReadyReasons: z.array(labelled).max(200),
  logoutReasons: z.array(labelled).max(200),
  dispositions: z.array(labelled).max(200),
  dispositionRequired: z.boolean().default(false),
  screenPop: z
    .strictObject({ template: text, schemes: z.array(z.string().regex(/^[a-z][a-z0-9+.-]*$/)).min(1) })
    .nullable()
    .default(null),
  rejectVoice: z.boolean().default(false),
  heartbeatDeadline: duration.refine((ms) => ms >= 1_000 && ms <= 60_000, 'expected 1 s to 60 s'),
  standbyProbe: probing.optional(),
  homeAfter: homing.optional(),
  standardReplies: z
    .array(z.strictObject({ title: text, text }))
    .max(200)
    .optional(),
  httpSessions: z.number().int().min(2).max(100).optional(),
  rerouteReasons: z.boolean().optional(),
  silenceWarn: silenceLimit.optional(),
  silenceEnd: silenceLimit.optional(),
});

/** A scenario as it is written. Every member is described in `billing.yaml`. */
export const scenarioFile = z.strictObject({
  name: text,
  cluster: z.strictObject({ id: text, name: text, sipDomain: text }),
  connections: z.strictObject({ idleTimeout: idling.default(20_000) }).prefault({}),
  peripheral: z.strictObject({
    id: z.number().int().positive(),
    desktopLostAfter: duration,
    ringback: z.enum(['european', 'north-american']).default('european'),
  }),
  sip: z.strictObject({ edges: sipEdges.default('shared') }).prefault({}),
  licences: z.strictObject({ seats: z.number().int().min(0), grace: duration }),
  skillGroups: z
    .array(
      z.strictObject({
        id: z.number().int().positive(),
        name: text,
        number: telephoneNumber,
        noAnswer: duration,
        wrapUp: duration,
      }),
    )
    .max(1_000),
  agentDeskSettings: z
    .strictObject({
      outgoingWrapUp: wrapUpMode.default('optional'),
      outgoingWrapUpLimit: duration
        .refine((ms) => ms > 0, 'expected more than 0 s; leave it out for a wrap-up without a limit')
        .nullable()
        .default(null),
    })
    .prefault({}),
  agents: z
    .array(
      z.strictObject({
        id: text,
        name: text,
        password: text,
        systemUser: text.nullable().default(null),
        skillGroups: z.array(text),
      }),
    )
    .max(50_000),
  devices: z.array(z.strictObject({ number: telephoneNumber, sipPassword: text })).max(50_000),
  farEnds: z
    .array(z.strictObject({ number: telephoneNumber, name: text, answers: answering, voice }))
    .max(1_000)
    .default([]),
  callers: z
    .array(
      z.strictObject({
        name: text,
        number: telephoneNumber,
        /** A skill group's name or a device's number. */
        calls: text,
        menu: duration.default(0),
        voice,
        variables: z.record(z.string().max(64), text).default({}),
        customer: customer.nullable().default(null),
      }),
    )
    .max(1_000)
    .default([]),
  ...contactMembers,
  desktop,
  profiles: z
    .array(
      z.strictObject({
        name: text,
        site: text,
        agentLoginType: z.literal([0, 1, 2, 5]).nullable().default(null),
        sessions: z.boolean().default(false),
        multiSession: z.boolean().default(false),
      }),
    )
    .max(500),
});
export type ScenarioFile = z.output<typeof scenarioFile>;
