import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { build } from './build.ts';
import { check } from './check.ts';
import { electronIsPresent } from './electron-binary.ts';
import { installed, root, runStep } from './run-step.ts';

/** Counts of one part of the tests. */
interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const reports = path.join(root, 'out', 'reports');

/** Everything: types, lint, import rules, unit, integration and end-to-end tests, and one closing line. */
async function test(): Promise<number> {
  await rm(reports, { recursive: true, force: true });
  await mkdir(reports, { recursive: true });
  const checked = await check();
  const counts: Count[] = [{ ...checked, skipped: 0 }, await unitAndIntegration()];
  say('build');
  counts.push((await build()) ? await endToEnd() : { passed: 0, failed: 1, skipped: 0 });
  counts.push(await shellConformance());
  const total = counts.reduce((sum, one) => ({
    passed: sum.passed + one.passed,
    failed: sum.failed + one.failed,
    skipped: sum.skipped + one.skipped,
  }));
  process.stdout.write(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
}

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numFailedTestSuites: z.number(),
});

async function unitAndIntegration(): Promise<Count> {
  say('unit and integration tests');
  const file = path.join(reports, 'unit.json');
  const { code } = await runStep(installed('vitest'), [
    'run',
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  const report = await readReport(file, vitestReport);
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  // A run that failed outside its tests (a file that would not load) fails too.
  const failed = Math.max(report.numFailedTests, code === 0 ? 0 : 1);
  return { passed: report.numPassedTests, failed, skipped: report.numPendingTests };
}

const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
});

async function endToEnd(): Promise<Count> {
  const real = electronIsPresent();
  say(
    `end-to-end tests, on ${real ? "Electron's own binary" : 'the Chromium shell (no Electron binary here)'}`,
  );
  return playwright('e2e', []);
}

/** What the shell does is held against what Electron's manual says. */
function shellConformance(): Promise<Count> {
  say('conformance of the Chromium shell');
  return playwright('shell', ['--config', 'tools/chromium-shell/conformance']);
}

async function playwright(name: string, options: readonly string[]): Promise<Count> {
  const file = path.join(reports, `${name}.json`);
  const { code } = await runStep(installed('playwright'), ['test', '--reporter=list,json', ...options], {
    ...process.env,
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
  });
  const report = await readReport(file, playwrightReport);
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  const { expected, unexpected, flaky, skipped } = report.stats;
  return { passed: expected, failed: Math.max(unexpected + flaky, code === 0 ? 0 : 1), skipped };
}

async function readReport<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
): Promise<z.output<Schema> | null> {
  try {
    return schema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    process.stderr.write(`There is no readable report ${path.relative(root, file)}: ${String(error)}\n`);
    return null;
  }
}

function say(part: string): void {
  process.stdout.write(`\n── ${part}\n`);
}

process.exit(await test());
