import * as z from 'zod';
import { duration, text } from './scenario-values.ts';

/** What the CRM knows of somebody, as a scenario writes it. */
export const customer = z.strictObject({
  /** Label and value, in the order to be shown. */
  facts: z.record(z.string(), text).default({}),
  flags: z
    .array(z.strictObject({ text, tone: z.enum(['plain', 'notice']).default('plain') }))
    .max(10)
    .default([]),
  earlierContacts: z
    .array(
      z.strictObject({
        kind: z.enum(['voice', 'chat', 'email', 'action']),
        ago: duration,
        subject: text,
        outcome: text,
      }),
    )
    .max(50)
    .default([]),
});
