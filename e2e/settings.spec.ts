import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { RunningApp } from './support/app.ts';
import { logged } from './support/app-log.ts';
import { DeskPage } from './support/desk-page.ts';
import { deploy } from './support/policy-file.ts';
import { SettingsPage } from './support/settings-page.ts';
import { aileen, letRing } from './support/story.ts';
import { expect, test } from './support/test.ts';

const settingsFile = ({ data }: RunningApp): string => path.join(data, 'settings.json');
const onDisk = async (app: RunningApp): Promise<object> =>
  JSON.parse(await readFile(settingsFile(app), 'utf8'));

const looksDark = (page: Page): Promise<boolean> =>
  page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);

const themeOf = ({ application }: RunningApp): Promise<string> =>
  application.evaluate(({ nativeTheme }) => nativeTheme.themeSource);

/** Whether the window has loaded the settings screen's code. */
const isLoaded = (page: Page): Promise<boolean> =>
  page.evaluate(() =>
    performance.getEntriesByType('resource').some(({ name }) => name.includes('/settings-screen-')),
  );

/** Asks for something over the bridge, whatever it is; resolves with what came of it, or why main refused it. */
function askBridge(page: Page, wanted: unknown): Promise<unknown> {
  return page.evaluate(async (sent) => {
    try {
      return await window.switchhook?.setSetting(sent as never);
    } catch (error) {
      return { refused: String(error) };
    }
  }, wanted);
}

test.describe('the settings screen', () => {
  test('finds a setting, sets it at once and on disk, takes it back, and follows the file', async ({
    app,
    desk,
  }) => {
    await desk.logIn();
    await desk.whole();
    expect(await isLoaded(app.desk)).toBe(false);
    const settings = new SettingsPage(app.desk);
    await settings.open();
    expect(await isLoaded(app.desk)).toBe(true);
    await app.desk.keyboard.type('appearance');
    await expect(app.desk.getByRole('heading', { level: 3 })).toHaveText(['Appearance']);

    const theme = settings.setting('Appearance');
    await expect(theme.getByText('Default', { exact: true })).toBeVisible();
    const before = await looksDark(app.desk);
    await theme.getByText(before ? 'Light' : 'Dark', { exact: true }).click();
    await expect(theme.getByText('Set by you')).toBeVisible();
    await expect(theme.getByText(/^Saved \d\d:\d\d:\d\d$/)).toBeVisible();
    await expect.poll(() => looksDark(app.desk)).toBe(!before);
    expect(await onDisk(app)).toMatchObject({ theme: before ? 'light' : 'dark' });
    await logged(app, 'The user set \\"theme\\".');

    await theme.getByRole('button', { name: 'Back to default' }).click();
    await expect(theme.getByRole('radio', { name: 'As the system' })).toBeChecked();
    expect(await onDisk(app)).not.toHaveProperty('theme');

    // Another program writes the file.
    await writeFile(settingsFile(app), JSON.stringify({ ...(await onDisk(app)), theme: 'light', teme: 1 }));
    await expect(theme.getByRole('radio', { name: 'Light' })).toBeChecked();
    await settings.search.fill('');
    await expect(
      app.desk.getByRole('region', { name: 'Something in the settings is not used' }),
    ).toContainText(
      `The setting "teme" in ${settingsFile(app)}, line 1 is none of this version of Switchhook`,
    );
    await app.desk.keyboard.press('Escape');
    await expect(settings.search).toHaveCount(0);
    await expect(desk.plate).toContainText('Not Ready');
  });

  test('before a login shows what policy locks, and follows the policy', async ({ openApp }, testInfo) => {
    const file = testInfo.outputPath('desk.reg');
    await deploy(file, '"Theme"="dark"', '"RecorderDays"=dword:3');
    const app = await openApp({ policies: [file], settings: { theme: 'light' } });
    await expect(new DeskPage(app.desk).loginString).toBeVisible();
    const settings = new SettingsPage(app.desk);
    await app.desk.keyboard.press('Control+,');
    await expect(settings.search).toBeFocused();

    const theme = settings.setting('Appearance');
    await expect(theme).toContainText(`Set by policy of this computer: ${file}`);
    await expect(theme).toContainText('Locked by the policy that your IT department has for this computer.');
    await expect(theme).toContainText('Used in place of “Light”, which you set.');
    await expect(theme.getByRole('radio')).toHaveCount(0);
    await expect(settings.setting('How long the flight recorder keeps')).toContainText('3 days');
    // Nor is there a way round the screen.
    expect(await askBridge(app.desk, { key: 'theme', value: 'light' })).toEqual({
      ok: false,
      reason: `"theme" is set by policy in ${file}: it cannot be changed here.`,
    });
    expect(await themeOf(app)).toBe('dark');

    await deploy(file, '"RecorderDays"=dword:3');
    await expect(theme.getByRole('radio', { name: 'Light' })).toBeChecked();
    await expect(theme).toContainText('Set by you');
    expect(await themeOf(app)).toBe('light');

    await deploy(file, '"RecorderDays"=dword:5');
    await expect(settings.setting('How long the flight recorder keeps')).toContainText(
      'Until it is started again, “3 days” is used.',
    );
    await app.desk.keyboard.press('Escape');
    const strip = app.desk.getByText('Your IT department changed “How long the flight recorder keeps”.');
    await expect(strip).toBeVisible();
    await deploy(file, '"RecorderDays"=dword:3');
    await expect(strip).toHaveCount(0);
  });

  test('refuses over the bridge what no setting can be, and nothing changes', async ({ app }) => {
    const before = await onDisk(app);
    for (const wanted of [
      null,
      { key: 'window', value: 'x' },
      { key: '__proto__', value: 'dark' },
      { key: 'theme', value: { dark: true } },
      { key: 'theme', value: 'x'.repeat(1_000_000) },
    ]) {
      expect(await askBridge(app.desk, wanted), JSON.stringify(wanted).slice(0, 60)).toHaveProperty(
        'refused',
      );
    }
    for (const wanted of [
      { key: 'theme', value: 'pink' },
      { key: 'allowPlaintext', value: true },
    ]) {
      expect(await askBridge(app.desk, wanted)).toMatchObject({ ok: false });
    }
    expect(await onDisk(app)).toEqual(before);
    await logged(app, 'A message from the desk window was refused. desk:set-setting: key');
  });

  test('does not stand in the way of a call: it is answered from the toolbar, and its sheet comes up', async ({
    app,
    desk,
    control,
  }) => {
    await letRing(desk, control);
    const settings = new SettingsPage(app.desk);
    await settings.open();
    await expect(desk.incoming(aileen.name)).toBeVisible();
    await desk.answer();
    await expect(app.desk.getByRole('heading', { level: 1, name: aileen.name })).toBeVisible();
    await settings.open();
    await desk.tool('Hold').click();
    await expect(desk.tool('Retrieve')).toBeVisible();
    await desk.tool('Release').click();
    await expect(desk.plate).toContainText('Wrap-up');
    await expect(settings.search).toBeVisible();
    await desk.tab(aileen.name).click();
    await expect(settings.search).toHaveCount(0);
  });
});
