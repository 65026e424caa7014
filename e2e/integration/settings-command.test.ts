import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '../../main/files/testing/temporary-folder.ts';
import { schemaVersion } from '../../main/settings/migrations.ts';
import { readCommandLine } from '../../main/settings-cli/command-line.ts';
import { startTier, type Tier } from '../../server-sim/index.ts';
import { Control } from '../support/tier.ts';
import { until } from '../support/until.ts';
import { desksOfFile } from './desks.ts';

// The command line for IT against the tier's configuration servers: check and heal, and a desk that runs beside it.

let tier: Tier;
let control: Control;
let data: string;
let policies: string;
const openDesk = desksOfFile();

beforeAll(async () => {
  tier = await startTier();
  control = new Control(tier.addresses.control);
});
afterAll(() => tier.close());
beforeEach(async () => {
  await control.reset();
  const folder = await temporaryFolder();
  data = path.join(folder, 'desk');
  policies = path.join(folder, 'policies');
});

interface Ended {
  readonly exit: unknown;
  readonly stdout: string;
  readonly stderr: string;
}

function run(...argv: readonly string[]): Promise<Ended> {
  const program = path.resolve(import.meta.dirname, '../../main/switchhook-settings.ts');
  const options = ['--data', data, '--policy-folder', policies];
  const node = ['--disable-warning=ExperimentalWarning', program, ...argv, ...options];
  return new Promise((resolve) => {
    execFile(process.execPath, node, (error, stdout, stderr) =>
      resolve({ exit: error ? error.code : 0, stdout, stderr }),
    );
  });
}

function write(file: string, content: object): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(content));
}

const addresses = (a: string, b: string): void =>
  write(path.join(data, 'settings.json'), { schemaVersion, configurationServers: { a, b } });

const inFile = (): unknown => JSON.parse(readFileSync(path.join(data, 'settings.json'), 'utf8'));

/** An address at which nothing listens. */
async function deadAddress(): Promise<string> {
  const server = createServer();
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const bound = server.address();
      resolve(typeof bound === 'object' && bound ? bound.port : 0);
    });
  });
  await new Promise((resolve) => server.close(resolve));
  return `127.0.0.1:${port}`;
}

test('a stale primary and a good secondary are both corrected; then all is right', async () => {
  const { a, b } = tier.addresses.configuration;
  const stale = await deadAddress();
  addresses(stale, b);
  const before = await run('check');
  expect(before).toMatchObject({
    exit: 1,
    stdout: expect.stringContaining(`Configuration server B (${b}) answers: it is server B`),
  });
  expect(before.stderr).toContain(`Configuration server A (${stale}) refused the connection`);
  expect(before.stderr).toContain(`"configurationServers.a" is ${stale}; the cluster names ${a}.`);
  expect(await run('heal')).toMatchObject({
    exit: 0,
    stderr: '',
    stdout: expect.stringContaining(`Address A was ${stale} and is ${a} now.`),
  });
  expect(inFile()).toEqual({ schemaVersion, configurationServers: { a, b }, toldByCluster: { a, b } });
  expect(await run('check')).toMatchObject({
    exit: 0,
    stderr: '',
    stdout: expect.stringContaining('All is right.'),
  });
  expect(await run('heal')).toMatchObject({
    exit: 0,
    stdout: expect.stringContaining('nothing was changed'),
  });
});

test('what a policy locks stands, and its drift is told', async () => {
  const { a, b } = tier.addresses.configuration;
  const stale = await deadAddress();
  const place = path.join(policies, '10-site.json');
  write(place, { ConfigurationServersA: stale });
  addresses('', b);
  const healed = await run('heal', '--json');
  expect(healed.exit).toBe(1);
  expect(JSON.parse(healed.stdout)).toMatchObject({
    command: 'heal',
    exit: 1,
    healing: 'locked',
    drift: [{ key: 'configurationServers.a', inForce: stale, toldByCluster: a, place }],
    told: { a, b },
  });
  expect(healed.stderr).toContain(`by policy in ${place}; the cluster names ${a}. The policy stands`);
  expect(JSON.parse(readFileSync(place, 'utf8'))).toEqual({ ConfigurationServersA: stale });
});

