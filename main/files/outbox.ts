import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { fail, ok, type Result } from '../../contract/result.ts';
import type { Log } from '../log/log.ts';
import { type FileFailure, fileFailure } from './file-failure.ts';
import { writeJsonFile } from './json-file.ts';
import { type FolderContent, readFolder } from './json-folder.ts';
import { safeName } from './safe-name.ts';

/** A request that must arrive, as it is on disk. */
export interface OutboxEntry<Request> {
  /** Grows with every entry: the order in which they were made. */
  readonly number: number;
  /** The agent it was made for: it goes out in his session only. */
  readonly agentId: string;
  /** When it was put on disk, by this computer's clock. */
  readonly at: number;
  readonly request: Request;
}

/** Why a server never takes a request: kept with it, for whoever looks after it. */
export interface OutboxRefusal {
  /** The server's code: `unknownCall`. */
  readonly code: string;
  readonly message: string;
  /** "CTI server A (10.0.0.1:8110)". */
  readonly server: string;
  /** By this computer's clock. */
  readonly at: number;
}

/** Requests that must arrive: on disk before the wire, and there until the server has confirmed them. */
export interface Outbox<Request> {
  /** Resolves when it is on disk; only then may it be sent. The same id again takes the earlier one's place. */
  append(agentId: string, request: Request): Promise<Result<OutboxEntry<Request>, FileFailure>>;
  /** What is not confirmed yet, in the order it was made, of earlier runs too. */
  pending(): Promise<FolderContent<OutboxEntry<Request>>>;
  /** The server has it. An id that is not there is no error: a confirmation may be repeated. */
  confirm(id: string): Promise<Result<null, FileFailure>>;
  /**
   * The server never takes it: it is kept in the folder `refused`, with the reason, and is pending no longer. The
   * value names its file. What could not be put into the outbox may be set aside too.
   */
  setAside(
    agentId: string,
    request: Request,
    refusal: OutboxRefusal,
  ): Promise<Result<{ readonly file: string }, FileFailure>>;
}

export interface OutboxOptions<Request> {
  /** `<userData>/outbox`; made when it is needed. */
  readonly folder: string;
  readonly request: z.ZodType<Request>;
  readonly now: () => number;
  readonly log: Log;
}

export function createOutbox<Request extends { readonly id: string }>(
  options: OutboxOptions<Request>,
): Outbox<Request> {
  const { folder, now, log } = options;
  const entry: z.ZodType<OutboxEntry<Request>> = z.object({
    number: z.number().int().nonnegative(),
    agentId: z.string().min(1),
    at: z.number(),
    request: options.request,
  });
  const fileOf = (id: string): string => join(folder, `${safeName(id)}.json`);
  const read = (): Promise<FolderContent<OutboxEntry<Request>>> =>
    readFolder(folder, entry, (one) => one.number, {
      now,
      log,
      without: 'What it asked for was not sent; it can be read in that file.',
    });

  let last: Promise<number> | null = null;
  /** Numbers go on where the last run ended. */
  const nextNumber = (): Promise<number> => {
    last = (last ?? read().then(({ values }) => values.at(-1)?.number ?? 0)).then((number) => number + 1);
    return last;
  };
  /** What is done with one id is done in order. */
  const jobs = new Map<string, Promise<unknown>>();
  const inOrder = async <Outcome>(id: string, job: () => Promise<Outcome>): Promise<Outcome> => {
    const before = jobs.get(id) ?? Promise.resolve();
    const mine = before.then(job);
    jobs.set(id, mine);
    const outcome = await mine;
    if (jobs.get(id) === mine) jobs.delete(id);
    return outcome;
  };
  /** Ids that are done with: a look into the folder that was under way does not bring them back. */
  const done = new Set<string>();
  const failed = (failure: FileFailure, id: string): Result<never, FileFailure> => {
    log.error(failure.message, { id, code: failure.code });
    return fail(failure);
  };

  return {
    append: (agentId, request) => {
      const numbered = nextNumber();
      done.delete(request.id);
      return inOrder(request.id, async () => {
        const made: OutboxEntry<Request> = { number: await numbered, agentId, at: now(), request };
        const written = await writeJsonFile(fileOf(request.id), made);
        return written.ok ? ok(made) : failed(written.error, request.id);
      });
    },
    pending: async () => {
      const { values, notices } = await read();
      return { values: values.filter(({ request }) => !done.has(request.id)), notices };
    },
    confirm: (id) => {
      done.add(id);
      return inOrder(id, async () => {
        const removed = await remove(fileOf(id));
        return removed.ok ? removed : failed(removed.error, id);
      });
    },
    setAside: (agentId, request, refusal) => {
      done.add(request.id);
      return inOrder(request.id, async () => {
        const file = join(folder, 'refused', `${safeName(request.id)}.json`);
        const kept = await writeJsonFile(file, { agentId, request, refusal });
        // Only when it is there does it go here: a crash in between leaves it in both, and it is refused once more.
        const moved = kept.ok ? await remove(fileOf(request.id)) : kept;
        if (moved.ok) return ok({ file });
        done.delete(request.id);
        return failed(moved.error, request.id);
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
