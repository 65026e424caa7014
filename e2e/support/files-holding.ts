import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** The files under a folder that hold this text, in the encodings that Chromium and Node write. */
export async function filesHolding(folder: string, text: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.join(parentPath, name));
  const found = await Promise.all(
    files.map(async (file) => {
      const bytes = await readFile(file);
      return file.includes(text) || bytes.includes(text) || bytes.includes(Buffer.from(text, 'utf16le'))
        ? [path.relative(folder, file)]
        : [];
    }),
  );
  return found.flat();
}
