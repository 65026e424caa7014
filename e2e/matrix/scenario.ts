import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { projectRoot } from '../support/project.ts';

/** Writes the shipped contact centre with a heartbeat deadline of 1 s into a folder, and resolves with the file. */
export async function writeMatrixScenario(folder: string): Promise<string> {
  const billing = await readFile(path.join(projectRoot, 'server-sim/scenarios/billing.yaml'), 'utf8');
  const quick = billing.replace('heartbeatDeadline: 3 s', 'heartbeatDeadline: 1 s');
  if (quick === billing) throw new Error('The shipped scenario says no heartbeatDeadline of 3 s any more.');
  const file = path.join(folder, 'matrix.yaml');
  await writeFile(file, quick);
  return file;
}
