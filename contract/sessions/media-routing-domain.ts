import * as z from 'zod';

/** Which of an agent's channels a media routing domain is. */
export const domainChannels = ['voice', 'chat', 'action'] as const;

/**
 * An agent in one media routing domain (CCE: MRD), as the router has him. `isReady` is what he, or the contact centre,
 * has set: whether more may be routed to him there. `state` is what he does in it (CTI Server Message Reference v15,
 * agent states of a non-voice MRD).
 */
export const domainState = z.object({
  domainId: z.number().int().positive(),
  /** "Cisco_Voice", "Chat". */
  name: z.string().min(1).max(80),
  channel: z.enum(domainChannels),
  isInterruptible: z.boolean(),
  isReady: z.boolean(),
  state: z.enum(['NotReady', 'Ready', 'Reserved', 'Active', 'Interrupted', 'WorkReady']),
  /** Why he is not ready here, a reason code; null where none was given, and where he is ready. */
  reasonCode: z.number().int().nullable(),
  /** Of his sessions of this channel, those in use; and how many he is logged in for. */
  inUse: z.number().int().nonnegative(),
  most: z.number().int().nonnegative(),
});
export type DomainState = Readonly<z.infer<typeof domainState>>;
