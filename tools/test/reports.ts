import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import * as z from 'zod';
import type { Outcome } from './outcome.ts';

const vitestReport = z.object({
  numPassedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({ ancestorTitles: z.array(z.string()), title: z.string(), status: z.string() }),
      ),
    }),
  ),
});

/**
 * What vitest's JSON report says, with its exit code. A file that would not load is a failure too, and so is an error
 * outside of every test, which shows in the exit code alone. Files are named from `root`. @throws when it is none.
 */
export function vitestOutcome(report: unknown, code: number, root: string): Outcome {
  const { numPassedTests, numPendingTests, numTodoTests, testResults } = vitestReport.parse(report);
  const failures = testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = path.relative(root, name);
    const failed = assertionResults.filter((test) => test.status === 'failed');
    if (failed.length > 0)
      return failed.map(({ ancestorTitles, title }) => [file, ...ancestorTitles, title].join(' > '));
    return status === 'failed' ? [`${file}: ${firstLine(message)}`] : [];
  });
  return withExitCode({ passed: numPassedTests, skipped: numPendingTests + numTodoTests, failures }, code);
}

const spec = z.object({ title: z.string(), file: z.string(), line: z.number(), ok: z.boolean() });
interface Suite {
  readonly title: string;
  readonly specs: readonly z.infer<typeof spec>[];
  readonly suites?: readonly Suite[] | undefined;
}
const suite: z.ZodType<Suite> = z.object({
  title: z.string(),
  specs: z.array(spec),
  get suites() {
    return z.array(suite).optional();
  },
});
const playwrightReport = z.object({
  config: z.object({ rootDir: z.string() }),
  suites: z.array(suite),
  errors: z.array(z.object({ message: z.string().optional() })),
  stats: z.object({ expected: z.number(), flaky: z.number(), skipped: z.number() }),
});

/** What Playwright's JSON report says, with its exit code. A test that passed at a second try failed. @throws when it is none. */
export function playwrightOutcome(report: unknown, code: number, root: string): Outcome {
  const { config, suites, errors, stats } = playwrightReport.parse(report);
  const failed = suites
    .flatMap((one) => failedSpecs(one))
    .map(({ file, line, title }) => {
      return `${path.relative(root, path.join(config.rootDir, file))}:${line} > ${title}`;
    });
  const outside = errors.map(({ message }) => firstLine(message ?? 'an error outside of every test'));
  const flaky = Array.from({ length: stats.flaky }, () => 'a test that passed at a second try, above');
  const failures = [...failed, ...outside, ...flaky];
  return withExitCode({ passed: stats.expected, skipped: stats.skipped, failures }, code);
}

function failedSpecs({ specs, suites = [] }: Suite): readonly z.infer<typeof spec>[] {
  return [...specs.filter(({ ok }) => !ok), ...suites.flatMap(failedSpecs)];
}

function withExitCode(counted: Omit<Outcome, 'failed'>, code: number): Outcome {
  const failures =
    code !== 0 && counted.failures.length === 0
      ? [`an error outside of every test, above (exit code ${code})`]
      : counted.failures;
  return { ...counted, failures, failed: failures.length };
}

function firstLine(text: string): string {
  return stripVTControlCharacters(text).trim().split('\n')[0] ?? '';
}
