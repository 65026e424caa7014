import * as z from 'zod';

/** Methods of RFC 3261 and those that a phone meets besides; what else a server says is `other`. */
export const sipMethods = [
  'REGISTER',
  'INVITE',
  'ACK',
  'BYE',
  'CANCEL',
  'OPTIONS',
  'INFO',
  'REFER',
  'NOTIFY',
  'SUBSCRIBE',
  'UPDATE',
  'PRACK',
  'MESSAGE',
  'PUBLISH',
  'other',
] as const;

/** One SIP message as the flight recorder is told of it: no body, no credentials. */
export const sipLine = z.object({
  direction: z.enum(['in', 'out']),
  method: z.enum(sipMethods),
  /** Null: a request. */
  status: z.number().int().min(100).max(999).nullable(),
  cseq: z.number().int().nonnegative(),
  /** Call-ID. */
  dialog: z.string().max(256),
  /** The user parts of From and To. */
  from: z.string().max(64),
  to: z.string().max(64),
  /** How many messages before this one were not told, for there were too many at once. */
  leftOut: z.number().int().nonnegative(),
});
export type SipLine = Readonly<z.infer<typeof sipLine>>;
