import * as z from 'zod';

/**
 * Why a desk gives an offer back (seed 001, "Behavior on reject/reroute"). A prefix says who: A the desk by itself, M the
 * agent. `A0`: most HTTP sessions reached. `A1`: most agent sessions reached. `M0`: the agent rejected it.
 */
export const rerouteReasons = ['A0', 'A1', 'M0'] as const;
export const rerouteReason = z.enum(rerouteReasons);
export type RerouteReason = z.infer<typeof rerouteReason>;

/** Whether the agent himself gave it back: then his state stays as it is. Without a reason he did not. */
export function isAgentsOwn(reason: RerouteReason | null): boolean {
  return reason?.startsWith('M') ?? false;
}
