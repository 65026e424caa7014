import type { ServerLog } from '../host/server-log.ts';

/** A log that keeps its warnings and errors to be looked at. */
export function createQuietLog(): ServerLog & { readonly lines: readonly string[] } {
  const lines: string[] = [];
  return {
    lines,
    info: () => undefined,
    warn: (message) => void lines.push(`warn ${message}`),
    error: (message) => void lines.push(`error ${message}`),
  };
}
