import * as z from 'zod';
import { instant } from '../wire/common.ts';

/**
 * Agent states (Message Reference v15, p. 6-18; CTI OS AgentState). `WrapUp` stands for WorkReady and
 * WorkNotReady: which of the two is in `next`. `Ready` is Cisco's Available.
 */
export const agentStates = [
  'LoggedOut',
  'NotReady',
  'Ready',
  'Reserved',
  'Talking',
  'Hold',
  'WrapUp',
] as const;
export const agentState = z.enum(agentStates);
export type AgentState = z.infer<typeof agentState>;

/** A state that an agent may choose for himself; in a call it becomes what comes next. */
export const choosableState = z.discriminatedUnion('state', [
  z.object({ state: z.literal('Ready') }),
  z.object({ state: z.literal('NotReady'), reasonCode: z.number().int().min(0).max(65_535).nullable() }),
  z.object({ state: z.literal('WrapUp') }),
]);
export type ChoosableState = Readonly<z.infer<typeof choosableState>>;

/** The agent as the peripheral knows him, whole: every event carries it, so nothing is pieced together. */
export const agentSnapshot = z.object({
  agentId: z.string().min(1),
  name: z.string(),
  device: z.string().nullable(),
  state: agentState,
  /** Why Not Ready or Logged Out; null where no reason was given. */
  reasonCode: z.number().int().nullable(),
  /** When this state began, server's time. */
  since: instant,
  /** What comes after this call or this wrap-up; null where nothing is to come. */
  next: choosableState.nullable(),
  /** When wrap-up ends by itself, server's time; null outside wrap-up or where it has no limit. */
  wrapUpEndsAt: instant.nullable(),
  /** In a call: how long its wrap-up would last at most, milliseconds; null where it has no limit, and outside calls. */
  wrapUpLimitMs: z.number().int().positive().nullable(),
  loggedInAt: instant.nullable(),
  skillGroups: z.array(z.object({ id: z.number().int(), name: z.string() })),
  /** What the agent may do now: bits of `enablement`. */
  enablement: z.number().int().nonnegative(),
});
export type AgentSnapshot = Readonly<z.infer<typeof agentSnapshot>>;
