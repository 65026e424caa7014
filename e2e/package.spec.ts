import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { electronIsPresent, testsRunOnElectron } from '../tools/electron-binary.ts';
import type { PackagedApp } from '../tools/package/packaged-app.ts';
import { DeskPage } from './support/desk-page.ts';
import { install, packageApp, runSettings, type StartedApp, start } from './support/installed-app.ts';
import { projectRoot } from './support/project.ts';
import { test as base, expect } from './support/test.ts';

// What `npm run package` makes, copied to another place as an installer would, and used there by an agent and by IT.

interface Fixtures {
  /** Starts the installed app; ended with the test. */
  readonly open: (options: readonly string[], environment: NodeJS.ProcessEnv) => Promise<StartedApp>;
}

const test = base.extend<Fixtures, { readonly installed: PackagedApp }>({
  open: async ({ installed }, use) => {
    const started: StartedApp[] = [];
    await use(async (...how) => {
      const app = await start(installed, ...how);
      started.push(app);
      return app;
    });
    for (const app of started) await app.end();
  },
  installed: [
    async ({ scratch }, use) => {
      await use(await install(await packageApp(), path.join(scratch, 'Program Files', 'Switchhook')));
    },
    { scope: 'worker' },
  ],
});

test.skip(
  process.platform !== 'linux' && !electronIsPresent(),
  'Without Electron’s binary nothing takes its place in a package but on Linux.',
);

test('the installed app finds its servers, and switchhook-settings says of that desk where they come from', async ({
  open,
  installed,
  tier,
  scratch,
}) => {
  const { a, b } = tier.addresses.configuration;
  const { environment, options } = await ofOneUser(scratch);
  const app = await open([...options, `--config=${a}`, '--config='], environment);
  await expect(new DeskPage(app.desk).logInButton).toBeEnabled();
  const settings = (...words: readonly string[]) =>
    runSettings(installed, [...words, ...options], environment);
  // What the app wrote once it had asked the cluster.
  await expect
    .poll(async () => (await settings('get', 'configurationServers.b', '--json')).stdout)
    .toContain(`"value":"${b}","source":"cluster"`);
  const explained = await settings('explain', 'configurationServers.b');
  expect(explained).toMatchObject({ exit: 0, stderr: '' });
  expect(explained.stdout).toContain(`configurationServers.b = ${b}`);
  expect(await settings('set', 'theme', 'blue')).toMatchObject({ exit: 3, stdout: '' });
});

test('the installed app brings its simulator along: one click logs in, and it runs no file of this project', async ({
  open,
  scratch,
}) => {
  const coverage = await mkdtemp(path.join(scratch, 'coverage-'));
  const { environment, options } = await ofOneUser(scratch);
  const app = await open([...options, '--simulator'], {
    ...environment,
    NODE_V8_COVERAGE: coverage,
  });
  const desk = new DeskPage(app.desk);
  await desk.logInButton.click();
  await desk.whole();
  await app.end();
  if (testsRunOnElectron()) return;
  const scripts = await scriptsOf(coverage);
  expect(scripts.filter((file) => /\/out\/main\/(index|tier)\.js$/.test(file))).toHaveLength(2);
  const ofTheApp = ['out', 'contract', 'phone', 'main', 'renderer', 'server-sim'];
  const folders = ofTheApp.map((name) => path.join(projectRoot, name, path.sep));
  expect(scripts.filter((file) => folders.some((folder) => file.startsWith(folder)))).toEqual([]);
});

/** A user of his own: Electron's folders can be moved by the environment on Linux alone. */
async function ofOneUser(scratch: string) {
  const folder = await mkdtemp(path.join(scratch, 'user-'));
  // Playwright colours what its tests start.
  const { FORCE_COLOR: _, ...usual } = process.env;
  return process.platform === 'linux'
    ? { environment: { ...usual, XDG_CONFIG_HOME: folder }, options: [] }
    : { environment: usual, options: [`--data=${folder}`] };
}

/** The files of all scripts that the app's processes ran. */
async function scriptsOf(coverage: string): Promise<readonly string[]> {
  const reports = await readdir(coverage);
  const all = await Promise.all(
    reports.map(async (name) => JSON.parse(await readFile(path.join(coverage, name), 'utf8'))),
  );
  const urls: readonly string[] = all.flatMap(({ result }) =>
    result.map((script: { url: string }) => script.url),
  );
  return [...new Set(urls)].filter((url) => url.startsWith('file:')).map((url) => decodeURI(url.slice(7)));
}
