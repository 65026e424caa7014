import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './run-step.ts';

const folder = path.join(root, 'node_modules', 'electron');

/** Whether Electron's own binary is on this machine: fetched by its package, or named by the environment. */
export function electronIsPresent(): boolean {
  const named = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (named !== undefined) return existsSync(named);
  const pathFile = path.join(folder, 'path.txt');
  return existsSync(pathFile) && existsSync(path.join(folder, 'dist', readFileSync(pathFile, 'utf8').trim()));
}

/** Has Electron's package fetch its binary; false where it does not come in that time. Says what it does. */
export async function fetchElectron(limitMs: number, say: (sentence: string) => void): Promise<boolean> {
  const began = Date.now();
  say("Fetching Electron's binary…");
  const child = spawn(process.execPath, [path.join(folder, 'install.js')], { stdio: 'ignore' });
  const progress = setInterval(
    () => say(`  still fetching, ${Math.round((Date.now() - began) / 1000)} s of ${limitMs / 1000}`),
    10_000,
  );
  const limit = setTimeout(() => child.kill(), limitMs);
  await new Promise((resolve) => {
    child.on('exit', resolve);
    child.on('error', resolve);
  });
  clearInterval(progress);
  clearTimeout(limit);
  const came = electronIsPresent();
  if (!came) say("Electron's binary cannot be fetched here.");
  return came;
}
