import type { TestProject } from 'vitest/node';
import {
  npmChromium,
  npmChromiumEnvironment,
  npmChromiumServes,
} from './chromium-shell/chromium/npm-chromium.ts';
import { resolveChromium } from './chromium-shell/resolve-chromium.ts';

/** The browser for tests that open a window's page in one. */
export type TestBrowser =
  | {
      readonly kind: 'program';
      readonly executablePath: string;
      /** Variables that it needs besides this process's own. */
      readonly environment: Readonly<Record<string, string>>;
    }
  /** One that Playwright finds by itself. */
  | { readonly kind: 'channel'; readonly channel: 'msedge' }
  | { readonly kind: 'none'; readonly why: string };

declare module 'vitest' {
  interface ProvidedContext {
    readonly browser: TestBrowser;
  }
}

/** vitest's global set-up: finds the browser once for all test files, which would unpack it several times over. */
export async function setup(project: TestProject): Promise<void> {
  project.provide('browser', await findTestBrowser());
}

/**
 * The Chromium that SWITCHHOOK_CHROMIUM names, else the one from npm, which is the same on every machine, else an
 * installed one; on Windows its own Edge.
 */
async function findTestBrowser(): Promise<TestBrowser> {
  const isNamed = Boolean(process.env.SWITCHHOOK_CHROMIUM);
  if (process.platform === 'win32' && !isNamed) return { kind: 'channel', channel: 'msedge' };
  try {
    const executablePath =
      npmChromiumServes() && !isNamed ? await npmChromium() : (await resolveChromium()).path;
    return { kind: 'program', executablePath, environment: npmChromiumEnvironment(executablePath) };
  } catch (error) {
    return { kind: 'none', why: error instanceof Error ? error.message : String(error) };
  }
}
