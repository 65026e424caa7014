import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { renderArtefacts } from './policies/artefacts.ts';
import { root } from './run-step.ts';

/** Writes what is made from the declared settings: the files for IT and docs/settings.md. */
async function writeArtefacts(): Promise<void> {
  for (const { path: name, content } of renderArtefacts()) {
    const file = path.join(root, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
    process.stdout.write(`${name}\n`);
  }
}

await writeArtefacts();
