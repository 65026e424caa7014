import path from 'node:path';
import { appFolder, expect, openWindow, startElectron, test, traceInto } from './fixtures.ts';

test('a window shows when it is ready, and has the size that the app asked for', async ({
  app,
  page,
  traced,
}) => {
  await expect.poll(traced).toEqual(['ready-to-show', 'show']);
  const window = await app.browserWindow(page);
  const seen = await window.evaluate((w) => [w.isVisible(), w.isFocused(), w.isDestroyed(), w.getBounds()]);
  expect(seen).toEqual([true, true, false, { x: 0, y: 0, width: 900, height: 640 }]);
  await expect.poll(() => window.evaluate((w) => w.getTitle())).toBe('Conformance page');
  expect(await page.evaluate(() => [innerWidth, innerHeight])).toEqual([900, 640]);
});

test('windows that are seen have nothing of a browser around their pages @shell', async ({ app, page }) => {
  test.skip(
    process.env.SWITCHHOOK_HEADED !== '1',
    'Needs SWITCHHOOK_HEADED=1, a Chromium with windows, a display.',
  );
  const second = await openWindow(app, { show: true }, 'app://bundle/index.html?second');
  for (const seen of [page, second]) {
    // A title bar is lower than this; tabs and an address are 87 pixels.
    expect(await seen.evaluate(() => outerHeight - innerHeight)).toBeLessThan(50);
  }
});

test('hide, show, minimise, restore, focus and blur tell in the order of Electron', async ({ app, page }) => {
  await app.browserWindow(page);
  const events = await app.evaluate(async ({ BrowserWindow }) => {
    const [first] = BrowserWindow.getAllWindows();
    const second = await globalThis.conformance.open({ width: 300, height: 200 });
    const heard: string[] = [];
    const names = ['show', 'hide', 'focus', 'blur', 'minimize', 'restore'] as const;
    for (const [name, window] of Object.entries({ first, second })) {
      for (const event of names) window?.on(event as 'show', () => heard.push(`${name} ${event}`));
    }
    first?.focus();
    first?.hide();
    first?.show();
    second.minimize();
    const minimised = [second.isMinimized(), first?.isVisible()];
    second.restore();
    return { heard, minimised, focused: BrowserWindow.getFocusedWindow()?.id === second.id };
  });
  expect(events).toEqual({
    heard: [
      ...['second blur', 'first focus', 'first blur', 'first hide', 'first show', 'first focus'],
      ...['second minimize', 'second restore', 'first blur', 'second focus'],
    ],
    minimised: [true, true],
    focused: true,
  });
});

test('a window is moved and resized, a hidden one when it shows', async ({ app, page }) => {
  const window = await app.browserWindow(page);
  const size = () => page.evaluate(() => [innerWidth, innerHeight]);
  const heard = await window.evaluate((w) => {
    const events: string[] = [];
    w.on('resize', () => events.push('resize'));
    w.on('move', () => events.push('move'));
    w.setBounds({ x: 10, width: 500, height: 400 });
    return { events, bounds: w.getBounds(), size: w.getSize() };
  });
  const bounds = { x: 10, y: 0, width: 500, height: 400 };
  expect(heard).toEqual({ events: ['resize', 'move'], bounds, size: [500, 400] });
  await expect.poll(size).toEqual([500, 400]);
  await window.evaluate((w) => {
    w.hide();
    w.setSize(320, 240);
    w.show();
  });
  await expect.poll(size).toEqual([320, 240]);
});

test('a maximised window fills the screen, and comes back as large as it was', async ({ app, page }) => {
  const window = await app.browserWindow(page);
  const fills = () => page.evaluate(() => innerWidth >= screen.availWidth * 0.9);
  const seen = await window.evaluate((w) => {
    const heard: string[] = [];
    w.on('maximize', () => heard.push('maximize'));
    w.on('unmaximize', () => heard.push('unmaximize'));
    w.setSize(400, 300);
    w.maximize();
    const isMaximized = w.isMaximized();
    return { heard, isMaximized };
  });
  expect(seen).toEqual({ heard: ['maximize'], isMaximized: true });
  await expect.poll(fills).toBe(true);
  await window.evaluate((w) => {
    w.hide();
    w.show();
  });
  await expect.poll(fills).toBe(true);
  await window.evaluate((w) => w.unmaximize());
  await expect.poll(() => page.evaluate(() => [innerWidth, innerHeight])).toEqual([400, 300]);
});

test('close can be prevented, destroy cannot', async ({ app, page }) => {
  const window = await app.browserWindow(page);
  const kept = await window.evaluate(async (w) => {
    w.once('close', (event: Electron.Event) => event.preventDefault());
    w.close();
    return [w.isDestroyed(), w.webContents.isDestroyed()];
  });
  expect(kept).toEqual([false, false]);
  const gone = await app.evaluate(async () => {
    const other = await globalThis.conformance.open({ show: false });
    const heard: string[] = [];
    other.on('close', (event: Electron.Event) => {
      heard.push('close');
      event.preventDefault();
    });
    other.on('closed', () => heard.push('closed'));
    other.destroy();
    return { heard, isDestroyed: other.isDestroyed(), contents: other.webContents.isDestroyed() };
  });
  expect(gone).toEqual({ heard: ['closed'], isDestroyed: true, contents: true });
});

