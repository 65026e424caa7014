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
import { openKeyring } from './support/keyring.ts';
import { deploy, flagValue } from './support/policy-file.ts';
import { expect, test } from './support/test.ts';
import { until } from './support/until.ts';

const box = (page: Page) => page.getByRole('checkbox', { name: 'Remember password on this computer' });
/** Where a mouse clicks for it. */
const words = (page: Page) => page.getByText('Remember password on this computer');
const fileOf = ({ data }: RunningApp): string => path.join(data, 'remembered-password.json');
/** A policy by which passwords may be remembered, or may not. */
const say = (file: string, isAllowed: boolean): Promise<void> =>
  deploy(file, flagValue('RememberPassword', isAllowed));

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
}, testInfo) => {
  const policy = testInfo.outputPath('desk.reg');
  await say(policy, true);
  const app = await openApp({ policies: [policy] });
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

test('with a keyring the next login is one click, and no window has the password', async ({
  openApp,
  control,
}, testInfo) => {
  const policy = testInfo.outputPath('desk.reg');
  await say(policy, false);
  const app = await openApp({ policies: [policy] });
  await openKeyring(app.application);
  await say(policy, true);
  const desk = new DeskPage(app.desk);
  await desk.loginString.fill('12345;xxyyzz;52513');
  await words(app.desk).click();
  await expect(box(app.desk)).toBeChecked();
  await desk.logInButton.click();
  await desk.whole();
  await expect.poll(() => existsSync(fileOf(app))).toBe(true);
  await desk.choose(/End of shift/);

  await expect(desk.loginString).toHaveValue(/^12345;•{8};52513$/);
  await expect(app.desk.getByText('The password of agent 12345 is remembered')).toBeVisible();
  expect(JSON.stringify(await deskState(app.desk)) + (await app.desk.content())).not.toContain('xxyyzz');
  await desk.logInButton.click();
  await desk.whole();
  await control.wait({ for: 'agent', agentId: '12345', state: 'NotReady' });
  await desk.choose(/End of shift/);
  await words(app.desk).click();
  await expect(desk.loginString).toHaveValue('12345;;52513');
  await expect.poll(() => existsSync(fileOf(app))).toBe(false);
  await app.end();
  expect(await filesHolding(app.data, 'xxyyzz')).toEqual([]);
});

test(
  'with secure storage the next start is one click, and unticking ends it',
  {
    tag: '@electron',
  },
  async ({ openApp }, testInfo) => {
    test.skip(
      !testsRunOnElectron(),
      'Only Electron’s own binary reaches the secure storage of the computer.',
    );
    const policy = testInfo.outputPath('desk.reg');
    await say(policy, true);
    const first = await openApp({ policies: [policy] });
    test.skip((await memoryOf(first)) !== 'offered', 'This computer has no secure storage.');
    const morning = new DeskPage(first.desk);
    await morning.loginString.fill('12345;xxyyzz;52513');
    await words(first.desk).click();
    await morning.logInButton.click();
    await morning.whole();
    await expect.poll(() => existsSync(fileOf(first))).toBe(true);
    await first.end();
    expect(await filesHolding(first.data, 'xxyyzz')).toEqual([]);

    const second = await openApp({ data: first.data, policies: [policy] });
    const next = new DeskPage(second.desk);
    await expect(next.loginString).toHaveValue(/^12345;•+;52513$/);
    await next.logInButton.click();
    await next.whole();
    await next.choose(/End of shift/);
    await words(second.desk).click();
    await expect(next.loginString).toHaveValue('12345;;52513');
    await expect.poll(() => existsSync(fileOf(second))).toBe(false);
  },
);
