import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { build } from './build.ts';
import { checks, runCheck } from './check.ts';
import { electronIsPresent, testsRunOnElectron } from './electron-binary.ts';
import { installed, root, runStep, toldToStop } from './run-step.ts';
import { conformanceRuntime } from './runtime-choice.ts';
import { isColoured, playwrightWithoutColours, withoutColours } from './test/colours.ts';
import { closingLines, failedWhole, hasPassed, type Outcome, type StageOutcome } from './test/outcome.ts';
import { playwrightOutcome, vitestOutcome } from './test/reports.ts';

interface Stage {
  readonly name: string;
  run(): Promise<Outcome>;
}

const reports = path.join(root, 'out', 'reports');
const coloured = isColoured(process.env, process.stdout.isTTY);

/** Everything: types, lint, import rules, unit, integration and end-to-end tests, and one closing line. */
async function test(): Promise<number> {
  await rm(reports, { recursive: true, force: true });
  await mkdir(reports, { recursive: true });
  const outcomes: StageOutcome[] = [];
  for (const together of stages()) {
    say(together.map(({ name }) => `── ${name}`).join('\n'));
    outcomes.push(...(await Promise.all(together.map(runStage))));
    if (toldToStop()) {
      say('Told to stop: the rest did not run.');
      return 1;
    }
  }
  say('── in short');
  process.stdout.write(`${closingLines(outcomes).join('\n')}\n`);
  return hasPassed(outcomes) ? 0 : 1;
}

/** In order, those of a group at the same time. One that fails stops none of the others. */
function stages(): readonly (readonly Stage[])[] {
  const isElectron = testsRunOnElectron();
  const runtime = isElectron ? "Electron's own binary" : 'the Chromium shell (no Electron binary here)';
  return [
    ...checks.map((check) => [
      {
        name: check.name,
        run: async () =>
          (await runCheck(check)).code === 0
            ? { passed: 1, failed: 0, skipped: 0, failures: [] }
            : failedWhole('what is wrong is said above'),
      },
    ]),
    [{ name: 'unit and integration tests', run: unitAndIntegration }],
    [{ name: `end-to-end tests, on ${runtime}`, run: () => endToEnd(isElectron) }],
    // A test that mostly waits leaves the processors to the others.
    [{ name: 'a minute’s standstill', run: () => standstill(isElectron) }, ...shellConformance()],
  ];
}

async function runStage({ name, run }: Stage): Promise<StageOutcome> {
  const began = Date.now();
  const outcome = await run().catch((error: unknown) =>
    failedWhole(error instanceof Error ? error.message : String(error)),
  );
  return { stage: name, ms: Date.now() - began, ...outcome };
}

async function unitAndIntegration(): Promise<Outcome> {
  const file = path.join(reports, 'unit.json');
  // In a log a line a file; what is slow is no news there.
  const reporter = process.stdout.isTTY
    ? ['--reporter=dot']
    : ['--reporter=default', '--slowTestThreshold=60000'];
  const { code } = await runStep(
    installed('vitest'),
    ['run', ...reporter, '--reporter=json', `--outputFile.json=${file}`],
    coloured ? process.env : withoutColours(process.env),
  );
  return vitestOutcome(await readReport(file), code, root);
}

async function endToEnd(isElectron: boolean): Promise<Outcome> {
  if (!isElectron && process.platform === 'win32')
    return failedWhole("Electron's binary is not here, and the Chromium shell does not serve Windows");
  if (!(await build())) return failedWhole('the app could not be built, as said above');
  return playwright('e2e', ['--grep-invert', standsStill]);
}

/** The tag of a test in which the app stands still for a minute: it was built for the others. */
const standsStill = '@standstill';

async function standstill(isElectron: boolean): Promise<Outcome> {
  if (!isElectron && process.platform === 'win32') return { passed: 0, failed: 0, skipped: 1, failures: [] };
  return playwright('standstill', ['--grep', standsStill, '--output', 'out/e2e-standstill']);
}

/** What the shell does is held against what Electron's manual says. */
function shellConformance(): readonly Stage[] {
  const named = process.env.CONFORMANCE_RUNTIME;
  const runtime = conformanceRuntime({ platform: process.platform, electron: electronIsPresent(), named });
  if (runtime === null) return [];
  const what = runtime === 'electron' ? "Electron's own binary" : 'the Chromium shell';
  return [
    {
      name: `conformance of ${what}`,
      run: () =>
        playwright('shell', ['--config', 'tools/chromium-shell/conformance'], {
          CONFORMANCE_RUNTIME: runtime,
        }),
    },
  ];
}

async function playwright(
  name: string,
  options: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<Outcome> {
  const file = path.join(reports, `${name}.json`);
  const { code } = await runStep(
    installed('@playwright/test', 'playwright'),
    ['test', '--reporter=list,json', ...options],
    {
      ...(coloured ? process.env : playwrightWithoutColours(process.env)),
      ...environment,
      PLAYWRIGHT_JSON_OUTPUT_NAME: file,
    },
  );
  return playwrightOutcome(await readReport(file), code, root);
}

async function readReport(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`it ended without a report that can be read: ${why}`, { cause });
  }
}

function say(text: string): void {
  process.stdout.write(`\n${text}\n`);
}

process.exit(await test());
