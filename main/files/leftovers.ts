import { lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../log/log.ts';

/** The files of the desk's own folder that are written beside themselves and then renamed. */
const files = ['settings', 'kept-configuration', 'recent-calls', 'diagnostics', 'remembered-password'];

/**
 * What a writer that was killed leaves beside them: conf's and write-file-atomic's half a write, and a stale lock that
 * somebody was about to remove (file-lock.ts). Nothing in it was ever confirmed, and the file it was for is whole.
 */
const leftover = new RegExp(
  `^(?:${files.join('|')})\\.json\\.(?:tmp-\\d{10}[0-9a-f]{6}|\\d{1,10}|lock\\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$`,
);

/** A write takes milliseconds, and its lock counts for 10 s: what is so old is nobody's any more, milliseconds. */
const oldMs = 600_000;

/** Removes what killed writers have left in the desk's folder. Never rejects: it is tried again at the next start. */
export async function removeLeftovers(folder: string, now: number, log: Log): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const removed = await Promise.all(
    names.filter((name) => leftover.test(name)).map((name) => removeOld(join(folder, name), now)),
  );
  const count = removed.filter(Boolean).length;
  if (count > 0) log.info(`Removed ${count} files from ${folder} that interrupted writes had left.`);
}

async function removeOld(file: string, now: number): Promise<boolean> {
  try {
    const stats = await lstat(file);
    if (!stats.isFile() || now - stats.mtimeMs < oldMs) return false;
    await rm(file);
    return true;
  } catch {
    return false;
  }
}
