import * as z from 'zod';
import { commonAnswers, commonRequests, instant, requestId } from '../wire/common.ts';

/** A seat is asked for before CTI login and given back at logout (CAD: licence and resource manager, port 3000). */
export const acquireLicence = z.object({
  type: z.literal('AcquireLicenceRequest'),
  id: requestId,
  agentId: z.string().min(1),
  /** The desk's own id, so that a desk that comes back gets its own seat. */
  desk: z.string().min(1),
});

export const licenceConf = z.object({
  type: z.literal('AcquireLicenceConf'),
  id: requestId,
  licence: z.string().min(1),
  seats: z.number().int().nonnegative(),
  inUse: z.number().int().nonnegative(),
  /** How long the seat is kept for a desk that lost its licensing server, milliseconds. */
  graceMs: z.number().int().nonnegative(),
  time: instant,
});

export const releaseLicence = z.object({
  type: z.literal('ReleaseLicenceRequest'),
  id: requestId,
  licence: z.string().min(1),
});
export const releaseConf = z.object({ type: z.literal('ReleaseLicenceConf'), id: requestId });

/** Codes of FailureConf: `noSeat` (details: seats, inUse), `unknownLicence`. */
export const licensingRequest = z.discriminatedUnion('type', [
  ...commonRequests,
  acquireLicence,
  releaseLicence,
]);
export type LicensingRequest = z.infer<typeof licensingRequest>;

export const licensingAnswer = z.discriminatedUnion('type', [...commonAnswers, licenceConf, releaseConf]);
export type LicensingAnswer = z.infer<typeof licensingAnswer>;
