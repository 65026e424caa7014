import * as z from 'zod';
import { serverKinds, sides } from '../servers/server-kind.ts';

export const serverKind = z.enum(serverKinds);
export const side = z.enum(sides);

/** Instants on the wire: milliseconds since 1970 by the server's clock. */
export const instant = z.number().int().nonnegative();

/** The id a client gives a request; the answer carries it back. Unique in one desk's life, so a repeat is known. */
export const requestId = z.string().min(1).max(64);

/**
 * The first message of every server: who it is, so that a stale address is told from a dead server,
 * and what time it is there, so that a PC with a wrong clock counts right.
 */
export const hello = z.object({
  type: z.literal('Hello'),
  kind: serverKind,
  side,
  /** The cluster's id: two servers of one cluster say the same. */
  cluster: z.string().min(1),
  time: instant,
});

/** Asked by the client; a server never begins a heartbeat (GED-188: CTI Server never initiates heartbeats). */
export const heartbeatRequest = z.object({ type: z.literal('HeartbeatRequest'), id: requestId });
export const heartbeatConf = z.object({ type: z.literal('HeartbeatConf'), id: requestId, time: instant });

/** A request was refused. `code` is stable, for programs; `message` names what, where and what to do. */
export const failureConf = z.object({
  type: z.literal('FailureConf'),
  /** Null when what came could not be read far enough to know. */
  id: requestId.nullable(),
  code: z.string().min(1),
  message: z.string().min(1),
  /** What the sentence was made from, by name: agentId, device, since… */
  details: z.record(z.string(), z.string()).optional(),
});
export type FailureConf = z.infer<typeof failureConf>;

/** What every client may send and every server may send, whatever its kind. */
export const commonRequests = [heartbeatRequest] as const;
export const commonAnswers = [hello, heartbeatConf, failureConf] as const;
