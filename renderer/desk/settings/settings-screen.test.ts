import type { Page } from '@playwright/test';
import { describe, expect, test } from 'vitest';
import { settingKeys } from '../../../contract/settings/declared-settings.ts';
import { offWithoutReason, seriousViolations, watchAnnouncements } from '../fixtures/accessibility.ts';
import * as calls from '../fixtures/calls.ts';
import { loggedOut, notReady } from '../fixtures/desk-states.ts';
import * as interactions from '../fixtures/interactions.ts';
import { defaults, machinePolicy, managed, userFile, withSettings } from '../fixtures/settings.ts';
import { address, search, setting, withSettingsOpen } from '../fixtures/settings-page.ts';
import { focused, harnessOfFile } from '../fixtures/with-desk.ts';

const withDesk = harnessOfFile();

const withOpen = withSettingsOpen(withDesk);

const isFocused = (page: Page, what: string) =>
  page.evaluate((css) => !!document.querySelector(`${css}:focus`), what);

describe('the settings screen', () => {
  test('opens with its search box in focus, by the button and by keys, and goes back where it came from', () =>
    withDesk(calls.talking, async (_, page) => {
      await page.getByRole('button', { name: 'Settings', exact: true }).click();
      await expect.poll(() => isFocused(page, 'input[type=search]')).toBe(true);
      await page.keyboard.press('Escape');
      await page.getByRole('heading', { level: 1, name: 'Aileen Mackay' }).waitFor();
      await expect.poll(() => isFocused(page, '[aria-label="Settings"]')).toBe(true);
      await page.keyboard.press('Control+,');
      await search(page).waitFor();
      await page.keyboard.press('Control+,');
      await search(page).waitFor({ state: 'detached' });
      await expect.poll(() => isFocused(page, '[aria-label="Settings"]')).toBe(true);
    }));

  test('opens before a login too, and what was typed there is still there', () =>
    withDesk(loggedOut, async (_, page) => {
      await page.getByLabel('Login string').fill('12345;xx');
      await page.keyboard.press('Control+,');
      await search(page).waitFor();
      expect(await page.getByRole('heading', { name: 'Log in' }).count()).toBe(0);
      await page.getByRole('button', { name: 'Close settings' }).click();
      await expect.poll(() => page.getByLabel('Login string').inputValue()).toBe('12345;xx');
    }));

  test.each([
    ['on the desk', calls.talking, {}],
    ['before a login', loggedOut, {}],
    ['at 640 px', calls.talking, { viewport: { width: 640, height: 400 } }],
    ['at 640 px before a login', loggedOut, { viewport: { width: 640, height: 400 } }],
    ['from right to left', interactions.sixSessions, { direction: 'rtl' as const }],
    ['in forced colours', calls.talking, { forcedColors: 'active' as const }],
  ])(
    'has no serious accessibility violation in either theme, and nothing to scroll sideways %s',
    (_, state, options) =>
      withOpen(
        state,
        async (_desk, page) => {
          await page.emulateMedia({ colorScheme: 'light' });
          expect(await seriousViolations(page)).toEqual([]);
          expect(await offWithoutReason(page)).toEqual([]);
          await page.emulateMedia({ colorScheme: 'dark' });
          expect(await seriousViolations(page, ['color-contrast'])).toEqual([]);
          const wide = () =>
            [...document.querySelectorAll('html, .settings-list')].map(
              (one) => one.scrollWidth - one.clientWidth,
            );
          expect(await page.evaluate(wide)).toEqual([0, 0]);
          const over = () => {
            const sheet = document.querySelector('.settings-sheet');
            return sheet === null ? -1 : sheet.scrollHeight - sheet.clientHeight;
          };
          // The list scrolls and not the head; where the window is narrow the whole page does.
          if (page.viewportSize()?.width === 1_280) expect(await page.evaluate(over)).toBe(0);
          const last = page.getByRole('heading', { name: 'How long the flight recorder keeps' });
          await last.scrollIntoViewIfNeeded();
          expect((await last.boundingBox())?.y).toBeGreaterThan(0);
          await search(page).fill('zzz');
          await page.getByText('No setting has these words').waitFor();
          // What is half under the toolbar counts as too small a target.
          await page.evaluate(() => window.scrollTo(0, 0));
          expect(await seriousViolations(page)).toEqual([]);
        },
        { settings: managed, ...options },
      ),
  );
});

