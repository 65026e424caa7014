import { once } from 'node:events';
import path from 'node:path';
import { appFolder, expect, isAlive, startElectron, test, traceInto } from './fixtures.ts';

test('the last window closed by the page ends the app, in the order of Electron', async ({
  app,
  page,
  traced,
}) => {
  const ended = app.waitForEvent('close');
  await page.getByRole('button', { name: 'Close' }).click();
  await ended;
  const order = [
    'ready-to-show',
    'show',
    'closed',
    'window-all-closed',
    'before-quit',
    'will-quit',
    'quit 0',
  ];
  expect(await traced()).toEqual(order);
});

test('a second instance tells the first and ends', async ({ app, data, traced }) => {
  const second = startElectron(['.', `--user-data-dir=${data}`, 'tel:+4930123'], { env: traceInto(data) });
  const [exitCode] = await once(second, 'exit');
  expect(exitCode).toBe(0);
  await expect.poll(traced).toContain('second-instance tel:+4930123 {"from":"conformance"}');
  expect(await app.evaluate(({ app: electronApp }) => electronApp.hasSingleInstanceLock())).toBe(true);
});

test('settings and the page’s storage survive a restart', async ({ launch }) => {
  for (const launches of [1, 2]) {
    const { app, page } = await launch();
    const counted = await page.evaluate(() => {
      const count = Number(localStorage.getItem('count') ?? 0) + 1;
      localStorage.setItem('count', String(count));
      return count;
    });
    expect(counted).toBe(launches);
    const name = launches === 1 ? 'nobody' : 'Ann';
    expect(await page.evaluate(() => window.api.settings())).toEqual({ name, launches });
    await page.evaluate(() => window.api.setName('Ann'));
    await app.close();
  }
});

test('before-quit can keep the app', async ({ app, traced }) => {
  await app.evaluate(async ({ app: electronApp }) => {
    const asked = new Promise((resolve) =>
      electronApp.once('before-quit', (event) => {
        event.preventDefault();
        resolve(true);
      }),
    );
    electronApp.quit();
    await asked;
  });
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  expect(await traced()).not.toContain('will-quit');
});

test('app.exit asks nobody and gives its code', async ({ data, traced }) => {
  const child = startElectron([path.join(appFolder, 'exits.ts'), `--user-data-dir=${data}`], {
    env: traceInto(data),
  });
  const [exitCode] = await once(child, 'exit');
  expect(exitCode).toBe(3);
  expect(await traced()).toEqual(['quit 3']);
});

test('SIGTERM quits in order', async ({ app, traced }) => {
  test.skip(process.platform === 'win32', 'Windows has no SIGTERM: a process is ended at once.');
  const ended = app.waitForEvent('close');
  app.process().kill('SIGTERM');
  await ended;
  expect((await traced()).slice(-4)).toEqual(['before-quit', 'closed', 'will-quit', 'quit 0']);
});

test('a killed main process takes Chromium and its utility processes along, and starts again at once', async ({
  launch,
}) => {
  const { app } = await launch();
  const pids = await app.evaluate(
    async ({ app: electronApp, utilityProcess }, module) => {
      const child = utilityProcess.fork(module);
      await new Promise((resolve) => child.once('spawn', () => resolve(true)));
      return electronApp.getAppMetrics().flatMap(({ pid }) => (pid === process.pid ? [] : [pid]));
    },
    path.join(appFolder, 'utility.ts'),
  );
  expect(pids.length).toBeGreaterThan(2);
  app.process().kill('SIGKILL');
  // On the same profile, which the dying Chromium still holds for a moment.
  const again = await launch();
  expect(await again.page.evaluate(() => window.api.echo('again'))).toBe('again');
  await expect.poll(() => pids.filter(isAlive)).toEqual([]);
});
