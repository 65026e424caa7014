import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { testsRunOnElectron } from '../tools/electron-binary.ts';
import type { RunningApp } from './support/app.ts';
import { logged } from './support/app-log.ts';
import { DeskPage } from './support/desk-page.ts';
import { deskState } from './support/desk-state.ts';
import { filesHolding } from './support/files-holding.ts';
import { expect, test } from './support/test.ts';
import { until } from './support/until.ts';

const box = (page: Page) => page.getByRole('checkbox', { name: 'Remember password on this computer' });
const fileOf = ({ data }: RunningApp): string => path.join(data, 'remembered-password.json');
const allowed = { rememberPassword: true };

/** What this computer can do, once the app knows. */
async function memoryOf(app: RunningApp): Promise<string> {
  const { passwordMemory } = await until(
    'the secure storage has answered',
    () => deskState(app.desk),
    (state) => state.passwordMemory.status !== 'not-offered',
  );
  return passwordMemory.status;
}

test('without secure storage the dialog says why, and a login leaves nothing on disk', async ({
  openApp,
}) => {
  const app = await openApp({ settings: allowed });
  const status = await memoryOf(app);
  test.skip(testsRunOnElectron() && status === 'offered', 'This computer has secure storage.');
  const desk = new DeskPage(app.desk);
  await expect(
    app.desk.getByText(/cannot be remembered\. This computer has no secure storage/),
  ).toBeVisible();
  await expect(box(app.desk)).toHaveCount(0);
  await logged(app, 'Passwords cannot be remembered.');
  await desk.logIn();
  await desk.whole();
  await app.end();
  expect(existsSync(fileOf(app))).toBe(false);
  expect(await filesHolding(app.data, 'xxyyzz')).toEqual([]);
});

test('where the settings do not allow it nothing is offered, and what was remembered is deleted at the start', async ({
  openApp,
}) => {
  const first = await openApp();
  await expect(new DeskPage(first.desk).logInButton).toBeEnabled();
  await first.end();
  const login = { profile: 'Billing, blended', agentLoginType: 0, loginString: '12345;;52513' };
  await writeFile(fileOf(first), JSON.stringify({ login, hidden: 'djEwAAAA' }));
  const second = await openApp({ data: first.data });
  await logged(second, 'The remembered password was deleted: the settings do not allow it.');
  await expect(new DeskPage(second.desk).loginString).toHaveValue('');
  await expect(box(second.desk)).toHaveCount(0);
  expect(existsSync(fileOf(second))).toBe(false);
});

test('with secure storage the next start is one click, and unticking ends it', {
  tag: '@electron',
}, async ({ openApp }) => {
  test.skip(!testsRunOnElectron(), 'Only Electron’s own binary reaches the secure storage of the computer.');
  const first = await openApp({ settings: allowed });
  test.skip((await memoryOf(first)) !== 'offered', 'This computer has no secure storage.');
  const morning = new DeskPage(first.desk);
  await morning.loginString.fill('12345;xxyyzz;52513');
  await box(first.desk).check();
  await morning.logInButton.click();
  await morning.whole();
  await expect.poll(() => existsSync(fileOf(first))).toBe(true);
  await first.end();
  expect(await filesHolding(first.data, 'xxyyzz')).toEqual([]);

  const second = await openApp({ data: first.data });
  const next = new DeskPage(second.desk);
  await expect(next.loginString).toHaveValue(/^12345;•+;52513$/);
  await next.logInButton.click();
  await next.whole();
  await next.choose(/End of shift/);
  await box(second.desk).uncheck();
  await expect(next.loginString).toHaveValue('12345;;52513');
  await expect.poll(() => existsSync(fileOf(second))).toBe(false);
});
