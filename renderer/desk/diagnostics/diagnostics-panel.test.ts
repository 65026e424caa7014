import type { Page } from '@playwright/test';
import { describe, expect, test } from 'vitest';
import { offWithoutReason, seriousViolations, watchAnnouncements } from '../fixtures/accessibility.ts';
import { ready } from '../fixtures/desk-states.ts';
import { running, twoFailed } from '../fixtures/diagnostics.ts';
import { focused, harnessOfFile } from '../fixtures/with-desk.ts';

const withDesk = harnessOfFile();

async function openDiagnostics(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Connections/ }).click();
  await page.getByRole('button', { name: 'Run checks' }).click();
  await page.getByRole('heading', { level: 1, name: 'Diagnostics' }).waitFor();
}

const open = (page: Page): Promise<readonly string[]> =>
  page.locator('details[open] > summary').allTextContents();

describe('the diagnostics', () => {
  test('begin with a button, and show each result as it comes', () =>
    withDesk(ready, async (desk, page) => {
      await openDiagnostics(page);
      expect(await page.getByRole('button', { name: 'Copy for the help desk' }).getAttribute('title')).toBe(
        'Nothing has been checked to its end yet',
      );
      const told = await watchAnnouncements(page);
      await page.getByRole('button', { name: 'Run checks' }).click();
      expect(await desk.asked()).toEqual(['run diagnostics']);
      await desk.pushDiagnostics(running);
      const progress = page.getByRole('progressbar', { name: 'Checks made' });
      expect(await progress.getAttribute('aria-valuetext')).toBe('30 of 54');
      expect(await page.getByText('Waiting').count()).toBeGreaterThan(0);
      await desk.pushDiagnostics({ ...running, results: twoFailed.results.slice(0, 31) });
      expect(await progress.getAttribute('aria-valuetext')).toBe('31 of 54');
      expect(await told()).toEqual(['Checking.']);
      expect(await seriousViolations(page)).toEqual([]);
      expect(await offWithoutReason(page)).toEqual([]);
    }));

  test('that ended are told once, with what failed open and a remedy beside it', () =>
    withDesk(
      ready,
      async (desk, page) => {
        await openDiagnostics(page);
        const told = await watchAnnouncements(page);
        await desk.pushDiagnostics(twoFailed);
        expect(await told()).toEqual(['2 of 54 checks failed, 12 unknown. Checked at 09:40:18.']);
        expect(await open(page)).toEqual([
          expect.stringMatching(/^CTI server A10\.0\.0\.1:8110.*1 of 6 failed$/),
          'Cluster, sound, seat and disk1 of 6 failed',
        ]);
        const failed = page.locator('.checked li.fail');
        expect(await failed.allTextContents()).toEqual([
          'PortFailedCTI server A (10.0.0.1:8110) refused the connection: nothing listens there.Check that the server runs and that its port is right.',
          'MicrophoneFailedNo microphone was found.Plug the headset in, or choose a microphone in the sound settings.',
        ]);
        expect(await seriousViolations(page)).toEqual([]);
      },
      { diagnostics: running },
    ));

  test('are copied as text and run again', () =>
    withDesk(
      ready,
      async (desk, page) => {
        await openDiagnostics(page);
        await page.getByRole('button', { name: 'Copy for the help desk' }).click();
        const [copied = ''] = await desk.asked();
        expect(copied.split('\n').slice(0, 5)).toEqual([
          'copy: Switchhook diagnostics at 2026-05-05T08:40:18.000Z',
          '2 of 54 checks failed, 12 unknown.',
          '',
          expect.stringContaining('configuration server A (10.0.0.1:8100, from policy of this computer'),
          expect.stringContaining('  PASSED Name: '),
        ]);
        await page.getByRole('button', { name: 'Run again' }).click();
        expect((await desk.asked()).at(-1)).toBe('run diagnostics');
      },
      { diagnostics: twoFailed },
    ));

  test('are gone through by keyboard, and closed by Escape', () =>
    withDesk(
      ready,
      async (_desk, page) => {
        await openDiagnostics(page);
        await page.getByRole('button', { name: 'Run again' }).focus();
        await page.keyboard.press('Tab');
        expect(await focused(page)).toMatch(/^Configuration server A10\.0\.0\.1:8100/);
        await page.keyboard.press('Enter');
        expect((await open(page))[0]).toMatch(/^Configuration server A/);
        expect(await page.getByText('All 6 passed').count()).toBe(0);
        await page.keyboard.press('Escape');
        await page.getByRole('heading', { level: 1, name: 'Diagnostics' }).waitFor({ state: 'detached' });
        expect(await focused(page)).toMatch(/All on A|Connections/);
      },
      { diagnostics: twoFailed },
    ));

  test.each([{ colorScheme: 'light' }, { colorScheme: 'dark' }, { forcedColors: 'active' }] as const)(
    'can be read: %o',
    (look) =>
      withDesk(
        ready,
        async (_desk, page) => {
          await openDiagnostics(page);
          expect(await seriousViolations(page, ['color-contrast'])).toEqual([]);
          const name = 'forcedColors' in look ? 'forced' : look.colorScheme;
          if (process.env.LOOK)
            await page.screenshot({ path: `${process.env.LOOK}/diagnostics-${name}.png` });
        },
        { ...look, diagnostics: twoFailed },
      ),
  );
});
