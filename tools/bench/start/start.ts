import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startTier } from '../../../e2e/support/tier.ts';
import { root } from '../../run-step.ts';
import type { Bench, Measured, Measurement } from '../measurement.ts';
import { runtimeName } from '../runtime.ts';
import { blankShown, loginEnabled } from './awaited.ts';
import { type ProbedAppOptions, startProbed } from './probed-app.ts';
import { memoryOf } from './process-memory.ts';
import { inWords, type Started, summedUp } from './summary.ts';

export const start: Measurement = {
  name: 'start',
  what: 'From the start of the built app to Log in enabled, and its memory then, against an app of two blank windows. Aims: start under 1.5 times blank, memory under 1.3 times.',
  run: 'a start of each, the app and the blank one',
  defaultRuns: 10,
  needsApp: true,
  measure,
};

/** Memory is read so long after the start, when both have done what they do at their start, milliseconds. */
const settleMs = 3_000;

async function measure(bench: Bench): Promise<Measured> {
  const { say, atEnd, runs } = bench;
  const folder = await mkdtemp(path.join(tmpdir(), 'switchhook-bench-'));
  atEnd(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  say('starting the tier');
  const tier = await startTier();
  atEnd(tier.stop);
  const { a, b } = tier.addresses.configuration;
  const startApp = (): Promise<Started> => startSwitchhook(path.join(folder, 'app'), [a, b]);
  const startBlankApp = (): Promise<Started> => startBlank(path.join(folder, 'blank'));
  say('one start of each that does not count: it makes their folders');
  await startBlankApp();
  await startApp();
  const apps: Started[] = [];
  const blanks: Started[] = [];
  for (let run = 1; run <= runs; run += 1) {
    const blank = await startBlankApp();
    const app = await startApp();
    say(`run ${run} of ${runs}: the app ${inWords(app)}, blank ${inWords(blank)}`);
    apps.push(app);
    blanks.push(blank);
  }
  return summedUp({ apps, blanks, runtime: await runtimeName() });
}

/** The app as it is built, with a folder that an earlier start has left, but without its last download. */
async function startSwitchhook(data: string, config: readonly string[]): Promise<Started> {
  return started(await switchhook(data, config), (page) =>
    page.includes('/phone/') ? 'phoneWindow' : 'deskWindow',
  );
}

/** How the app is started until Log in is enabled. */
export async function switchhook(
  data: string,
  config: readonly string[],
  options: readonly string[] = [],
): Promise<ProbedAppOptions> {
  // With it, Log in would be enabled before a server has answered.
  await rm(path.join(data, 'kept-configuration.json'), { force: true });
  return {
    app: root,
    options: [`--data=${data}`, ...config.map((address) => `--config=${address}`), ...options],
    page: '/desk/index.html',
    wait: loginEnabled,
  };
}

function startBlank(data: string): Promise<Started> {
  return started(
    {
      app: path.join(import.meta.dirname, '../blank-app'),
      options: [`--user-data-dir=${data}`],
      page: '/shown.html',
      wait: blankShown,
    },
    (page) => (page.endsWith('/hidden.html') ? 'hiddenWindow' : 'shownWindow'),
  );
}

async function started(options: ProbedAppOptions, windowRole: (path: string) => string): Promise<Started> {
  const app = await startProbed({
    ...options,
    options: ['--use-fake-device-for-media-stream', ...options.options],
  });
  try {
    await delay(settleMs);
    return {
      ms: Math.round(app.startMs),
      stepMs: app.stepMs,
      memory: memoryOf(app.pid, await app.processes(), windowRole),
    };
  } finally {
    await app.end();
  }
}
