import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type * as z from 'zod';
import type { Log } from '../log/log.ts';
import { errorCode, fileFailure } from './file-failure.ts';
import { readJsonFile } from './json-file.ts';
import { type SetAsideNotice, setAside } from './set-aside.ts';

/** What a folder of files of one kind held. */
export interface FolderContent<Value> {
  readonly values: readonly Value[];
  /** Files that could not be used, each with where it is now and a sentence about it. */
  readonly notices: readonly SetAsideNotice[];
}

export interface FolderOptions {
  readonly now: () => number;
  readonly log: Log;
  /** What the desk does without a damaged file, as a sentence. */
  readonly without: string;
}

/** Reads every file of a folder, in the order of `rank`. A folder that is not there is empty. Never throws. */
export async function readFolder<Value>(
  folder: string,
  schema: z.ZodType<Value>,
  rank: (value: Value) => number,
  options: FolderOptions,
): Promise<FolderContent<Value>> {
  const { names, notices } = await listFolder(folder, options);
  const values: Value[] = [];
  const all = [...notices];
  for (const name of names) {
    const file = join(folder, name);
    if (leftover.test(name)) {
      // Half a write that a crash left behind: it was never confirmed, and the file it was for is whole.
      await rm(file, { force: true }).catch(() => undefined);
      continue;
    }
    if (!name.endsWith('.json') || name.includes('.damaged-')) continue;
    const read = await readJsonFile(file, schema);
    if (read.type === 'value') values.push(read.value);
    if (read.type === 'damaged') all.push(setAside(file, read.wrong, options.without, options.now()));
    if (read.type === 'unreadable') {
      all.push({ file, setAsideAs: null, message: `${read.failure.message} ${options.without}` });
    }
  }
  for (const { message } of all) options.log.error(message);
  return { values: values.toSorted((one, other) => rank(one) - rank(other)), notices: all };
}

/** The name that write-file-atomic gives what it is still writing. */
const leftover = /\.json\.\d+$/;

async function listFolder(
  folder: string,
  { without }: FolderOptions,
): Promise<{ readonly names: readonly string[]; readonly notices: readonly SetAsideNotice[] }> {
  try {
    return { names: (await readdir(folder)).toSorted(), notices: [] };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return { names: [], notices: [] };
    const { message } = fileFailure('read', folder, error);
    return { names: [], notices: [{ file: folder, setAsideAs: null, message: `${message} ${without}` }] };
  }
}
