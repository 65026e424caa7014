import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { Draft } from '../../contract/desk/desk-state.ts';
import { fail, ok, type Result } from '../../contract/result.ts';
import type { Log } from '../log/log.ts';
import { type FileFailure, fileFailure } from './file-failure.ts';
import { writeJsonFile } from './json-file.ts';
import { type FolderContent, readFolder } from './json-folder.ts';
import { createLatestById } from './latest-by-id.ts';
import { safeName } from './safe-name.ts';

/** How long what was written in a session is kept after it was closed, milliseconds: 30 days. */
const closedKeptMs = 30 * 24 * 3_600_000;

const storedSession = z.object({
  id: z.string().min(1),
  /** Who opened it: it is his at his next login, and no other's. */
  agentId: z.string().min(1),
  title: z.string(),
  openedAt: z.number(),
});
/** A manual session that is open, as it is on disk. What is written about it is a draft. */
export type StoredManualSession = Readonly<z.infer<typeof storedSession>>;

const closedSession = storedSession.extend({
  /** By this computer's clock. */
  closedAt: z.number(),
  notes: z.string(),
  disposition: z.number().int().nullable(),
});

/** The manual sessions of all agents of this computer: no server has them. */
export interface ManualSessions {
  /** Resolves when it, or a later version of it, is on disk. Never rejects. */
  keep(session: StoredManualSession): Promise<Result<null, FileFailure>>;
  /**
   * It is open no longer. What was written about it goes to the folder `closed`, for 30 days, and the value names the
   * file; null where nothing was.
   */
  close(
    session: StoredManualSession,
    written: Pick<Draft, 'notes' | 'disposition'> | null,
  ): Promise<Result<{ readonly file: string | null }, FileFailure>>;
  /** Those that are open, oldest first; damaged files are set aside and named. Removes what is closed long enough. */
  list(): Promise<FolderContent<StoredManualSession>>;
}

export interface ManualSessionsOptions {
  /** `<userData>/manual-sessions`; made when it is needed. */
  readonly folder: string;
  readonly now: () => number;
  readonly log: Log;
}

type Kept = Result<{ readonly file: string | null }, FileFailure>;

export function createManualSessions({ folder, now, log }: ManualSessionsOptions): ManualSessions {
  const jobs = createLatestById<Kept>();
  const closedFolder = join(folder, 'closed');
  const fileOf = (id: string): string => join(folder, `${safeName(id)}.json`);
  const inOrder = async (id: string, job: () => Promise<Kept>): Promise<Kept> => {
    const outcome = await jobs.run(id, job);
    if (!outcome.ok) log.error(outcome.error.message, { sessionId: id, code: outcome.error.code });
    return outcome;
  };

  /** What was written is in its new place before it is gone from the old: a crash in between opens it once more. */
  const setAside: (...asked: Parameters<ManualSessions['close']>) => Promise<Kept> = async (
    session,
    written,
  ) => {
    const file = written && join(closedFolder, `${safeName(session.id)}.json`);
    if (file !== null) {
      const kept = await writeJsonFile(file, { ...session, closedAt: now(), ...written });
      if (!kept.ok) return kept;
    }
    const removed = await remove(fileOf(session.id));
    return removed.ok ? ok({ file }) : removed;
  };

  const removeLongClosed = async (): Promise<void> => {
    const without = 'It is kept as it is.';
    const { values } = await readFolder(closedFolder, closedSession, ({ closedAt }) => closedAt, {
      now,
      log,
      without,
    });
    for (const { id, closedAt } of values) {
      if (closedAt > now() - closedKeptMs) continue;
      const removed = await remove(join(closedFolder, `${safeName(id)}.json`));
      if (!removed.ok) log.error(removed.error.message, { sessionId: id, code: removed.error.code });
    }
  };

  return {
    keep: async (session) => {
      const kept = await inOrder(session.id, async () => {
        const written = await writeJsonFile(fileOf(session.id), session);
        return written.ok ? ok({ file: fileOf(session.id) }) : written;
      });
      return kept.ok ? ok(null) : kept;
    },
    close: (session, written) => inOrder(session.id, () => setAside(session, written)),
    list: async () => {
      await removeLongClosed();
      return readFolder(folder, storedSession, ({ openedAt }) => openedAt, {
        now,
        log,
        without: 'The session is not opened again; what was written about it is kept.',
      });
    },
  };
}

async function remove(file: string): Promise<Result<null, FileFailure>> {
  try {
    await rm(file, { force: true });
    return ok(null);
  } catch (error) {
    return fail(fileFailure('remove', file, error));
  }
}
