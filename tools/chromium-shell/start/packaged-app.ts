import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { extractAll } from '@electron/asar';
import { type AppEntry, findApp } from './app-entry.ts';
import { resourcesBeside } from './main-process.ts';

/**
 * Finds the app in the archive beside its package's executable. Electron reads in the archive itself; Node cannot, so
 * it runs from a copy, which is taken away when this process ends. Throws with what is wrong.
 */
export function unpackApp(executable: string): AppEntry {
  const archive = path.join(resourcesBeside(executable), 'app.asar');
  const copy = mkdtempSync(path.join(os.tmpdir(), 'chromium-shell-package-'));
  const takeAway = (): void => rmSync(copy, { recursive: true, force: true });
  process.once('exit', takeAway);
  try {
    extractAll(archive, copy);
  } catch (cause) {
    takeAway();
    throw new Error(`Chromium shell: ${archive} cannot be read. Package the app again.`, { cause });
  }
  const { application, entry } = findApp(copy);
  return { application: { ...application, executable }, entry };
}
