import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startApp } from '../../../e2e/support/app.ts';
import { startTier } from '../../../e2e/support/tier.ts';
import { type Durations, durationsOf, durationsText } from '../durations.ts';
import type { Bench, Measured, Measurement } from '../measurement.ts';
import { runtimeName } from '../runtime.ts';
import { startProbed } from '../start/probed-app.ts';
import { switchhook } from '../start/start.ts';
import { manyPolicies, writePolicies } from './policy-file.ts';

export const settings: Measurement = {
  name: 'settings',
  what: 'From the start of the built app to Log in enabled, without policies and with 500 of them in turn; and from a policy that is changed to its effect in the window. Reported, no aim.',
  run: 'a start of each and a change',
  defaultRuns: 10,
  needsApp: true,
  measure,
};

const policies = 500;

async function measure(bench: Bench): Promise<Measured> {
  const { say, atEnd, runs } = bench;
  const folder = await mkdtemp(path.join(tmpdir(), 'switchhook-settings-'));
  atEnd(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const tier = await startTier();
  atEnd(tier.stop);
  const { a, b } = tier.addresses.configuration;
  const many = path.join(folder, 'many.reg');
  await writePolicies(many, manyPolicies(policies));
  const start = async (options: readonly string[]): Promise<number> => {
    const app = await startProbed(await switchhook(path.join(folder, 'app'), [a, b], options));
    await app.end();
    return app.startMs;
  };
  say('one start that does not count: it makes the folder');
  await start([]);
  const none: number[] = [];
  const with500: number[] = [];
  for (let run = 1; run <= runs; run += 1) {
    none.push(await start([]));
    with500.push(await start([`--policies=${many}`]));
    say(
      `run ${run} of ${runs}: ${Math.round(none.at(-1) ?? 0)} ms, with policies ${Math.round(with500.at(-1) ?? 0)} ms`,
    );
  }
  const changes = await measureChanges(bench, [a, b], path.join(folder, 'changed.reg'));
  return summedUp(durationsOf(none), durationsOf(with500), durationsOf(changes), runs, await runtimeName());
}

/** From a policy's change on disk to the window that is drawn by it, each, milliseconds. */
async function measureChanges(
  { runs, atEnd }: Bench,
  config: readonly string[],
  file: string,
): Promise<readonly number[]> {
  await writePolicies(file, { Theme: 'light' });
  const app = await startApp({ config, policies: [file] });
  atEnd(app.close);
  const changes: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const isDark = run % 2 === 0;
    const drawn = app.desk.evaluate(drawnDark, isDark);
    const began = Date.now();
    await writePolicies(file, { Theme: isDark ? 'dark' : 'light' });
    changes.push((await drawn) - began);
  }
  return changes;
}

/** Runs inside the window, as text: when it is as wanted, by this computer's clock. */
function drawnDark(wanted: boolean): Promise<number> {
  const query = matchMedia('(prefers-color-scheme: dark)');
  return new Promise((resolve) => {
    const look = (): void => {
      if (query.matches === wanted) resolve(Date.now());
    };
    query.addEventListener('change', look);
    look();
  });
}

function summedUp(
  start0Ms: Durations,
  start500Ms: Durations,
  policyChangeMs: Durations,
  runs: number,
  runtime: string,
): Measured {
  return {
    figures: { runs, start0Ms, start500Ms, policyChangeMs, runtime },
    lines: [
      `settings, ${runs} runs on ${runtime}`,
      `  start without policies: ${durationsText(start0Ms)}`,
      `  start with ${policies} policies: ${durationsText(start500Ms)}`,
      `  a policy that is changed, to the window drawn by it: ${durationsText(policyChangeMs)}`,
    ],
    aims: [],
  };
}
