import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { _electron, test as base, type ElectronApplication, type Page } from '@playwright/test';
import type {} from '../control.ts';
import type {} from './app/api.ts';
import type {} from './app/main.ts';

/** The folder of the small app. */
export const appFolder = path.join(import.meta.dirname, 'app');

/** A running app with its main window's page, loaded. */
export type Running = { readonly app: ElectronApplication; readonly page: Page };

type Fixtures = {
  /** A fresh folder for the app's data. */
  readonly data: string;
  /** Starts the app on the data folder; all are closed after the test. */
  readonly launch: (...switches: string[]) => Promise<Running>;
  readonly running: Running;
  readonly app: ElectronApplication;
  readonly page: Page;
  /** What the app has traced, from its file, so after its end too. */
  readonly traced: () => Promise<string[]>;
};

export { expect } from '@playwright/test';

/** Playwright's test, with the small app. */
export const test = base.extend<Fixtures>({
  // Playwright takes nothing but a pattern here, and a browser's name costs nothing.
  data: async ({ browserName: _ }, use) => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'conformance-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  },
  launch: async ({ data }, use) => {
    const apps: ElectronApplication[] = [];
    await use(async (...switches) => {
      const args = ['.', `--user-data-dir=${data}`, ...switches];
      const app = await _electron.launch({ cwd: appFolder, args, env: traceInto(data) });
      apps.push(app);
      const page = await app.firstWindow();
      await page.getByRole('button', { name: 'Hello' }).waitFor();
      return { app, page };
    });
    for (const app of apps) await app.close().catch(() => {});
  },
  running: async ({ launch }, use) => use(await launch('--use-fake-device-for-media-stream')),
  app: async ({ running }, use) => use(running.app),
  page: async ({ running }, use) => use(running.page),
  traced: async ({ data }, use) => use(() => readTrace(data)),
});

/**
 * Opens a further window and waits until Playwright sees it loaded too: it and the main process look at a page
 * over two connections, so what one has seen is news to the other.
 */
export async function openWindow(
  app: ElectronApplication,
  options: { readonly show: boolean; readonly webPreferences?: { readonly backgroundThrottling: boolean } },
  url = 'app://bundle/index.html',
): Promise<Page> {
  const opened = app.waitForEvent('window');
  await app.evaluate(
    async (_electron, [given, address]) => {
      await globalThis.conformance.open(given, address);
    },
    [options, url] as const,
  );
  const page = await opened;
  await page.getByRole('button', { name: 'Hello' }).waitFor();
  return page;
}

/** The environment in which the app traces into a folder. */
export function traceInto(folder: string): Record<string, string> {
  const own = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  return { ...Object.fromEntries(own), CONFORMANCE_TRACE: path.join(folder, 'trace') };
}

/** Starts Electron as a person would, with no debugger attached. */
export function startElectron(args: readonly string[], options: SpawnOptions): ChildProcess {
  const executable: unknown = createRequire(import.meta.url)('electron');
  return spawn(String(executable), args, { cwd: appFolder, ...options });
}

/** A process is still there. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function readTrace(folder: string): Promise<string[]> {
  const text = await readFile(path.join(folder, 'trace'), 'utf8').catch(() => '');
  return text.split('\n').filter((line) => line !== '');
}
