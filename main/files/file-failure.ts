/** A file could not be read or written: a sentence that names the file, the cause and what to do. */
export interface FileFailure {
  readonly file: string;
  /** The operating system's code: ENOSPC, EACCES; null where it is not known. */
  readonly code: string | null;
  readonly message: string;
}

/** Makes the failure of what was tried: "write", "read", "remove". */
export function fileFailure(doing: 'read' | 'write' | 'remove', file: string, error: unknown): FileFailure {
  const code = errorCode(error);
  const cause = code === null ? reasonOf(error) : (wordsOf(doing, code) ?? `${reasonOf(error)} (${code})`);
  return { file, code, message: `Could not ${doing} ${file}: ${cause}.` };
}

export function errorCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function wordsOf(doing: 'read' | 'write' | 'remove', code: string): string | undefined {
  // A file that is not there yet is written: it is its folder that is missing.
  return doing === 'write' && code === 'ENOENT'
    ? 'its folder is not there; make it first (ENOENT)'
    : words[code];
}

/** What the codes mean to the agent and IT, and what helps. */
const words: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full; free some space (ENOSPC)',
  EDQUOT: 'the disk quota is used up; free some space (EDQUOT)',
  EACCES: 'access is denied; check the permissions of the file and its folder (EACCES)',
  EPERM: 'it is not permitted; another program may hold the file, or its permissions are wrong (EPERM)',
  EBUSY: 'another program holds the file (EBUSY)',
  EROFS: 'the disk is read-only (EROFS)',
  EISDIR: 'a folder has the name of the file; move it away (EISDIR)',
  ENOENT: 'it is not there (ENOENT)',
  EEXIST: 'a file has the name of its folder; move it away (EEXIST)',
  ELOOP: 'symbolic links lead in a circle (ELOOP)',
  ENAMETOOLONG: 'its name is too long (ENAMETOOLONG)',
  ENOTDIR: 'a file has the name of its folder; move it away (ENOTDIR)',
  EIO: 'the disk failed (EIO)',
};
