import * as z from 'zod';
import { parseAddress } from './address.ts';

/** An address in a message or a file: text of the form `host:port`, `wss://host:port` or `ws://host:port`. */
export const addressText = z.string().superRefine((text, context) => {
  const parsed = parseAddress(text);
  if (!parsed.ok) context.addIssue({ code: 'custom', message: parsed.error.message });
});

/** A pair of servers: A above B, each an address. */
export const serverPair = z.object({ a: addressText, b: addressText });
export type ServerPair = Readonly<z.infer<typeof serverPair>>;
