import * as z from 'zod';
import { side } from '../../../contract/wire/common.ts';
import { clockSetting } from '../../control/clock.ts';
import { serverStatus } from '../../host/server-unit.ts';
import { tlsIdentity } from '../../host/tls-identity.ts';
import { contactPlan } from '../../links/contact-plan.ts';
import { edgeLeg, sipEdges } from '../../links/device-control.ts';
import { mediaLeg } from '../../links/media-control.ts';
import { switchPlan } from '../../links/switch-control.ts';
import { nothing } from '../link/link.ts';

/** What a process is to be. */
export const serverRoles = [
  'configuration',
  'licensing',
  'cti',
  'sip',
  'sessions',
  'peripheral',
  'media',
] as const;
export type ServerRole = (typeof serverRoles)[number];

/** What a server's process is told first: enough to take its ports. */
export const preparation = z
  .object({
    /** `cti-a`; also its log's name. */
    name: z.string(),
    role: z.enum(serverRoles),
    side: side.nullable(),
    host: z.string(),
    /** 0: a free one. */
    port: z.number().int(),
    /** Where desks are spoken with by TLS. */
    tls: tlsIdentity.nullable(),
    /** Shown by the tier's servers to each other. */
    secret: z.string(),
    /** The steady time of all processes (`steadySince`), and how the contact centre's clock stands to it. */
    originMs: z.number(),
    clock: clockSetting,
  })
  .readonly();
export type Preparation = z.infer<typeof preparation>;

/** Where it listens: for desks, and for links of other servers. */
export const prepared = z
  .object({ port: z.number().int().nullable(), linkPort: z.number().int().nullable() })
  .readonly();
export type Prepared = z.infer<typeof prepared>;

/** What a server knows of the tier around it; it may change while it runs. */
export const surroundings = z
  .object({
    cluster: z.string(),
    /** How long a client may be silent until it is let go; 0: for ever. */
    idleTimeoutMs: z.number(),
    sip: z
      .object({
        domain: z.string(),
        /** Of each device, for digest authentication. */
        passwords: z.record(z.string(), z.string()).readonly(),
        edges: sipEdges,
      })
      .readonly()
      .nullable(),
    /** The switch begins with it; later ones come by its own link. */
    plan: switchPlan.nullable(),
    /** The same for connector and media routing, which are in the switch's process. */
    contactPlan: contactPlan.nullable(),
    switchPort: z.number().int().nullable(),
    mediaPort: z.number().int().nullable(),
  })
  .readonly();
export type Surroundings = z.infer<typeof surroundings>;

const none = z.object({});
const done = { ask: none, answer: nothing };

/** A server's process and the tier that started it. */
export const serverProtocol = {
  name: 'server',
  client: { calls: {}, news: { changed: serverStatus } },
  server: {
    calls: {
      prepare: { ask: preparation, answer: prepared },
      serve: { ask: surroundings, answer: nothing },
      learn: { ask: surroundings, answer: nothing },
      setClock: { ask: clockSetting, answer: nothing },
      status: { ask: none, answer: serverStatus },
      start: done,
      stop: done,
      recover: done,
      cut: done,
      mend: done,
      slow: { ask: z.object({ ms: z.number() }), answer: nothing },
      flap: { ask: z.object({ ms: z.number() }), answer: nothing },
      mute: { ask: z.object({ types: z.array(z.string()).readonly() }), answer: nothing },
      misbehave: { ask: z.object({ kinds: z.array(z.string()).readonly() }), answer: nothing },
      edgeLegs: { ask: none, answer: z.array(edgeLeg).readonly() },
      mediaLegs: { ask: none, answer: z.array(mediaLeg).readonly() },
      /** Its memory, MiB: what is resident. */
      memory: { ask: none, answer: z.number() },
    },
    news: {
      /** Its siblings that are frozen now. Whoever is left when the tier is gone ends them. */
      frozen: z.object({ pids: z.array(z.number().int()).readonly() }),
    },
  },
} as const;
