import * as z from 'zod';
import type { DeskState } from '../contract/desk/desk-state.ts';

/** What `main/agents.ts` is told, over the channel of Node that it was forked with. */
export const agentsAsked = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('begin'),
    configuration: z.object({ a: z.string(), b: z.string() }),
    profile: z.string(),
    /** One desk each: `agentid;password;device`. */
    loginStrings: z.array(z.string()).min(1),
    /** So many of them log in at once. */
    atOnce: z.number().int().positive(),
    /** The desks' folders are made in it. */
    folder: z.string(),
  }),
  z.object({ type: z.literal('states') }),
  z.object({ type: z.literal('end') }),
]);
export type AgentsAsked = z.infer<typeof agentsAsked>;

/** What it tells. Instants are by this computer's clock, milliseconds since 1970, with fractions. */
export type AgentsTold =
  /** Reads what it is asked. */
  | { readonly type: 'listening' }
  | { readonly type: 'loggedIn'; readonly agentId: string }
  /** A desk that cannot be opened or logged in; the sentence is what its agent would read. */
  | { readonly type: 'refused'; readonly loginString: number; readonly message: string }
  /** A logged-in desk has no CTI server that answers, or has one again and everything that it says of the agent. */
  | { readonly type: 'lost' | 'whole'; readonly agentId: string; readonly at: number }
  | { readonly type: 'states'; readonly desks: readonly DeskState[] };
