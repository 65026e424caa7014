import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { fail, ok, type Result } from '../../../contract/result.ts';
import { errorCode, reasonOf } from '../../files/file-failure.ts';
import { readZip } from '../bundle/read-zip.ts';
import { folderSegments, type SegmentSource } from '../read-segment.ts';

/** The recordings in a support bundle, in a desk's folder, in its `recorder/`, or in one file; or what is wrong. */
export async function openRecording(name: string): Promise<Result<readonly SegmentSource[], string>> {
  try {
    const sources = (await stat(name)).isDirectory() ? await fromFolder(name) : await fromFile(name);
    if (!sources.ok || sources.value.length > 0) return sources;
    return fail(`${name} has no recording in it: no file that ends in .ndjson or .ndjson.gz.`);
  } catch (error) {
    return errorCode(error) === 'ENOENT'
      ? fail(`${name} is not there. Give a support bundle (switchhook-support-….zip) or a desk's folder.`)
      : fail(`${name} cannot be read: ${reasonOf(error)}.`);
  }
}

async function fromFolder(folder: string): Promise<Result<readonly SegmentSource[], string>> {
  const inside = await folderSegments(path.join(folder, 'recorder'));
  return ok(inside.length > 0 ? inside : await folderSegments(folder));
}

async function fromFile(file: string): Promise<Result<readonly SegmentSource[], string>> {
  const bytes = await readFile(file);
  if (/\.ndjson(?:\.gz)?$/.test(file)) return ok([{ name: path.basename(file), bytes: async () => bytes }]);
  const archive = readZip(bytes);
  if (!archive.ok) return fail(`${file} is damaged: ${archive.error}.`);
  const names = new Set(archive.value.map((entry) => entry.name));
  return ok(
    archive.value
      .filter((entry) => /^recorder\/.*\.ndjson(?:\.gz)?$/.test(entry.name) && !names.has(`${entry.name}.gz`))
      .map((entry) => ({ name: entry.name, bytes: async () => entry.read() })),
  );
}
