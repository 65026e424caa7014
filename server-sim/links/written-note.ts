import * as z from 'zod';

/** What an agent wrote about a call, a chat or an action item. */
export const writtenNote = z
  .object({
    agentId: z.string(),
    disposition: z.number().nullable(),
    notes: z.string(),
    at: z.number(),
  })
  .readonly();
