import { installed, type Ran, runStep, toldToStop } from './run-step.ts';
import { isColoured, withoutColours } from './test/colours.ts';

/** One thing that must hold before any test is worth running. */
export interface Check {
  readonly name: string;
  /** The package whose program it is. */
  readonly packageName: string;
  readonly program: string;
  readonly options: readonly string[];
  /** What more keeps it from writing colours, where NO_COLOR does not. */
  readonly plainOptions: readonly string[];
}

/** Types, lint and import rules, formatting. */
export const checks: readonly Check[] = [
  { name: 'types', packageName: 'typescript', program: 'tsc', options: ['-p', '.'], plainOptions: [] },
  {
    name: 'lint, import rules and format',
    packageName: '@biomejs/biome',
    program: 'biome',
    options: ['ci', '--error-on-warnings', '.'],
    plainOptions: ['--colors=off'],
  },
];

/** Runs one; its program says what is wrong. */
export function runCheck({ packageName, program, options, plainOptions }: Check): Promise<Ran> {
  const script = installed(packageName, program);
  return isColoured(process.env, process.stdout.isTTY)
    ? runStep(script, options)
    : runStep(script, [...options, ...plainOptions], withoutColours(process.env));
}

/** Runs every check and says which failed. */
async function check(): Promise<boolean> {
  let passed = true;
  for (const one of checks) {
    process.stdout.write(`\n── ${one.name}\n`);
    const { code, ms } = await runCheck(one);
    if (toldToStop()) return false;
    if (code !== 0) passed = false;
    process.stdout.write(`${code === 0 ? 'ok' : 'FAILED'}, ${(ms / 1000).toFixed(1)} s\n`);
  }
  return passed;
}

if (import.meta.main) process.exit((await check()) ? 0 : 1);
