import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { fail, ok, type Result } from '../../contract/result.ts';
import type { Log } from '../log/log.ts';
import { type FileFailure, fileFailure } from './file-failure.ts';
import { writeJsonFile } from './json-file.ts';
import { type FolderContent, readFolder } from './json-folder.ts';
import { createLatestById } from './latest-by-id.ts';
import { safeName } from './safe-name.ts';

const storedDraft = z.object({
  sessionId: z.string().min(1),
  /** Who wrote it: another agent on the same computer does not see it. */
  agentId: z.string().min(1),
  /** Of what it is. Files of before there were others are of calls. */
  kind: z.enum(['voice', 'chat', 'action', 'manual']).default('voice'),
  notes: z.string(),
  disposition: z.number().int().nullable(),
  /** What was being written in a chat, and was not sent. */
  reply: z.string().default(''),
  /** When it was put on disk, by this computer's clock. */
  savedAt: z.number(),
});
/** What an agent wrote about a session, as it is on disk. */
export type StoredDraft = Readonly<z.infer<typeof storedDraft>>;

/** What of a draft its writer knows. */
export type WrittenDraft = Omit<StoredDraft, 'sessionId' | 'savedAt'>;

/** Notes, dispositions and replies, on disk as they are typed. */
export interface Drafts {
  /**
   * Resolves when this, or something written later about the same session, is on disk, with the time. Writes of one
   * session keep their order. Never rejects.
   */
  save(sessionId: string, draft: WrittenDraft): Promise<Result<StoredDraft, FileFailure>>;
  /** The server has it: the file goes. Resolves when it is gone. What is saved later is a new draft. */
  remove(sessionId: string): Promise<Result<null, FileFailure>>;
  /** What earlier runs left, oldest first; damaged files are set aside and named. */
  list(): Promise<FolderContent<StoredDraft>>;
}

export interface DraftsOptions {
  /** `<userData>/drafts`; made when it is needed. */
  readonly folder: string;
  readonly now: () => number;
  readonly log: Log;
}

export function createDrafts({ folder, now, log }: DraftsOptions): Drafts {
  const jobs = createLatestById<Result<StoredDraft | null, FileFailure>>();
  const fileOf = (sessionId: string): string => join(folder, `${safeName(sessionId)}.json`);

  const inOrder = async (
    sessionId: string,
    job: () => Promise<Result<StoredDraft | null, FileFailure>>,
  ): Promise<Result<StoredDraft | null, FileFailure>> => {
    const outcome = await jobs.run(sessionId, job);
    if (!outcome.ok) log.error(outcome.error.message, { sessionId, code: outcome.error.code });
    return outcome;
  };

  const write = async (stored: StoredDraft): Promise<Result<StoredDraft, FileFailure>> => {
    const written = await writeJsonFile(fileOf(stored.sessionId), stored);
    return written.ok ? ok(stored) : written;
  };

  const unlink = async (sessionId: string): Promise<Result<null, FileFailure>> => {
    const file = fileOf(sessionId);
    try {
      await rm(file, { force: true });
      return ok(null);
    } catch (error) {
      return fail(fileFailure('remove', file, error));
    }
  };

  return {
    save: async (sessionId, written) => {
      const draft = { sessionId, ...written };
      const outcome = await inOrder(sessionId, () => write({ ...draft, savedAt: now() }));
      if (!outcome.ok) return outcome;
      // A removal that was asked for later stands for this save: it was on its way out.
      return ok(outcome.value ?? { ...draft, savedAt: now() });
    },
    remove: async (sessionId) => {
      const outcome = await inOrder(sessionId, () => unlink(sessionId));
      return outcome.ok ? ok(null) : outcome;
    },
    list: () =>
      readFolder(folder, storedDraft, (draft) => draft.savedAt, {
        now,
        log,
        without: 'The notes in it are not shown; they can be read in that file.',
      }),
  };
}
