import { mkdir, statfs, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileFailure } from '../files/file-failure.ts';
import { type Finding, fault, pass, unknown } from './finding.ts';

/** With less free space than this, notes and recordings may soon not be written any more. Bytes. */
export const leastFreeBytes = 100_000_000;

/** Whether the desk can write into its own folder: a file is made there and removed. */
export async function checkFolder(folder: string, id: string): Promise<Finding> {
  const file = path.join(folder, `diagnostics-${id}.tmp`);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(file, 'Switchhook tries whether it can write here.\n', { mode: 0o600, flag: 'wx' });
    await unlink(file);
    return pass(`The desk can write into its folder, ${folder}.`);
  } catch (error) {
    return fault(
      fileFailure('write', file, error).message,
      "Give this user the right to write into the desk's folder, and free space on its disk.",
    );
  }
}

/** How much room there is on the disk of the desk's folder. */
export async function checkDiskSpace(
  folder: string,
  freeBytes: (folder: string) => Promise<number> = freeBytesOf,
): Promise<Finding> {
  try {
    const free = await freeBytes(folder);
    if (free >= leastFreeBytes) return pass(`${size(free)} are free on the disk of the desk's folder.`);
    return fault(
      `Only ${size(free)} are free on the disk of the desk's folder.`,
      `Free some space: the desk needs ${size(leastFreeBytes)} for notes, its log and its recordings.`,
    );
  } catch (error) {
    return unknown(fileFailure('read', folder, error).message);
  }
}

async function freeBytesOf(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

function size(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.floor(bytes / 1e6)} MB`;
}