describe('a search', () => {
  test('narrows the list as it is typed, says how many are left, and Escape ends it first', () =>
    withOpen(notReady, async (_, page) => {
      await page.keyboard.type('PhoneOrd');
      await page.getByRole('status').getByText(`1 of ${settingKeys.length}`).waitFor();
      expect(await page.getByRole('heading', { level: 3 }).allTextContents()).toEqual([
        'Order of SIP servers',
      ]);
      await page.keyboard.press('Escape');
      expect(await search(page).inputValue()).toBe('');
      expect(await page.getByRole('heading', { level: 3 }).count()).toBe(settingKeys.length);
      await page.keyboard.press('Escape');
      await search(page).waitFor({ state: 'detached' });
    }));

  test('that finds nothing says so, and leads back to all', () =>
    withOpen(notReady, async (_, page) => {
      await search(page).fill('zzz');
      await page.getByText('Nothing is called “zzz”.').waitFor();
      await page.getByRole('button', { name: 'Show all settings' }).click();
      expect(await page.getByRole('heading', { level: 3 }).count()).toBe(settingKeys.length);
      expect(await isFocused(page, 'input[type=search]')).toBe(true);
    }));
});

describe('a setting', () => {
  test('that a policy sets shows its value, the policy’s place, who locks it and what it overrules, and no control', () =>
    withOpen(notReady, async (_, page) => {
      const order = setting(page, 'Order of servers');
      const text = (await order.textContent()) ?? '';
      for (const words of [
        'Primary first',
        `Set by policy of this computer: ${machinePolicy}`,
        'Locked by the policy that your IT department has for this computer.',
        'Used in place of “At random”, which you set.',
        'Takes effect from the next login on.',
      ]) {
        expect(text).toContain(words);
      }
      expect(await order.locator('input, button, textarea').count()).toBe(0);
      const files = setting(page, 'Certificate authorities of the contact centre');
      expect(await files.getByText('issuing.pem').textContent()).toBe(
        'C:\\ProgramData\\Energy\\root.pem\nC:\\ProgramData\\Energy\\issuing.pem',
      );
    }));

  test('of the machine alone is shown and cannot be changed, with no policy too', () =>
    withOpen(
      notReady,
      async (_, page) => {
        const plaintext = setting(page, 'Allow connections without encryption');
        await plaintext.getByText("Set by your IT department's policy alone.").waitFor();
        expect(await plaintext.locator('input, button').count()).toBe(0);
      },
      {},
    ));

  test('that waits for the next start says so, and what is used until then', () =>
    withOpen(
      notReady,
      async (_, page) => {
        const row = setting(page, 'Allow connections without encryption');
        await row
          .getByText('Changed since Switchhook was started. Until it is started again, “Off” is used.')
          .waitFor();
        expect(await row.getByText('Takes effect').count()).toBe(0);
      },
      {
        settings: withSettings({
          allowPlaintext: {
            value: true,
            source: 'machine-policy',
            place: machinePolicy,
            isLocked: true,
            untilRestart: false,
          },
        }),
      },
    ));

  test('is chosen by keyboard and saved at once, which is seen and told', () =>
    withOpen(notReady, async (desk, page) => {
      const told = await watchAnnouncements(page);
      const dark = withSettings({ theme: { value: 'dark', source: 'user', place: userFile } }, managed);
      await desk.answerSettingWith({ ok: true, now: dark, unsaved: null });
      await page.getByRole('radio', { name: 'Light' }).focus();
      await page.keyboard.press('ArrowDown');
      await setting(page, 'Appearance').getByText('Saved 09:40:38').waitFor();
      expect(await desk.settingsAsked()).toEqual([{ key: 'theme', value: 'dark' }]);
      expect(await page.getByRole('radio', { name: 'Dark' }).isChecked()).toBe(true);
      expect(await told()).toContain('Appearance: saved 09:40:38.');
    }));

  test('that is on or off is switched with the space bar', () =>
    withOpen(notReady, async (desk, page) => {
      const front = page.getByRole('switch', { name: 'Come to the front when work is offered' });
      expect(await front.isChecked()).toBe(true);
      await front.focus();
      await page.keyboard.press('Space');
      expect(await desk.settingsAsked()).toEqual([{ key: 'raiseOnOffer', value: false }]);
      // What main has not said is not shown.
      expect(await front.isChecked()).toBe(true);
    }));

  test('that the user set goes back to its default; others offer no way back', () =>
    withOpen(notReady, async (desk, page) => {
      expect(await page.getByRole('button', { name: /^Back to default/ }).count()).toBe(1);
      await desk.answerSettingWith({ ok: true, now: defaults, unsaved: null });
      await page.getByRole('button', { name: 'Back to default: Appearance' }).click();
      await expect.poll(() => page.getByRole('radio', { name: 'As the system' }).isChecked()).toBe(true);
      expect(await desk.settingsAsked()).toEqual(['theme']);
      expect(await focused(page)).not.toBe('nothing');
    }));

  test('that could not be written says so', () =>
    withOpen(notReady, async (desk, page) => {
      const unsaved = `Could not write ${userFile}: the disk is full. The change lasts until the desk is closed.`;
      await desk.answerSettingWith({ ok: true, now: managed, unsaved });
      await setting(page, 'Appearance').getByText('Dark', { exact: true }).click();
      await setting(page, 'Appearance').getByText(unsaved).waitFor();
      expect(await page.getByText(/^Saved/).count()).toBe(0);
    }));

  test('that main refuses says why, and shows what is in force', () =>
    withOpen(notReady, async (desk, page) => {
      await desk.answerSettingWith({ ok: false, reason: 'A policy sets it now.' });
      await setting(page, 'Appearance').getByText('Dark', { exact: true }).click();
      await setting(page, 'Appearance').getByRole('alert').getByText('A policy sets it now.').waitFor();
      expect(await page.getByRole('radio', { name: 'Light' }).isChecked()).toBe(true);
    }));
});

