import * as z from 'zod';
import type { Channel } from './channel.ts';

/** Several channels over one, told apart by name. */
export interface SplitChannel {
  /** Both ends open the same names; what comes for one that is not open is reported. */
  open(name: string): Channel;
}

const addressed = z.object({ to: z.string(), message: z.unknown() });

/** @param onStray is told of what no channel takes. */
export function splitChannel(channel: Channel, onStray: (what: string) => void): SplitChannel {
  const listeners = new Map<string, (message: unknown) => void>();
  channel.onMessage((raw) => {
    const parsed = addressed.safeParse(raw);
    const listener = parsed.success ? listeners.get(parsed.data.to) : undefined;
    if (parsed.success && listener) listener(parsed.data.message);
    else onStray(parsed.success ? `a message for "${parsed.data.to}"` : 'a message for nobody');
  });
  return {
    open: (name) => ({
      send: (message) => channel.send({ to: name, message }),
      onMessage: (listener) => void listeners.set(name, listener),
      onClosed: (listener) => channel.onClosed(listener),
      close: () => channel.close(),
    }),
  };
}
