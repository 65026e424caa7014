import { closeSync, openSync, readFileSync, statSync } from 'node:fs';
import { fail, ok, type Result } from '../../../contract/result.ts';
import { errorCode, type FileFailure, fileFailure } from '../../files/file-failure.ts';

/** A file of policies is small; one that is larger than this is something else, and would hold up the start. */
export const largestFile = 16 * 1_048_576;

/** The bytes of a file, read at once; null: there is none. */
export function readSmallFile(file: string): Result<Buffer | null, FileFailure> {
  const failure = (why: string) => fail(fileFailure('read', file, why));
  try {
    const stats = statSync(file);
    if (!stats.isFile() && !stats.isDirectory()) return failure('it is a device, not a file');
    if (stats.size > largestFile) return failure(tooLarge(stats.size));
    return ok(readFileSync(file));
  } catch (error) {
    return errorCode(error) === 'ENOENT' ? ok(null) : fail(fileFailure('read', file, error));
  }
}

function tooLarge(size: number): string {
  const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1_048_576)} MB`;
  return `it has ${megabytes(size)}, and policies have at most ${megabytes(largestFile)}; leave out of it what is not of Switchhook`;
}

/**
 * What tells one state of a file from another without reading it: its time, size and identity, or why it cannot be
 * opened, so that one that another program held for a moment is looked at again.
 */
export function fileState(file: string): string {
  try {
    const stats = statSync(file);
    if (stats.isFile()) closeSync(openSync(file, 'r'));
    return [stats.ino, stats.size, stats.mtimeMs, stats.ctimeMs].join(' ');
  } catch (error) {
    return errorCode(error) ?? 'unreadable';
  }
}
