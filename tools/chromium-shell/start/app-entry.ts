import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Application } from '../core/host.ts';

/** The app and its module that runs first. */
export type AppEntry = { readonly application: Application; readonly entry: string };

type Manifest = {
  readonly name?: string;
  readonly productName?: string;
  readonly version?: string;
  readonly main?: string;
};

/** Finds the app that was named: a folder with a package.json, or a file. Throws with what is wrong. */
export function findApp(named: string | undefined): AppEntry {
  if (named === undefined) throw new Error('Chromium shell: name the app to run, such as: electron .');
  const target = path.resolve(named);
  const stats = statSync(target, { throwIfNoEntry: false });
  if (stats === undefined) throw new Error(`Chromium shell: there is no app at ${target}.`);
  const folder = stats.isDirectory() ? target : path.dirname(target);
  const manifest = readManifest(folder, stats.isDirectory());
  const application = {
    path: folder,
    name: manifest.productName ?? manifest.name,
    version: manifest.version,
    executable: null,
  };
  const entry = stats.isDirectory() ? path.resolve(target, manifest.main ?? 'index.js') : target;
  if (statSync(entry, { throwIfNoEntry: false }) === undefined) {
    throw new Error(`Chromium shell: the app's entry ${entry} does not exist. Build the app first.`);
  }
  return { application, entry };
}

function readManifest(folder: string, isNeeded: boolean): Manifest {
  const file = path.join(folder, 'package.json');
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  } catch (cause) {
    if (isNeeded) throw new Error(`Chromium shell: ${file} cannot be read.`, { cause });
    return {};
  }
}
