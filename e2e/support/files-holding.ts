import type { Dirent } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * The files under a folder that hold this text, in the encodings that Chromium and Node write. A folder that is not
 * there yet holds none, nor does a file that has just gone.
 */
export async function filesHolding(folder: string, text: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(
    noneThere<Dirent[]>([]),
  );
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.join(parentPath, name));
  const found = await Promise.all(
    files.map(async (file) => {
      const bytes = await readFile(file).catch(noneThere(Buffer.alloc(0)));
      return file.includes(text) || bytes.includes(text) || bytes.includes(Buffer.from(text, 'utf16le'))
        ? [path.relative(folder, file)]
        : [];
    }),
  );
  return found.flat();
}

/** What stands for a file or folder that is not there; any other failure is one. */
function noneThere<Instead>(instead: Instead): (error: unknown) => Instead {
  return (error) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return instead;
    throw error;
  };
}
