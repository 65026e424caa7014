import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readZip } from '../../../main/recorder/bundle/read-zip.ts';
import { pinnedNode, projectRoot } from '../../support/project.ts';

/** All that stands in a bundle's files, unpacked. */
export async function contentOf(bundle: string): Promise<ReadonlyMap<string, string>> {
  const archive = readZip(await readFile(bundle));
  if (!archive.ok) throw new Error(archive.error);
  return new Map(
    archive.value.map(({ name, read }) => {
      const bytes = name.endsWith('.gz') ? gunzipSync(read()) : read();
      return [name, new TextDecoder().decode(bytes)];
    }),
  );
}

/** How a command of ours ended. */
export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a file of the project, as a help desk does. */
export function run(file: string, ...options: readonly string[]): Promise<Run> {
  const child = spawn(pinnedNode, [path.join(projectRoot, file), ...options]);
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (text: Buffer) => (said.stdout += text));
  child.stderr.on('data', (text: Buffer) => (said.stderr += text));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, ...said })));
}
