import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test as base } from '@playwright/test';
import { type AppOptions, type RunningApp, startApp } from './app.ts';
import { DeskPage } from './desk-page.ts';
import { writeToneFile } from './microphone.ts';
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
}

interface WorkerFixtures {
  readonly runningTier: RunningTier;
  readonly microphone: string;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  runningTier: [
    async ({}, use) => {
      const tier = await startTier();
      await use(tier);
      await tier.stop();
    },
    { scope: 'worker' },
  ],
  microphone: [
    async ({}, use) => {
      const folder = await mkdtemp(path.join(tmpdir(), 'switchhook-microphone-'));
      const file = path.join(folder, 'tone.wav');
      await writeToneFile(file, agentTone);
      await use(file);
      await rm(folder, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
  tier: async ({ runningTier }, use) => {
    await runningTier.control.reset();
    await use(runningTier);
  },
  control: async ({ tier }, use) => use(tier.control),
  openApp: async ({ tier, microphone }, use) => {
    const { a, b } = tier.addresses.configuration;
    const apps: RunningApp[] = [];
    await use(async (options = {}) => {
      const app = await startApp({ config: [a, b], microphone, ...options });
      apps.push(app);
      return app;
    });
    for (const app of apps) await app.close();
  },
  app: async ({ openApp }, use) => use(await openApp()),
  desk: async ({ app }, use) => use(new DeskPage(app.desk)),
});

export { expect } from '@playwright/test';
