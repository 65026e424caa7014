import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test as base, type TestInfo } from '@playwright/test';
import { type AppOptions, type RunningApp, startApp } from './app.ts';
import { DeskPage } from './desk-page.ts';
import { HeadlessAgent } from './headless-agent.ts';
import { writeToneFile } from './microphone.ts';
import { openStranger, type Stranger } from './stranger.ts';
import { type Control, type RunningTier, startTier } from './tier.ts';

/** What the agent's microphone hears in every test, Hz. */
export const agentTone = 1_000;

interface Fixtures {
  /** The tier as it is after its start: nobody logged in, no call, every server up. */
  readonly tier: RunningTier;
  readonly control: Control;
  /** Starts apps of this test; all are ended with it. */
  readonly openApp: (options?: Partial<AppOptions>) => Promise<RunningApp>;
  /** An app that has found its configuration servers. */
  readonly app: RunningApp;
  readonly desk: DeskPage;
  /** Starts `npm run agent`'s process with these options; all are ended with the test. */
  readonly startAgent: (...options: readonly string[]) => Promise<HeadlessAgent>;
  /** Opens a server that is none of ours; all are closed with the test. */
  readonly stranger: (...how: Parameters<typeof openStranger>) => Promise<Stranger>;
}

interface WorkerFixtures {
  /** How the tier is started: options of its command line. A file of tests that wants others says so (`test.use`). */
  readonly tierOptions: readonly string[];
  readonly runningTier: RunningTier;
  /**
   * Where the apps of all tests have their folders. It is taken away at the end: a Chromium that has just been ended
   * may still write into its own.
   */
  readonly scratch: string;
  readonly microphone: string;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  tierOptions: [[], { scope: 'worker', option: true }],
  runningTier: [
    async ({ tierOptions }, use) => {
      const tier = await startTier(tierOptions);
      await use(tier);
      await tier.stop();
    },
    { scope: 'worker' },
  ],
  scratch: [
    async ({}, use) => {
      const folder = await mkdtemp(path.join(tmpdir(), 'switchhook-e2e-'));
      await use(folder);
      await rm(folder, { recursive: true, force: true, maxRetries: 10 });
    },
    { scope: 'worker' },
  ],
  microphone: [
    async ({ scratch }, use) => {
      const file = path.join(scratch, 'tone.wav');
      await writeToneFile(file, agentTone);
      await use(file);
    },
    { scope: 'worker' },
  ],
  tier: async ({ runningTier }, use) => {
    await runningTier.control.reset();
    await use(runningTier);
  },
  control: async ({ tier }, use) => use(tier.control),
  openApp: async ({ tier, microphone, scratch }, use) => {
    const { a, b } = tier.addresses.configuration;
    const apps: RunningApp[] = [];
    await use(async (options = {}) => {
      const data = options.data ?? (await mkdtemp(path.join(scratch, 'app-')));
      const app = await startApp({ config: [a, b], microphone, ...options, data });
      apps.push(app);
      return app;
    });
    for (const app of apps) await app.close();
  },
  app: async ({ openApp }, use) => use(await openApp()),
  desk: async ({ app }, use) => use(new DeskPage(app.desk)),
  startAgent: async ({}, use, testInfo) => {
    const temporary = temporaryOf(testInfo);
    const agents: HeadlessAgent[] = [];
    await use(async (...options) => {
      await mkdir(temporary, { recursive: true });
      const agent = new HeadlessAgent(options, temporary);
      agents.push(agent);
      return agent;
    });
    for (const agent of agents) agent.signal('SIGKILL');
    for (const agent of agents) await agent.ended;
  },
  stranger: async ({}, use) => {
    const strangers: Stranger[] = [];
    await use(async (...how) => {
      const stranger = await openStranger(...how);
      strangers.push(stranger);
      return stranger;
    });
    for (const stranger of strangers) await stranger.close();
  },
});

/**
 * A `test` of which all tests have one app: for what leaves it as it found it. They may not ask for `tier`, `control`
 * or `openApp`, which begin the tier's day anew.
 */
export function testWithOneApp(prepare: (app: RunningApp) => Promise<void> = async () => undefined) {
  let shared: RunningApp | null = null;
  const withOneApp = test.extend({
    app: async ({}, use) => {
      if (!shared) throw new Error('The app was not started.');
      await use(shared);
    },
  });
  withOneApp.beforeAll(async ({ runningTier, microphone, scratch }) => {
    await runningTier.control.reset();
    const { a, b } = runningTier.addresses.configuration;
    shared = await startApp({ config: [a, b], microphone, data: await mkdtemp(path.join(scratch, 'app-')) });
    await prepare(shared);
  });
  withOneApp.afterAll(() => shared?.close());
  return withOneApp;
}

/** Where the processes that a test starts make their temporary folders. */
export function temporaryOf(testInfo: Pick<TestInfo, 'outputPath'>): string {
  return testInfo.outputPath('temporary');
}

export { expect } from '@playwright/test';
