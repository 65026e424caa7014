import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { appFolder, expect, isAlive, test } from './fixtures.ts';

type Ended = { readonly code: number; readonly output: string; readonly errors: string };

/** Runs Electron's executable to its end. */
function run(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const executable = String(createRequire(import.meta.url)('electron'));
  // Playwright asks for colours; with NO_COLOR set as well, Node would complain of the two on stderr.
  const { NO_COLOR: _no, FORCE_COLOR: _force, ...inherited } = process.env;
  const options = { cwd: appFolder, env: { ...inherited, ...environment } };
  return new Promise((resolve) => {
    execFile(executable, args, options, (error, output, errors) => {
      resolve({ code: error === null ? 0 : Number(error.code), output, errors });
    });
  });
}

test('--version says which Electron the shell is written against', async () => {
  const manifest = createRequire(import.meta.url)('electron/package.json') as { version: string };
  expect(await run(['--version'])).toEqual({ code: 0, output: `v${manifest.version}\n`, errors: '' });
});

test('ELECTRON_RUN_AS_NODE makes it plain Node', async () => {
  const ended = await run(['-p', 'typeof process.type'], { ELECTRON_RUN_AS_NODE: '1' });
  expect(ended).toEqual({ code: 0, output: 'undefined\n', errors: '' });
});

test('an app that is not there, and none at all, are said @shell', async () => {
  expect(await run(['./nothing'])).toMatchObject({
    code: 1,
    errors: expect.stringContaining('there is no app at'),
  });
  expect(await run([])).toMatchObject({ code: 1, errors: expect.stringContaining('name the app to run') });
});

test('a Chromium that is not there, that does not start or that has no windows is said @shell', async ({
  data,
}) => {
  const args = ['.', `--user-data-dir=${data}`];
  const absent = await run(args, { SWITCHHOOK_CHROMIUM: '/no/chromium' });
  expect(absent).toMatchObject({
    code: 1,
    errors: expect.stringContaining('SWITCHHOOK_CHROMIUM names /no/chromium'),
  });
  const wrong = await run(args, { SWITCHHOOK_CHROMIUM: '/bin/false' });
  expect(wrong).toMatchObject({ code: 1, errors: expect.stringContaining('/bin/false did not start') });
  const headless = path.join(data, 'headless-shell');
  await writeFile(headless, '', { mode: 0o755 });
  const unseen = await run(args, { SWITCHHOOK_CHROMIUM: headless, SWITCHHOOK_HEADED: '1' });
  expect(unseen).toMatchObject({
    code: 1,
    errors: expect.stringContaining('needs a Chromium that shows windows'),
  });
});

test('an error in the app’s own start is shown whole @shell', async ({ data }) => {
  const ended = await run([path.join(appFolder, 'broken.ts'), `--user-data-dir=${data}`]);
  expect(ended.code).toBe(1);
  expect(ended.errors).toContain('RangeError: broken on purpose');
  expect(ended.errors).toContain('broken.ts');
});

test('the app ends when Chromium does @shell', async ({ app }) => {
  const main = app.process();
  const ended = app.waitForEvent('close');
  const chromium = await app.evaluate(({ app: electronApp }) => {
    return (
      electronApp.getAppMetrics().find(({ type, pid }) => type === 'Unknown' && pid !== process.pid)?.pid ?? 0
    );
  });
  expect(isAlive(chromium)).toBe(true);
  process.kill(chromium, 'SIGKILL');
  await ended;
  expect(main.exitCode).toBe(1);
});