test('what a window manager would show is kept or recorded @shell', async ({ app, page }) => {
  const window = await app.browserWindow(page);
  const kept = await window.evaluate((w) => {
    const onTop: boolean[] = [];
    w.on('always-on-top-changed', (_event: unknown, on: boolean) => onTop.push(on));
    w.setTitle('Another');
    w.setAlwaysOnTop(true);
    w.flashFrame(true);
    w.setProgressBar(0.5);
    w.webContents.openDevTools();
    return { title: w.getTitle(), onTop, isOnTop: w.isAlwaysOnTop(), id: w.id, contents: w.webContents.id };
  });
  expect(kept).toMatchObject({ title: 'Another', onTop: [true], isOnTop: true });
  const kinds = ['frame-flashed', 'progress-shown', 'dev-tools-opened'];
  const record = await app.evaluate(() => globalThis.chromiumShell?.record ?? []);
  expect(record.filter(({ kind }) => kinds.includes(kind))).toEqual([
    { kind: 'frame-flashed', window: kept.id, on: true },
    { kind: 'progress-shown', window: kept.id, progress: 0.5 },
    { kind: 'dev-tools-opened', contents: kept.contents },
  ]);
});

test('several windows have preloads, partitions and processes of their own', async ({ app, page }) => {
  const preload = path.join(appFolder, 'other-preload.cjs');
  const seen = await app.evaluate(async ({ BrowserWindow, session }, otherPreload) => {
    const partition = session.fromPartition('phone');
    globalThis.conformance.serve(partition);
    const same = await globalThis.conformance.open({ show: false });
    const other = await globalThis.conformance.open({
      show: false,
      webPreferences: { partition: 'phone', preload: otherPreload },
    });
    const [main] = BrowserWindow.getAllWindows();
    await main?.webContents.executeJavaScript("localStorage.setItem('seen', 'by main')");
    const script = "[localStorage.getItem('seen'), typeof window.api, window.other?.name]";
    return {
      same: await same.webContents.executeJavaScript(script),
      other: await other.webContents.executeJavaScript(script),
      isOwnSession: other.webContents.session === partition,
      pids: [main, same, other].map((window) => window?.webContents.getOSProcessId() ?? 0),
      ids: new Set([main, same, other].map((window) => window?.webContents.id)).size,
    };
  }, preload);
  expect(seen.same).toEqual(['by main', 'object', null]);
  expect(seen.other).toEqual([null, 'undefined', 'the other preload']);
  expect([seen.isOwnSession, seen.ids]).toEqual([true, 3]);
  expect(new Set(seen.pids).size).toBe(3);
  expect(Math.min(...seen.pids)).toBeGreaterThan(0);
  await expect.poll(() => app.windows().length).toBe(3);
  expect(await page.evaluate(() => localStorage.getItem('seen'))).toBe('by main');
});

test('Playwright reaches the pages of hidden windows', async ({ app, page }) => {
  const hidden = await openWindow(app, { show: false }, 'app://bundle/index.html?hidden');
  expect(hidden).not.toBe(page);
  await hidden.getByRole('button', { name: 'Hello' }).click();
  await expect(hidden.getByTestId('greeting')).toHaveText('hi world true 1,2,3 1');
  const window = await app.browserWindow(hidden);
  expect(await window.evaluate((w) => [w.isVisible(), w.webContents.getURL()])).toEqual([
    false,
    'app://bundle/index.html?hidden',
  ]);
  expect((await hidden.screenshot()).length).toBeGreaterThan(1000);
});

test('with no debugger attached, a hidden window runs at full speed, and a theme set before it is its own', async ({
  data,
  traced,
}) => {
  // Playwright makes every page believe that it has the focus, so this app runs without it.
  const child = startElectron([path.join(appFolder, 'hidden-windows.ts'), `--user-data-dir=${data}`], {
    env: traceInto(data),
    stdio: 'inherit',
  });
  const exitCode = await new Promise((resolve) => child.once('exit', resolve));
  expect(exitCode).toBe(0);
  const [visible, hidden, unthrottled] = (await traced()).map((line) => JSON.parse(line) as HiddenReport);
  expect(visible).toMatchObject({ visibility: 'visible', isDark: true });
  expect(hidden).toMatchObject({ visibility: 'hidden' });
  expect(unthrottled).toMatchObject({ visibility: 'visible' });
  // A throttled page has at most one timer a second.
  expect(hidden?.timers).toBeGreaterThan(10);
  expect(unthrottled?.timers).toBeGreaterThan(10);
  expect(unthrottled?.frames).toBeGreaterThan(5);
});

/** What app/hidden-windows.ts writes a line of for each of its windows. */
type HiddenReport = {
  readonly visibility: string;
  readonly isDark: boolean;
  readonly timers: number;
  readonly frames: number;
};
