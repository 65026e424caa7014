import path from 'node:path';
import type { Page } from '@playwright/test';
import type { RunningApp } from './app.ts';

declare global {
  /** Sets how far the clock of this program is ahead of the real time, milliseconds. */
  var setTestClock: (aheadMs: number) => void;
}

/** Required before the app, it puts the clock of the main process ahead by what the variable says. */
export const wrongClock = path.join(import.meta.dirname, 'wrong-clock.cjs');
export const clockAheadVariable = 'SWITCHHOOK_TEST_CLOCK_AHEAD_MS';

/** Loads these pages anew with their clock ahead, as every program of a computer has the same wrong time. */
export async function setPageClocks(pages: readonly Page[], aheadMs: number): Promise<void> {
  for (const page of pages) {
    await page.addInitScript((first) => {
      const RealDate = Date;
      let ahead = first;
      globalThis.setTestClock = (milliseconds) => {
        ahead = milliseconds;
      };
      globalThis.Date = new Proxy(RealDate, {
        construct: (target, given, made) =>
          Reflect.construct(target, given.length > 0 ? given : [RealDate.now() + ahead], made),
        get: (target, name) =>
          name === 'now' ? () => target.now() + ahead : Reflect.get(target, name, target),
      });
    }, aheadMs);
    await page.reload();
  }
}

/** Sets the date of the computer of an app that was opened with `clockAheadMs`, while it runs. */
export async function setClock({ application, desk, phone }: RunningApp, aheadMs: number): Promise<void> {
  await Promise.all([
    application.evaluate((_electron, ahead) => globalThis.setTestClock(ahead), aheadMs),
    ...[desk, phone].map((page) => page.evaluate((ahead) => globalThis.setTestClock(ahead), aheadMs)),
  ]);
}
