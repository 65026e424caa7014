import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from '@playwright/test';
import { type RunningApp, startApp } from '../../e2e/support/app.ts';
import { DeskPage } from '../../e2e/support/desk-page.ts';
import { freePort } from '../../e2e/support/free-port.ts';
import { type RunningTier, startTier } from '../../e2e/support/tier.ts';
import { until } from '../../e2e/support/until.ts';
import { writePolicies } from '../bench/settings/policy-file.ts';
import type { Narrator } from './narrator.ts';

/**
 * Seed 004, Cisco Agent Desktop: a server's address has changed, and nobody wants to touch every PC. One start with one
 * good address corrects both; what a policy locks stands, and its drift is told.
 */
export async function tellSettingsStory(narrator: Narrator): Promise<void> {
  const ending: (() => Promise<unknown>)[] = [];
  try {
    const folder = await mkdtemp(path.join(tmpdir(), 'switchhook-demo-'));
    ending.push(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
    const tier = await startTier();
    ending.push(tier.stop);
    const stale = `127.0.0.1:${await freePort()}`;
    await heals(narrator, tier, path.join(folder, 'healed'), stale);
    await drifts(narrator, tier, folder, stale);
  } finally {
    for (let end = ending.pop(); end; end = ending.pop()) await end();
  }
}

async function heals(narrator: Narrator, tier: RunningTier, data: string, stale: string): Promise<void> {
  const { configuration } = tier.addresses;
  await narrator.step(
    'A stale primary and a good secondary: one start, and both addresses are right',
    async () => {
      const app = await startApp({ config: [stale, configuration.b], data: await made(data) });
      try {
        await expect(new DeskPage(app.desk).logInButton).toBeEnabled();
        const now = await settingsOf(app, (servers) => servers.a !== stale);
        expect(now).toEqual(configuration);
        await narrator.picture(app.desk, 'addresses-healed');
        return `A ${stale} is now ${now.a}, B ${now.b}`;
      } finally {
        await app.end();
      }
    },
  );
}

async function drifts(narrator: Narrator, tier: RunningTier, folder: string, stale: string): Promise<void> {
  const { configuration } = tier.addresses;
  const file = path.join(folder, 'policy.reg');
  await narrator.step(
    'A policy locks the stale primary: it stands, the desk works, and says so once',
    async () => {
      await writePolicies(file, { ConfigurationServersA: stale });
      const data = await made(path.join(folder, 'locked'));
      const app = await startApp({ config: ['', configuration.b], policies: [file], data });
      try {
        const desk = new DeskPage(app.desk);
        await expect(desk.logInButton).toBeEnabled();
        const strip = app.desk.getByText(/sets configuration server A to/);
        await expect(strip).toContainText(`and the cluster names ${configuration.a}`);
        await narrator.picture(app.desk, 'policy-drifted');
        return (await strip.textContent()) ?? '';
      } finally {
        await app.end();
      }
    },
  );
}

async function made(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  return folder;
}

interface Servers {
  readonly a: string;
  readonly b: string;
}

/** The addresses in the app's settings file, once they are so. */
function settingsOf(app: RunningApp, are: (servers: Servers) => boolean): Promise<Servers> {
  const file = path.join(app.data, 'settings.json');
  return until(
    'the addresses in settings.json',
    async () => {
      const { configurationServers } = JSON.parse(await readFile(file, 'utf8')) as {
        readonly configurationServers: Servers;
      };
      return { a: configurationServers.a, b: configurationServers.b };
    },
    are,
  );
}
