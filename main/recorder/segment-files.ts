import { appendFileSync } from 'node:fs';
import { appendFile, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { errorCode } from '../files/file-failure.ts';

/** How much of the past a folder keeps. */
export interface Keeping {
  /** Bytes, of all files together, the one that is written left out. */
  readonly largest: number;
  readonly longestMs: number;
}

/** The files of recordings: what a recorder does with them. Each may throw; none may take the desk's time. */
export interface SegmentFiles {
  /** Makes the folder where it is not there. */
  append(file: string, text: string): Promise<void>;
  /** In the process's last moment: at once. */
  appendNow(file: string, text: string): void;
  /** Packs what is finished, all files but this one, and removes what is too old or too much. */
  tidy(written: string): Promise<void>;
}

const pack = promisify(gzip);
const plain = '.ndjson';
const packed = '.ndjson.gz';

/** A segment's file; names sort as the segments were written. */
export function segmentFile(folder: string, startedAt: number, recording: string, segment: number): string {
  const time = new Date(startedAt).toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
  return path.join(folder, `${time}-${recording}-${String(segment).padStart(4, '0')}${plain}`);
}

/** The segments in a folder, oldest first; none where there is no folder. */
export async function listSegments(folder: string): Promise<readonly string[]> {
  try {
    const names = await readdir(folder);
    return names
      .filter((name) => name.endsWith(plain) || name.endsWith(packed))
      .toSorted()
      .map((name) => path.join(folder, name));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}

export function openSegmentFiles(folder: string, keeping: Keeping, now: () => number): SegmentFiles {
  return {
    append: async (file, text) => {
      try {
        await appendFile(file, text, { mode: 0o600 });
      } catch (error) {
        if (errorCode(error) !== 'ENOENT') throw error;
        await mkdir(path.dirname(file), { recursive: true });
        await appendFile(file, text, { mode: 0o600 });
      }
    },
    appendNow: (file, text) => appendFileSync(file, text, { mode: 0o600 }),
    tidy: async (written) => {
      const finished = (await listSegments(folder)).filter((file) => file !== written);
      for (const file of finished) if (file.endsWith(plain)) await packFile(file);
      await prune(folder, written, keeping, now());
    },
  };
}

/** A crash in between leaves the plain file, or both: the packed one is whole from the moment it has its name. */
async function packFile(file: string): Promise<void> {
  const half = `${file}.part`;
  await writeFile(half, await pack(await readFile(file)), { mode: 0o600 });
  await rename(half, `${file}.gz`);
  await rm(file, { force: true });
}

async function prune(folder: string, written: string, keeping: Keeping, now: number): Promise<void> {
  let kept = 0;
  for (const file of (await listSegments(folder)).toReversed()) {
    if (file === written) continue;
    const { size, mtimeMs } = await stat(file);
    kept += size;
    if (kept > keeping.largest || now - mtimeMs > keeping.longestMs) await rm(file, { force: true });
  }
  for (const name of await readdir(folder)) {
    if (name.endsWith('.part')) await rm(path.join(folder, name), { force: true });
  }
}
