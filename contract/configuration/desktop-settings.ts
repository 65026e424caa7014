import * as z from 'zod';

/** A code that an agent chooses and reports count: a reason code or a disposition. */
const labelledCode = z.object({
  code: z.number().int().min(0).max(65_535),
  label: z.string().min(1).max(60),
});
export type LabelledCode = Readonly<z.infer<typeof labelledCode>>;

/**
 * A call's sound is looked at once a second, and a move to the other SIP server may cost more than one of them: what is
 * under 2 s would be no silence. An hour is as good as never.
 */
const silenceLimit = z.union([z.literal(0), z.number().int().min(2_000).max(3_600_000)]);

/** What the cluster says every desktop does (CTI OS: EnterpriseDesktopSettings). */
export const desktopSettings = z.object({
  notReadyReasons: z.array(labelledCode).max(200),
  logoutReasons: z.array(labelledCode).max(200),
  dispositions: z.array(labelledCode).max(200),
  /** Whether the agent must choose a disposition before wrap-up is finished. */
  dispositionRequired: z.boolean(),
  screenPop: z
    .object({
      /** A URL template: `https://crm.example/customers/{account}`; `{name}` is a call variable, URL-encoded. */
      template: z.string().min(1).max(2_000),
      /** Schemes that may be opened, without colon: `https`, `http`, `crm`. */
      schemes: z.array(z.string().regex(/^[a-z][a-z0-9+.-]*$/)).min(1),
    })
    .nullable(),
  /** What an agent may put into a chat with one click. */
  standardReplies: z
    .array(z.object({ title: z.string().min(1).max(60), text: z.string().min(1).max(2_000) }))
    .max(200)
    .optional(),
  /**
   * HTTP sessions of a user at one application server (`icm/HTTP/esid_max_ctx`), of which the communication session
   * takes one: an offer beyond the rest is given back with A0. Absent: 7, which leaves an agent all six.
   */
  httpSessions: z.number().int().min(2).max(100).optional(),
  /** Whether an offer that is given back says why (A0, A1, M0). Absent: it does. */
  rerouteReasons: z.boolean().optional(),
  /** Whether Reject is offered for a ringing call; otherwise it goes back to the queue by RONA alone. */
  rejectVoice: z.boolean(),
  /** Silence after which a server counts as dead, milliseconds. */
  heartbeatDeadlineMs: z.number().int().min(1_000).max(60_000),
  /**
   * How often a desk asks the server of a pair that it does not use whether it lives, milliseconds; 0: never. Absent:
   * every 5 minutes (contract/servers/pair-timing.ts says why).
   */
  standbyProbeMs: z.union([z.literal(0), z.number().int().min(10_000).max(86_400_000)]).optional(),
  /**
   * How long the primary server of a pair must have been seen to live before a desk whose order is primary first comes
   * home to it, milliseconds; 0: never. Absent: 5 minutes.
   */
  homeAfterMs: z.union([z.literal(0), z.number().int().min(1_000).max(86_400_000)]).optional(),
  /** How long a call may bring no sound before the agent is warned, milliseconds; 0: never. Absent: 5 s. */
  silenceWarnMs: silenceLimit.optional(),
  /** How long a call may bring no sound before it is ended, milliseconds; 0: never. Absent: 30 s. */
  silenceEndMs: silenceLimit.optional(),
});
export type DesktopSettings = Readonly<z.infer<typeof desktopSettings>>;
