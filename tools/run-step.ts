import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as z from 'zod';

export const root = path.resolve(import.meta.dirname, '..');

const manifest = z.object({ bin: z.record(z.string(), z.string()) });

/**
 * The script behind a program of an installed package. This Node runs it on every system; what is in
 * `node_modules/.bin` is a batch file on Windows, which needs a shell, and its quoting.
 * @throws an Error when the package has no such program.
 */
export function installed(packageName: string, program = packageName): string {
  const folder = path.join(root, 'node_modules', ...packageName.split('/'));
  const { bin } = manifest.parse(JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')));
  const script = bin[program];
  if (script === undefined) throw new Error(`The package ${packageName} brings no program ${program}.`);
  return path.join(folder, script);
}

export interface Ran {
  /** As a shell tells it: 128 and more where a signal ended it. */
  readonly code: number;
  readonly ms: number;
}

/** One wish often comes twice (tools/told-to-stop.mjs), milliseconds. */
const echoMs = 1_000;

const running = new Set<ChildProcess>();
let stopping: 'not yet watched' | 'watched' | 'told' = 'not yet watched';
let toldAt = Number.NEGATIVE_INFINITY;

/** Whether this command was told to stop: the steps that it runs were told too, and no other begins. */
export function toldToStop(): boolean {
  return stopping === 'told';
}

/** Runs a script on this Node to its end, with its output on this terminal. Resolves when it has ended; never rejects. */
export function runStep(
  script: string,
  options: readonly string[],
  environment: NodeJS.ProcessEnv = process.env,
): Promise<Ran> {
  watchForStop();
  const began = Date.now();
  const ran = (code: number): Ran => ({ code, ms: Date.now() - began });
  if (stopping === 'told') return Promise.resolve(ran(1));
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, ...options], {
      cwd: root,
      stdio: 'inherit',
      env: environment,
    });
    running.add(child);
    const ended = (code: number): void => {
      running.delete(child);
      resolve(ran(code));
    };
    child.on('error', (error) => {
      process.stderr.write(`${script} could not be run: ${error.message}\n`);
      ended(1);
    });
    child.on('exit', (code, signal) => ended(code ?? 128 + (signal ? os.constants.signals[signal] : 0)));
  });
}

/** tools/told-to-stop.mjs for the steps of a command: that one, which started this process, watches over it. */
function watchForStop(): void {
  if (stopping !== 'not yet watched') return;
  stopping = 'watched';
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      // The same wish again, from the terminal and from who started this process.
      if (performance.now() - toldAt < echoMs) return;
      toldAt = performance.now();
      stopping = 'told';
      // Between two steps there is nothing to end in order.
      if (running.size === 0) process.exit(1);
      // A Windows console has told every process itself, and there kill ends them at once.
      if (process.platform === 'win32') return;
      for (const child of running) child.kill('SIGTERM');
    });
  }
}
