import * as z from 'zod';
import type { RecentCall } from '../../contract/desk/desk-state.ts';
import { ok, type Result } from '../../contract/result.ts';
import type { Log } from '../log/log.ts';
import type { FileFailure } from './file-failure.ts';
import { readJsonFile, writeJsonFile } from './json-file.ts';
import { createLatestOnly } from './latest-only.ts';
import { setAside } from './set-aside.ts';

/** How many calls are kept. */
export const mostRecentCalls = 50;

const recentCall: z.ZodType<RecentCall> = z.object({
  callId: z.string().min(1),
  direction: z.enum(['inbound', 'outbound']),
  name: z.string(),
  number: z.string(),
  at: z.number(),
  talkedMs: z.number().nonnegative().nullable(),
  end: z.string(),
  notes: z.enum(['none', 'here', 'sent', 'refused']).default('none'),
});

/** The last calls, newest first, on disk. */
export interface RecentCalls {
  /** Empty where there is no file or it was damaged; that is set aside and named in the log. Never rejects. */
  read(): Promise<readonly RecentCall[]>;
  /** Replaces the list by the first 50 of this one. Resolves when it, or a later one, is on disk. */
  keep(calls: readonly RecentCall[]): Promise<Result<null, FileFailure>>;
}

export interface RecentCallsOptions {
  /** `<userData>/recent-calls.json` */
  readonly file: string;
  readonly now: () => number;
  readonly log: Log;
}

export function createRecentCalls({ file, now, log }: RecentCallsOptions): RecentCalls {
  const writes = createLatestOnly<Result<null, FileFailure>>();
  return {
    read: async () => {
      const read = await readJsonFile(file, z.array(recentCall));
      switch (read.type) {
        case 'value':
          return read.value.slice(0, mostRecentCalls);
        case 'absent':
          return [];
        case 'unreadable':
          log.error(`${read.failure.message} The list of recent calls starts empty.`);
          return [];
        case 'damaged':
          log.error(setAside(file, read.wrong, 'The list of recent calls starts empty.', now()).message);
          return [];
      }
    },
    keep: async (calls) => {
      const written = await writes.run(() => writeJsonFile(file, calls.slice(0, mostRecentCalls)));
      if (!written.ok) log.error(written.error.message, { code: written.error.code });
      return written.ok ? ok(null) : written;
    },
  };
}
