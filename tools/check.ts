import { installed, runStep } from './run-step.ts';

/** Types, lint and import rules, formatting: what must hold before any test is worth running. */
export const checks: readonly {
  readonly name: string;
  readonly program: string;
  readonly options: readonly string[];
}[] = [
  { name: 'types', program: 'tsc', options: ['-p', '.'] },
  { name: 'lint, import rules and format', program: 'biome', options: ['ci', '--error-on-warnings', '.'] },
];

/** Runs every check and says which failed. */
export async function check(): Promise<{ readonly passed: number; readonly failed: number }> {
  let failed = 0;
  for (const { name, program, options } of checks) {
    process.stdout.write(`\n── ${name}\n`);
    const { code, ms } = await runStep(installed(program), options);
    if (code !== 0) failed += 1;
    process.stdout.write(`${code === 0 ? 'ok' : 'FAILED'}, ${(ms / 1000).toFixed(1)} s\n`);
  }
  return { passed: checks.length - failed, failed };
}

if (import.meta.main) process.exit((await check()).failed === 0 ? 0 : 1);
