import { userInfo } from 'node:os';
import type { RunningApp } from './support/app.ts';
import { readLog } from './support/app-log.ts';
import { billingOfType } from './support/billing.ts';
import { DeskPage } from './support/desk-page.ts';
import { deskState } from './support/desk-state.ts';
import { filesHolding } from './support/files-holding.ts';
import { deploy, flagValue } from './support/policy-file.ts';
import { expect, test } from './support/test.ts';
import type { Control } from './support/tier.ts';

/** Everything of the tier that has a log. */
const servers = [
  ...['configuration', 'cti', 'licensing', 'sip', 'sessions'].flatMap((kind) => [`${kind}-a`, `${kind}-b`]),
  'connector',
  'peripheral',
  'media',
  'control',
];
/** The agent's, and the telephone's for SIP. */
const passwords = ['xxyyzz', 'quiet-otter-4711'];

test.describe('passwords are in no file, no title, no log, on this side and at the tier', () => {
  test.afterEach(async ({ control }) => {
    await control.post('/scenario', { name: 'billing' });
  });

  test('where a string has them, a wrong one too, with media for several sessions', async ({
    app,
    desk,
    control,
  }) => {
    const wrong = 'correct-horse-1';
    await desk.logIn(`12345;${wrong};52513;pm2c`);
    await expect(desk.page.getByRole('alert').filter({ hasText: /password is not right/i })).toBeVisible();
    await desk.loginString.fill('');
    await desk.logIn('12345;xxyyzz;52513;pm2c');
    await dayAtWork(desk, control);
    await expectNowhere(app, control, [wrong, ...passwords]);
  });

  test('where a policy lets it be remembered, by whatever this computer has for it', async ({
    openApp,
    control,
  }, testInfo) => {
    const policy = testInfo.outputPath('desk.reg');
    await deploy(policy, flagValue('RememberPassword', true));
    const app = await openApp({ policies: [policy] });
    const desk = new DeskPage(app.desk);
    const remember = app.desk.getByText('Remember password on this computer');
    await expect(remember.or(app.desk.getByText(/cannot be remembered/))).toBeVisible();
    if (await remember.isVisible()) await remember.click();
    await desk.logIn('12345;xxyyzz;52513;pm2c');
    await dayAtWork(desk, control);
    await expectNowhere(app, control, passwords);
  });

  test('where a configuration server gives it', async ({ app, desk, control }) => {
    await control.post('/scenario', { yaml: await billingOfType(2, userInfo().username) });
    await expect(desk.loginString).toHaveAttribute('placeholder', 'device');
    await desk.logIn('52513;pm2c');
    await dayAtWork(desk, control);
    await expectNowhere(app, control, passwords);
  });
});

/** Logged in, a chat taken and ended at the connector, and logged out again. */
async function dayAtWork(desk: DeskPage, control: Control): Promise<void> {
  await desk.whole();
  await desk.ready();
  const chatId = await control.placeChat({ partner: 'Tomasz Wrona' });
  await desk.tab('Tomasz Wrona').click();
  await desk.button(/^Accept/).click();
  await control.interactionIn(chatId, 'active');
  await desk.button('End chat').click();
  await control.interactionIn(chatId, 'wrap-up');
  await desk.choose(/Lunch/);
  await expect(desk.tab('Tomasz Wrona')).toHaveCount(0);
  await desk.choose(/End of shift/);
  await expect(desk.logInButton).toBeVisible();
}

async function expectNowhere(app: RunningApp, control: Control, secrets: readonly string[]): Promise<void> {
  const titles = await app.application.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => window.getTitle()),
  );
  const logs = await Promise.all(servers.map((server) => logOf(control, server)));
  const state = await deskState(app.desk);
  const events = await control.get('/events');
  await app.end();
  const told = JSON.stringify([titles, logs, state, events, await readLog(app)]);
  // What is searched does hold what is no secret.
  expect(told).toContain('12345');
  expect(logs.filter((lines) => lines.length === 0)).toEqual([]);
  expect(JSON.stringify(logs[servers.indexOf('connector')])).toContain('communicationSession 12345');
  expect(await filesHolding(app.data, 'Edinburgh contact centre')).not.toEqual([]);
  for (const secret of secrets) {
    expect(told).not.toContain(secret);
    expect(await filesHolding(app.data, secret)).toEqual([]);
  }
}

async function logOf(control: Control, server: string): Promise<readonly unknown[]> {
  return (await control.get<{ lines: readonly unknown[] }>(`/log/${server}?lines=2000`)).lines;
}
