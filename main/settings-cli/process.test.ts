import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Conf from 'conf';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../files/testing/temporary-folder.ts';
import { memoryLog } from '../log/testing/test-logs.ts';
import { createLocalSettings } from '../settings/desk-store.ts';
import { schemaVersion } from '../settings/migrations.ts';

// The command line as a process of its own, as IT's scripts run it.

const program = path.join(import.meta.dirname, '../switchhook-settings.ts');

interface Ended {
  readonly exit: unknown;
  readonly stdout: string;
  readonly stderr: string;
}

function run(argv: readonly string[], uid?: number): Promise<Ended> {
  const node = ['--disable-warning=ExperimentalWarning', program, ...argv];
  // With no display: nothing of a session of the desktop is handed on.
  const env = { PATH: process.env.PATH, HOME: process.env.HOME };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      node,
      { env, ...(uid === undefined ? {} : { uid }) },
      (error, stdout, stderr) => resolve({ exit: error ? error.code : 0, stdout, stderr }),
    );
  });
}

async function folders(): Promise<{
  readonly data: string;
  readonly options: readonly string[];
  readonly policies: string;
}> {
  const folder = await temporaryFolder();
  const data = path.join(folder, 'desk');
  const policies = path.join(folder, 'policies');
  return { data, policies, options: ['--data', data, '--policy-folder', policies] };
}

test('what is set is saved, and what cannot be is refused, with the exit codes that the documents name', async () => {
  const { options } = await folders();
  const set = await run(['set', 'theme', 'dark', ...options]);
  expect(set).toMatchObject({ exit: 0, stderr: '' });
  expect(await run(['set', 'theme', 'blue', ...options])).toEqual({
    exit: 3,
    stdout: '',
    stderr: '"theme" cannot be "blue": expected one of system, light, dark.\n',
  });
  expect(await run(['set', 'colour', 'blue', ...options])).toMatchObject({ exit: 2, stdout: '' });
});

test('--json is one object, of an error too', async () => {
  const { data, options } = await folders();
  await run(['set', 'theme', 'dark', ...options]);
  const json = await run(['get', 'theme', '--json', ...options]);
  expect(JSON.parse(json.stdout)).toEqual({
    command: 'get',
    exit: 0,
    errors: [],
    settings: {
      theme: { value: 'dark', source: 'user', place: path.join(data, 'settings.json'), locked: false },
    },
  });
  const wrong = await run(['get', 'colour', '--json', ...options]);
  expect(JSON.parse(wrong.stdout)).toMatchObject({ command: null, exit: 2, errors: [expect.any(String)] });
});

test('--help names the commands', async () => {
  expect(await run(['--help'])).toMatchObject({
    exit: 0,
    stderr: '',
    stdout: expect.stringContaining('heal'),
  });
});

test.each(['stdout', 'stderr'] as const)(
  'it ends quietly where nobody reads its %s any more',
  async (gone) => {
    const { options } = await folders();
    const node = [
      '--disable-warning=ExperimentalWarning',
      program,
      'get',
      '--policies',
      'none.reg',
      ...options,
    ];
    const child = spawn(process.execPath, node, { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    child[gone].destroy();
    child[gone === 'stdout' ? 'stderr' : 'stdout'].on('data', (text: Buffer) => {
      said += text;
    });
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(said).toContain(gone === 'stdout' ? 'none.reg' : 'theme = system');
    expect(said).not.toContain('EPIPE');
  },
);

test('an export goes to stdout byte for byte', async () => {
  const { options } = await folders();
  await run(['set', 'theme', 'dark', ...options]);
  const { stdout } = await run(['export', '--format', 'json', ...options]);
  expect(stdout).toBe('{\n  "Theme": "dark"\n}\n');
  const reg = await run(['export', '--json', ...options]);
  expect(JSON.parse(reg.stdout)).toMatchObject({
    settings: { Theme: 'dark' },
    content: expect.stringContaining('"Theme"="dark"'),
  });
});

test.runIf(process.getuid?.() === 0)(
  'without the rights of an administrator it says what to do',
  async () => {
    const { policies, options } = await folders();
    mkdirSync(policies, { mode: 0o755 });
    const nobody = 65_534;
    // The folders above are its owner's alone.
    chmodSync(path.dirname(policies), 0o755);
    expect(await run(['set', 'theme', 'dark', '--machine', ...options], nobody)).toMatchObject({
      exit: 4,
      stdout: '',
      stderr: expect.stringMatching(/access is denied.* Run the command as root \(sudo\)\./),
    });
  },
);

test('what a desk that runs and many commands write at once is all there, and the desk notices', async () => {
  const { data, options } = await folders();
  mkdirSync(data);
  writeFileSync(path.join(data, 'settings.json'), '{"lastProfile":"before"}');
  const store = new Conf({ cwd: data, configName: 'settings', watch: true });
  const settings = createLocalSettings({ store, policies: [], now: Date.now, log: memoryLog() });
  onTestFinished(() => {
    settings.close();
    store._closeWatcher();
  });
  const noticed = new Promise<void>((resolve) => {
    settings.onChange(({ inForce }) => {
      if (inForce.theme === 'dark') resolve();
    });
  });
  const commands = [
    ['set', 'theme', 'dark'],
    ['set', 'logLevel', 'warn'],
    ['set', 'serverOrder', 'primary-first'],
    ['set', 'configurationServers.a', 'cfg-a:1'],
    ['set', 'configurationServers.b', 'cfg-b:1'],
    ['set', 'configurationServers.name', 'cfg.example'],
  ];
  let running = commands.length;
  const all = Promise.all(
    commands.map(async (command) => {
      expect(await run([...command, ...options])).toMatchObject({ exit: 0 });
      running -= 1;
    }),
  );
  let written = 0;
  while (running > 0) {
    written += 1;
    settings.remember({ lastProfile: `profile ${written}` });
    settings.remember({
      window: { bounds: { x: written, y: 0, width: 800, height: 600 }, maximised: false },
    });
    await new Promise((resolve) => setImmediate(resolve));
  }
  await all;
  expect(JSON.parse(readFileSync(path.join(data, 'settings.json'), 'utf8'))).toEqual({
    schemaVersion,
    lastProfile: `profile ${written}`,
    window: { bounds: { x: written, y: 0, width: 800, height: 600 }, maximised: false },
    theme: 'dark',
    logLevel: 'warn',
    serverOrder: 'primary-first',
    configurationServers: { a: 'cfg-a:1', b: 'cfg-b:1', name: 'cfg.example' },
  });
  await noticed;
});
