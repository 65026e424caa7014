import path from 'node:path';
import { expect, test } from './fixtures.ts';

test('the main process looks like Electron', async ({ app, data }) => {
  const seen = await app.evaluate(({ app: electronApp }) => ({
    name: electronApp.getName(),
    version: electronApp.getVersion(),
    isReady: electronApp.isReady(),
    isPackaged: electronApp.isPackaged,
    userData: electronApp.getPath('userData'),
    logs: electronApp.getPath('logs'),
    type: process.type,
    electron: process.versions.electron,
    chrome: process.versions.chrome,
    fake: electronApp.commandLine.hasSwitch('use-fake-device-for-media-stream'),
  }));
  expect(seen).toMatchObject({
    name: 'Conformance App',
    version: '0.1.0',
    isReady: true,
    isPackaged: false,
    userData: data,
    logs: path.join(data, 'logs'),
    type: 'browser',
    fake: true,
  });
  expect(seen.electron).toMatch(/^\d+\.\d+\.\d+$/);
  expect(seen.chrome).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
});

test('setName and setPath hold, and a relative path is refused', async ({ app }) => {
  const seen = await app.evaluate(({ app: electronApp }) => {
    electronApp.setName('Renamed');
    electronApp.setPath('userData', '/tmp/elsewhere');
    let problem = '';
    try {
      electronApp.setPath('userData', 'relative');
    } catch (error) {
      problem = String(error);
    }
    return [electronApp.name, electronApp.getPath('userData'), problem];
  });
  expect(seen).toEqual(['Renamed', '/tmp/elsewhere', expect.stringContaining('Path must be absolute')]);
});

test('what the shell lacks throws by name @shell', async ({ app, page }) => {
  const problems = await app.evaluate((electron) => {
    const [window] = electron.BrowserWindow.getAllWindows();
    const messageOf = (run: () => unknown) => {
      try {
        run();
        return 'nothing was thrown';
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    };
    return [
      messageOf(() => window?.setVibrancy('menu')),
      messageOf(() => window?.webContents.debugger),
      messageOf(() => electron.desktopCapturer.getSources({ types: ['screen'] })),
      messageOf(() => new electron.MessageChannelMain()),
      messageOf(() => electron.app.relaunch()),
      messageOf(() => electron.session.defaultSession.cookies),
      messageOf(() => new electron.BrowserWindow({ webPreferences: { sandbox: false } })),
      messageOf(() => new electron.BrowserWindow({ webPreferences: { nodeIntegration: true } })),
    ];
  });
  const named = [
    'BrowserWindow.setVibrancy',
    'WebContents.debugger',
    'desktopCapturer.getSources',
    'MessageChannelMain',
    'app.relaunch',
    'session.cookies',
    'webPreferences.sandbox: false',
    'webPreferences.nodeIntegration: true',
  ];
  expect(problems).toEqual(
    named.map((name) => expect.stringContaining(`Chromium shell: ${name} is not implemented`)),
  );
  expect(await page.evaluate(() => window.api.refusals())).toEqual([
    'Chromium shell: ipcRenderer.sendSync is not implemented in a preload.',
    'Chromium shell: webFrame is not implemented in a preload.',
    'module not found: node:fs',
    'Cannot bind an API on top of an existing property on the window object',
  ]);
});

test('app.getAppMetrics names this process and the pages', async ({ app }) => {
  const { metrics, own, page } = await app.evaluate(({ app: electronApp, BrowserWindow }) => ({
    metrics: electronApp.getAppMetrics(),
    own: process.pid,
    page: BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
  }));
  expect(metrics.find(({ type }) => type === 'Browser')?.pid).toBe(own);
  expect(metrics.filter(({ type }) => type === 'Tab').map(({ pid }) => pid)).toContain(page);
  for (const { memory } of metrics) expect(memory.workingSetSize).toBeGreaterThan(0);
});
