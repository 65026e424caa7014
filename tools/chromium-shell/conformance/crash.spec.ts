import { expect, test } from './fixtures.ts';

test('a page that crashes is reported, and loads again', async ({ app, page, traced }) => {
  const crashed = page.waitForEvent('crash');
  const seen = await app.evaluate(async ({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    if (window === undefined) throw new Error('no window');
    const gone = new Promise((resolve) => {
      window.webContents.once('render-process-gone', (_event, details) => resolve(details));
    });
    window.webContents.forcefullyCrashRenderer();
    const details = await gone;
    const wasCrashed = window.webContents.isCrashed();
    await window.loadURL('app://bundle/index.html');
    const echoed: unknown = await window.webContents.executeJavaScript('window.api.echo(5)');
    return {
      details,
      wasCrashed,
      isCrashed: window.webContents.isCrashed(),
      echoed,
      id: window.webContents.id,
    };
  });
  expect(seen).toMatchObject({
    details: { reason: 'crashed' },
    wasCrashed: true,
    isCrashed: false,
    echoed: 5,
  });
  await crashed;
  expect(await traced()).toContain(`gone ${seen.id} crashed`);
});

test('a killed page leaves the other windows alone, and its process is another afterwards', async ({
  app,
  page,
}) => {
  const seen = await app.evaluate(async () => {
    const phone = await globalThis.conformance.open({ show: false });
    const desk = await globalThis.conformance.open({ show: false });
    await phone.webContents.executeJavaScript('window.kept = 42');
    const before = desk.webContents.getOSProcessId();
    const gone = new Promise<string>((resolve) => {
      desk.webContents.once('render-process-gone', (_event, { reason }) => resolve(reason));
    });
    process.kill(before, 'SIGKILL');
    const reason = await gone;
    const loaded = new Promise<void>((resolve) => desk.webContents.once('did-finish-load', () => resolve()));
    desk.webContents.reload();
    await loaded;
    const echoed: unknown = await desk.webContents.executeJavaScript('window.api.echo("back")');
    const kept: unknown = await phone.webContents.executeJavaScript('window.kept');
    return { reason, echoed, kept, pids: [before, desk.webContents.getOSProcessId()] };
  });
  expect(seen).toMatchObject({ reason: 'killed', echoed: 'back', kept: 42 });
  expect(new Set(seen.pids).size).toBe(2);
  expect(await page.evaluate(() => window.api.echo(1))).toBe(1);
});

test('a crashed window closes', async ({ app }) => {
  const closed = await app.evaluate(async () => {
    const window = await globalThis.conformance.open({ show: false });
    const gone = new Promise((resolve) =>
      window.webContents.once('render-process-gone', () => resolve(true)),
    );
    window.webContents.forcefullyCrashRenderer();
    await gone;
    const end = new Promise((resolve) => window.once('closed', () => resolve('closed')));
    window.close();
    return end;
  });
  expect(closed).toBe('closed');
});

test('a load under way fails when the page crashes', async ({ app }) => {
  const problem = await app.evaluate(async ({ protocol }) => {
    // Its image never comes, so the load never ends by itself.
    protocol.handle('stuck', ({ url }) =>
      url.endsWith('/image')
        ? new Promise<Response>(() => {})
        : new Response('<img src="/image">', { headers: { 'content-type': 'text/html' } }),
    );
    const window = await globalThis.conformance.open({ show: false });
    const ready = new Promise((resolve) => window.webContents.once('dom-ready', () => resolve(true)));
    const loaded = window.loadURL('stuck://page/').then(() => 'loaded', String);
    await ready;
    window.webContents.forcefullyCrashRenderer();
    return loaded;
  });
  expect(problem).toContain("ERR_FAILED (-2) loading 'stuck://page/'");
});