test('values that are not used are told at the top and at their setting', () =>
  withOpen(notReady, async (desk, page) => {
    const [problem] = managed.problems;
    const top = page.getByRole('region', { name: 'Something in the settings is not used' });
    await top.getByText(problem?.message ?? '').waitFor();
    await setting(page, 'What the log keeps')
      .getByText(problem?.message ?? '')
      .waitFor();
    const unreadable = { key: null, message: '/etc/switchhook/policies/desk.json cannot be read.' };
    await desk.pushSettings({ ...managed, problems: [...managed.problems, unreadable] });
    await page.getByRole('region', { name: '2 things in the settings are not used' }).waitFor();
    await desk.pushSettings({ ...managed, problems: [] });
    await top.waitFor({ state: 'detached' });
  }));

describe('in a call', () => {
  test('the toolbar stays usable, and a call that rings takes no focus and is answered by keys, which leads to it', () =>
    withOpen(notReady, async (desk, page) => {
      await address(page).fill('cfg-c');
      await desk.push(calls.ringing);
      await page.getByRole('region', { name: 'Incoming call from Rhona Baird' }).waitFor();
      await page.keyboard.type('.example:8100');
      expect(await address(page).inputValue()).toBe('cfg-c.example:8100');
      expect(await page.getByRole('dialog').count()).toBe(0);
      await page.keyboard.press('Control+Enter');
      expect((await desk.commands()).at(-1)).toEqual({ type: 'answer', callId: 'call-2' });
      await search(page).waitFor({ state: 'detached' });
    }));

  test('is released from the toolbar while the settings stay; a click on its tab leads back to it', () =>
    withOpen(calls.talking, async (desk, page) => {
      await page.getByRole('toolbar', { name: 'Call' }).getByRole('button', { name: 'Hold' }).click();
      expect((await desk.commands()).at(-1)).toEqual({ type: 'hold', callId: 'call-1' });
      expect(await search(page).count()).toBe(1);
      const tab = page.getByRole('tab', { name: 'Aileen Mackay' });
      expect(await tab.getAttribute('aria-selected')).toBe('false');
      await tab.click();
      await page.getByRole('heading', { level: 1, name: 'Aileen Mackay' }).waitFor();
    }));

  test('its notes and disposition are not changed unseen', () =>
    withOpen(calls.talking, async (desk, page) => {
      await page.keyboard.press('Alt+1');
      await page.keyboard.press('Control+Shift+O');
      expect(await isFocused(page, 'input[type=search]')).toBe(true);
      expect((await desk.commands()).filter(({ type }) => type === 'saveDraft')).toEqual([]);
    }));
});