test('where none answers each address is named with its source and cause, and nothing is changed', async () => {
  const [one, other] = [await deadAddress(), tier.addresses.licensing.a];
  const place = path.join(policies, '10-site.json');
  write(place, { ConfigurationServersB: other });
  addresses(one, '');
  const healed = await run('heal');
  expect(healed).toMatchObject({
    exit: 1,
    stdout: 'No configuration server answers: nothing was changed.\n',
  });
  expect(healed.stderr).toContain(`Configuration server A (${one}) refused the connection`);
  expect(healed.stderr).toContain(`this computer's own settings (${path.join(data, 'settings.json')})`);
  expect(healed.stderr).toContain(`Configuration server B (${other}) is not a configuration server`);
  expect(healed.stderr).toContain(`policy of this computer (${place})`);
  expect(inFile()).toEqual({ schemaVersion, configurationServers: { a: one, b: '' } });
  const checked = await run('check', '--json');
  expect(checked.exit).toBe(1);
  expect(JSON.parse(checked.stdout)).toMatchObject({
    servers: [
      { side: 'A', answers: false, cause: { type: 'refused' } },
      { side: 'B', answers: false, source: 'machine-policy', place },
    ],
  });
});

test('a cluster that has moved is found by its name', async () => {
  const { a, b } = tier.addresses.configuration;
  const name = a.replace('127.0.0.1', 'localhost');
  write(path.join(data, 'settings.json'), { configurationServers: { a: await deadAddress(), b: '', name } });
  expect(await run('heal')).toMatchObject({ exit: 0 });
  expect(inFile()).toMatchObject({ configurationServers: { a, b, name } });
});

test('a server that says Hello and answers nothing more is no help, and that is said', async () => {
  const { a } = tier.addresses.configuration;
  addresses(a, '');
  await control.server('configuration-a', 'freeze');
  const healed = await run('heal');
  expect(healed).toMatchObject({ exit: 1, stderr: expect.stringContaining(`(${a})`) });
  expect(healed.stderr).toContain('The address of configuration server B is blank: it comes from');
});

test('exchanged and doubled addresses, and settings that are wrong, are told by check', async () => {
  const { a, b } = tier.addresses.configuration;
  addresses(b, a);
  expect((await run('check')).stderr).toContain('It is configuration server B');
  addresses(a, a);
  expect((await run('check')).stderr).toContain('have one address');
  write(path.join(data, 'settings.json'), { configurationServers: { a, b }, theme: 'blue' });
  const checked = await run('check');
  expect(checked).toMatchObject({ exit: 1, stdout: expect.stringContaining('One thing is wrong.') });
  expect(checked.stderr).toContain('"theme" in');
});

test('a headless desk that runs and commands beside it lose nothing of each other', async () => {
  const { a, b } = tier.addresses.configuration;
  const desk = await openDesk(tier.addresses, { folder: data });
  const commands = [
    ['set', 'theme', 'dark'],
    ['set', 'logLevel', 'warn'],
    ['set', 'phoneOrder', 'primary-first'],
  ];
  const login = desk.desk.command({
    type: 'logIn',
    profile: 'Billing, blended',
    loginString: '12345;xxyyzz;52513',
    takeOver: false,
  });
  for (const ended of await Promise.all(commands.map((command) => run(...command)))) {
    expect(ended).toMatchObject({ exit: 0 });
  }
  expect(await login).toEqual({ ok: true });
  // Written once the agent has been shown that he is in.
  const seen = async (): Promise<string> => JSON.stringify(inFile());
  await until('the profile in the file', seen, (text) => text.includes('lastProfile'));
  expect(inFile()).toMatchObject({
    configurationServers: { a, b },
    toldByCluster: { a, b },
    deskId: expect.any(String),
    lastProfile: 'Billing, blended',
    theme: 'dark',
    logLevel: 'warn',
    phoneOrder: 'primary-first',
  });
});

test('each example of the documents is understood', () => {
  const text = readFileSync(path.resolve(import.meta.dirname, '../../docs/it.md'), 'utf8');
  const examples = [...text.matchAll(/^switchhook-settings (.+)$/gm)].map(([, words = '']) => words);
  expect(examples.length).toBeGreaterThan(8);
  for (const example of examples) {
    const argv = [...example.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
    expect(readCommandLine(argv), example).toMatchObject({ ok: true });
  }
});
