import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { chromiumShellEnvironment } from './chromium-shell/environment.ts';
import { root } from './run-step.ts';
import { hasDisplay, headlessRuntime } from './runtime-choice.ts';

const folder = path.join(root, 'node_modules', 'electron');

/** Whether Electron's own binary is on this machine: fetched by its package, or named by the environment. */
export function electronIsPresent(): boolean {
  return electronDistribution() !== null;
}

/** The folder of Electron's own distribution; null where it is not on this machine. */
export function electronDistribution(): string | null {
  const named = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (named === chromiumShellEnvironment().ELECTRON_OVERRIDE_DIST_PATH) return null;
  const pathFile = path.join(folder, 'path.txt');
  const fetched = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : null;
  const distribution = named || path.join(folder, 'dist');
  const program = fetched ?? (named ? 'electron' : null);
  return program !== null && existsSync(path.join(distribution, program)) ? distribution : null;
}

/** Whether tests and the demo run on it: it is present, and there is a display, which it needs to show nothing too. */
export function testsRunOnElectron(): boolean {
  const display = hasDisplay(process.platform, process.env);
  return headlessRuntime({ electron: electronIsPresent(), display }) === 'electron';
}

/** Has Electron's package fetch its binary; false where it does not come in that time. Says what it does. */
export async function fetchElectron(limitMs: number, say: (sentence: string) => void): Promise<boolean> {
  const began = Date.now();
  say("Fetching Electron's binary…");
  const child = spawn(process.execPath, [path.join(folder, 'install.js')], { stdio: 'ignore' });
  const endIt = (): void => void child.kill();
  process.once('exit', endIt);
  const progress = setInterval(
    () => say(`  still fetching, ${Math.round((Date.now() - began) / 1000)} s of ${limitMs / 1000}`),
    10_000,
  );
  const limit = setTimeout(endIt, limitMs);
  await new Promise((resolve) => {
    child.on('exit', resolve);
    child.on('error', resolve);
  });
  clearInterval(progress);
  clearTimeout(limit);
  process.off('exit', endIt);
  const came = electronIsPresent();
  if (!came) say("Electron's binary cannot be fetched here.");
  return came;
}
