import { describe, expect, test } from 'vitest';
import { seriousViolations } from '../fixtures/accessibility.ts';
import { notReady } from '../fixtures/desk-states.ts';
import { machinePolicy, managed, userFile, withSettings } from '../fixtures/settings.ts';
import { address, search, setting, withSettingsOpen } from '../fixtures/settings-page.ts';
import { harnessOfFile } from '../fixtures/with-desk.ts';

const withOpen = withSettingsOpen(harnessOfFile());

describe('a setting that is typed', () => {
  test('is saved by Enter, and by leaving its field; leaving it as it was saves nothing', () =>
    withOpen(notReady, async (desk, page) => {
      await address(page).fill(' cfg-c.example:8100 ');
      await page.keyboard.press('Enter');
      await setting(page, 'Configuration server A')
        .getByText(/^Saved/)
        .waitFor();
      expect(await desk.settingsAsked()).toEqual([
        { key: 'configurationServers.a', value: 'cfg-c.example:8100' },
      ]);
      await address(page).fill('cfg-d.example:8100');
      await page.keyboard.press('Tab');
      expect((await desk.settingsAsked()).at(-1)).toEqual({
        key: 'configurationServers.a',
        value: 'cfg-d.example:8100',
      });
      await expect.poll(() => address(page).inputValue()).toBe('cfg-a.energy.example:8100');
      await address(page).fill('cfg-a.energy.example:8100');
      await page.keyboard.press('Tab');
      expect(await desk.settingsAsked()).toHaveLength(2);
    }));

  test('says at its field what is wrong, keeps what was typed, and is left by Escape', () =>
    withOpen(notReady, async (desk, page) => {
      await address(page).fill('cfg a');
      await page.keyboard.press('Enter');
      const why = 'expected host:port, such as cfg-a.example:8100.';
      await setting(page, 'Configuration server A').getByRole('alert').getByText(why).waitFor();
      expect(await address(page).getAttribute('aria-invalid')).toBe('true');
      const described = await address(page).evaluate((field) =>
        (field.getAttribute('aria-describedby') ?? '')
          .split(' ')
          .map((id) => document.getElementById(id)?.textContent)
          .join(' '),
      );
      expect(described).toContain(why);
      expect(described).toContain('Told by the cluster');
      expect(await seriousViolations(page)).toEqual([]);
      expect([await address(page).inputValue(), await desk.settingsAsked()]).toEqual(['cfg a', []]);
      await page.keyboard.press('Escape');
      expect(await address(page).inputValue()).toBe('cfg-a.energy.example:8100');
      await search(page).waitFor();
    }));

  test('keeps what is being typed when the settings change, and when the screen is closed', () =>
    withOpen(notReady, async (desk, page) => {
      await address(page).fill('cfg-c.exam');
      const dark = withSettings({ theme: { value: 'dark', source: 'user', place: userFile } }, managed);
      await desk.pushSettings(dark);
      await expect.poll(() => page.getByRole('radio', { name: 'Dark' }).isChecked()).toBe(true);
      await page.keyboard.type('ple:8100');
      expect(await address(page).inputValue()).toBe('cfg-c.example:8100');
      await address(page).fill('half');
      await page.keyboard.press('Control+,');
      await search(page).waitFor({ state: 'detached' });
      await page.keyboard.press('Control+,');
      await expect.poll(() => address(page).inputValue()).toBe('half');
    }));

  test('is locked as soon as a policy sets it', () =>
    withOpen(notReady, async (desk, page) => {
      const lock = { source: 'machine-policy', place: machinePolicy, isLocked: true } as const;
      await desk.pushSettings(
        withSettings({ 'configurationServers.a': { ...lock, value: 'cfg-p:8100' } }, managed),
      );
      await setting(page, 'Configuration server A').getByText('cfg-p:8100').waitFor();
      expect(await address(page).count()).toBe(0);
    }));
});
