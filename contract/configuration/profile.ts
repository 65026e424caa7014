import * as z from 'zod';
import type { AgentLoginType } from '../login-string/parts.ts';
import { serverPair } from '../servers/address-text.ts';

/**
 * A connection profile: what the agent chooses in the login dialog (seed 004, login step 1). In CTI OS they live
 * under EnterpriseDesktopSettings\All Desktops\Login\ConnectionProfiles\Name.
 */
export const connectionProfile = z.object({
  name: z.string().min(1).max(80),
  site: z.string().max(80),
  peripheralId: z.number().int().positive(),
  cti: serverPair,
  licensing: serverPair,
  sip: serverPair.extend({ domain: z.string().min(1) }),
  /** Which parts a login string has (seed 001, AgentLoginType). */
  agentLoginType: z.literal([0, 1, 2, 5]) satisfies z.ZodType<AgentLoginType>,
  /** The session managers that chats and action items come by; null: there is voice alone. */
  sessions: serverPair.nullable().default(null),
  /**
   * Whether an agent has several interactions at once (seed 001: the check box "Multi-Session" of the Communication
   * Management Software Profile). Without it, one.
   */
  multiSession: z.boolean().default(false),
});
export type ConnectionProfile = Readonly<z.infer<typeof connectionProfile>>;
