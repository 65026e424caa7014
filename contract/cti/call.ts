import * as z from 'zod';
import { instant } from '../wire/common.ts';

/** Local connection states (CTI protocol, LCS: NULL 0, INITIATE 1, ALERTING 2, CONNECT 3, HOLD 4, QUEUED 5, FAIL 6). */
export const connectionStates = [
  'Initiated',
  'Alerting',
  'Connected',
  'Held',
  'Queued',
  'Failed',
  'Cleared',
] as const;
export const connectionState = z.enum(connectionStates);
export type ConnectionState = z.infer<typeof connectionState>;

/** Who else is in the call. */
export const party = z.object({
  /** Stable while he is in the call. */
  id: z.string().min(1),
  number: z.string(),
  name: z.string(),
  role: z.enum(['customer', 'agent', 'other']),
  state: connectionState,
});
export type Party = Readonly<z.infer<typeof party>>;

/** A stretch of the call's life, for the line in the call's sheet. */
export const callSegment = z.object({
  kind: z.enum(['menu', 'queue', 'alerting', 'talking', 'hold']),
  startedAt: instant,
  endedAt: instant.nullable(),
});
export type CallSegment = Readonly<z.infer<typeof callSegment>>;

/** What the CRM knows of the caller, sent with the call. What has no source is left out. */
export const customerFile = z.object({
  name: z.string(),
  /** Label and value, in the order to be shown: "Plan", "Fixed 24". */
  facts: z.array(z.object({ label: z.string(), value: z.string() })).max(50),
  /** Short remarks beside the name; `notice` is what the agent must not miss. */
  flags: z.array(z.object({ text: z.string(), tone: z.enum(['plain', 'notice']) })).max(10),
  earlierContacts: z
    .array(
      z.object({
        kind: z.enum(['voice', 'chat', 'email', 'action']),
        at: instant,
        subject: z.string(),
        outcome: z.string(),
      }),
    )
    .max(50),
});
export type CustomerFile = Readonly<z.infer<typeof customerFile>>;

/** Why a call ended, in words that tell what happened. */
export const callEnd = z.object({
  cause: z.enum([
    'released-by-agent',
    'released-by-far-end',
    'transferred',
    'no-answer',
    'rejected',
    'busy',
    'unreachable',
    'out-of-service',
    'switch',
  ]),
  message: z.string(),
});
export type CallEnd = Readonly<z.infer<typeof callEnd>>;

/** One call at the agent's device, whole, as the switch knows it. Every call event carries it. */
export const call = z.object({
  /** The switch's id; a softphone finds it in the INVITE as `X-Switchhook-Call`. */
  callId: z.string().min(1),
  direction: z.enum(['inbound', 'outbound']),
  /** `consult` belongs to the call named by `consultOf`. */
  type: z.enum(['acd', 'direct', 'consult', 'conference']),
  consultOf: z.string().nullable(),
  /** The agent's own connection. */
  connection: connectionState,
  parties: z.array(party),
  /** The number dialled by the caller, or by the agent. */
  dialled: z.string(),
  skillGroup: z.object({ id: z.number().int(), name: z.string() }).nullable(),
  variables: z.record(z.string().max(64), z.string().max(4_096)),
  customer: customerFile.nullable(),
  segments: z.array(callSegment),
  /** When the call came to this agent, server's time. */
  offeredAt: instant,
  answeredAt: instant.nullable(),
  endedAt: instant.nullable(),
  /** When the switch takes it back unanswered (RONA), server's time. */
  noAnswerAt: instant.nullable(),
  end: callEnd.nullable(),
  /** What may be done with this call now: bits of `enablement`. */
  enablement: z.number().int().nonnegative(),
});
export type Call = Readonly<z.infer<typeof call>>;
