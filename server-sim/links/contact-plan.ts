import * as z from 'zod';
import type { ConnectorSettings } from '../connector/connector-settings.ts';
import type { MediaManagerSettings } from '../media-routing/media-manager-settings.ts';
import { routingDomain } from './interaction-control.ts';

const count = z.number().int();
const milliseconds = z.number();

const connectorSettings: z.ZodType<ConnectorSettings> = z.object({
  most: z.object({ sessions: count, actions: count, chats: count }),
  defaults: z.object({ actions: count, chats: count }),
  chatWrapUp: z.enum(['last', 'each']),
  hidesDirect: z.boolean(),
  loginType: z.literal([0, 1, 2, 5]),
  tries: z.object({ afterRona: count, all: count }),
  ronaMs: z.object({ chat: milliseconds, mail: milliseconds, other: milliseconds }),
});

const mediaManagerSettings: z.ZodType<MediaManagerSettings> = z.object({
  onInterrupt: z.literal([-1, 0, 1, 2]),
  wrapUpMs: milliseconds.nullable(),
});

/** What connector and media routing begin with: what two INI files say, and whom there is to be routed to. */
export const contactPlan = z
  .object({
    /** `file` is its name, for sentences that say what to change. */
    connector: z.object({ file: z.string(), settings: connectorSettings }).readonly(),
    mediaManager: z.object({ file: z.string(), settings: mediaManagerSettings }).readonly(),
    /** What was wrong in either file, a sentence each: logged when the plan is taken up. */
    warnings: z.array(z.string()).readonly(),
    domains: z.array(routingDomain).readonly(),
    agents: z
      .array(z.object({ agentId: z.string(), name: z.string(), password: z.string() }).readonly())
      .readonly(),
    /** `members` are agent IDs. */
    skillGroups: z
      .array(
        z.object({ id: z.number(), name: z.string(), members: z.array(z.string()).readonly() }).readonly(),
      )
      .readonly(),
    /** How long an interaction waits for an agent before it is given up (TIMEOUT), milliseconds; null: for ever. */
    longestWaitMs: milliseconds.nullable(),
  })
  .readonly();
export type ContactPlan = z.infer<typeof contactPlan>;
