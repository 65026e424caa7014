import { spawn } from 'node:child_process';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '..');

/** A program of node_modules, as the path of its script or binary. */
export function installed(program: string): string {
  return path.join(root, 'node_modules', '.bin', process.platform === 'win32' ? `${program}.cmd` : program);
}

export interface Ran {
  readonly code: number;
  readonly ms: number;
}

/** Runs a program to its end, with its output on this terminal. Resolves with its exit code; never rejects. */
export function runStep(
  program: string,
  options: readonly string[],
  environment: NodeJS.ProcessEnv = process.env,
): Promise<Ran> {
  const began = Date.now();
  return new Promise((resolve) => {
    const child = spawn(program, [...options], {
      cwd: root,
      stdio: 'inherit',
      env: environment,
      shell: process.platform === 'win32',
    });
    child.on('error', (error) => {
      process.stderr.write(`${program} could not be run: ${error.message}\n`);
      resolve({ code: 1, ms: Date.now() - began });
    });
    child.on('exit', (code) => resolve({ code: code ?? 1, ms: Date.now() - began }));
  });
}
