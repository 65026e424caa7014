import { mkdirSync, readdirSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { schemaVersion } from '../../settings/migrations.ts';
import { type CliUnderTest, cliUnderTest } from '../testing/cli-under-test.ts';

let cli: CliUnderTest;

beforeEach(async () => {
  cli = await cliUnderTest();
});

test('what the user sets is in his file, beside what the desk remembers there', async () => {
  cli.write(cli.file, { deskId: 'desk-1', configurationServers: { b: 'cfg-b:8100' } });
  const set = await cli.run('set', 'configurationServers.a', 'cfg-a:8100');
  expect(set).toMatchObject({ exit: 0, errors: [], json: { place: cli.file, value: 'cfg-a:8100' } });
  expect(cli.settings()).toEqual({
    deskId: 'desk-1',
    configurationServers: { a: 'cfg-a:8100', b: 'cfg-b:8100' },
  });
  expect((await cli.run('get', 'configurationServers.a')).json).toEqual({
    settings: {
      'configurationServers.a': { value: 'cfg-a:8100', source: 'user', place: cli.file, locked: false },
    },
  });
  expect(await cli.run('unset', 'configurationServers.a')).toMatchObject({
    exit: 0,
    json: { inForce: { value: '', source: 'default' } },
  });
  expect(cli.settings()).toEqual({ deskId: 'desk-1', configurationServers: { b: 'cfg-b:8100' } });
});

test('what is set for the computer is a policy, beside what else is in that file', async () => {
  cli.write(cli.machineFile, { theme: 'light', Nonsense: 1, PhoneOrder: 'primary-first' });
  expect(await cli.run('set', 'theme', 'dark', '--machine')).toMatchObject({ exit: 0 });
  expect(await cli.run('set', 'recorder.days', '14', '--machine')).toMatchObject({ exit: 0 });
  const content = { Nonsense: 1, PhoneOrder: 'primary-first', Theme: 'dark', RecorderDays: 14 };
  expect(cli.read(cli.machineFile)).toEqual(content);
  expect((await cli.run('get', 'theme', 'recorder.days')).lines).toEqual([
    `theme = dark   [policy of this computer (${cli.machineFile})]`,
    `recorder.days = 14   [policy of this computer (${cli.machineFile})]`,
  ]);
  await cli.run('unset', 'theme', '--machine');
  expect(cli.read(cli.machineFile)).toEqual({ Nonsense: 1, PhoneOrder: 'primary-first', RecorderDays: 14 });
  expect(readdirSync(cli.policies)).toEqual([path.basename(cli.machineFile)]);
});

test.each([
  [['theme', 'blue'], '"theme" cannot be "blue": expected one of system, light, dark.'],
  [['raiseOnOffer', 'perhaps'], '"raiseOnOffer" cannot be "perhaps": expected true or false.'],
  [['configurationServers.a', 'cfg-a'], '"configurationServers.a" cannot be "cfg-a": '],
  [
    ['recorder.days', '31', '--machine'],
    '"recorder.days" cannot be 31: expected a whole number from 1 to 30 (days).',
  ],
  [
    ['tls.authorities', 'a.pem', '', 'b.pem', '--machine'],
    '"tls.authorities" cannot be ["a.pem","","b.pem"]: expected lines that are not blank.',
  ],
  [
    ['recorder.days', '7'],
    '"recorder.days" can be set for the whole computer alone, by policy: use --machine',
  ],
])('set %j is refused, and nothing is written', async (words, sentence) => {
  expect(await cli.run('set', ...words)).toEqual({
    exit: 3,
    lines: [],
    errors: [expect.stringContaining(sentence)],
    json: {},
  });
  expect(readdirSync(cli.folder)).toEqual([]);
});

test('what a policy sets is refused for the user, with its place', async () => {
  const place = cli.write('policies/90-kiosk.json', { Theme: 'light' });
  expect(await cli.run('set', 'theme', 'dark')).toMatchObject({
    exit: 3,
    errors: [expect.stringContaining(`"theme" is set by policy in ${place}: it cannot be changed`)],
  });
  expect(await cli.run('set', 'theme', 'dark', '--machine')).toMatchObject({
    exit: 3,
    errors: [
      `"theme" is set by policy in ${place}, which is stronger than ${cli.machineFile}: change it there.`,
    ],
  });
  expect(readdirSync(cli.policies)).toEqual(['90-kiosk.json']);
  // One that is weaker hinders nobody.
  cli.write('policies/10-site.json', { LogLevel: 'debug' });
  expect(await cli.run('set', 'logLevel', 'warn', '--machine')).toMatchObject({
    exit: 0,
    json: { inForce: { value: 'warn', place: cli.machineFile } },
  });
});

test('a place that cannot be written is told, with exit code 4', async () => {
  cli.write('policies', 'a file has its name');
  expect(await cli.run('set', 'theme', 'dark', '--machine')).toMatchObject({
    exit: 4,
    errors: [expect.stringContaining(`Could not write ${cli.machineFile}`)],
  });
  mkdirSync(cli.file, { recursive: true });
  expect(await cli.run('set', 'theme', 'dark')).toMatchObject({
    exit: 4,
    errors: [
      `Could not read ${cli.file}: a folder has the name of the file; move it away (EISDIR). Nothing was changed.`,
    ],
  });
});

test('a policy file that is damaged is not written over', async () => {
  cli.write(cli.machineFile, '{"Theme": ');
  expect(await cli.run('set', 'theme', 'dark', '--machine')).toMatchObject({
    exit: 4,
    errors: [expect.stringContaining('Nothing was written over it')],
  });
});

test('a settings file that is damaged is set aside by a change, and by no look at it', async () => {
  cli.write(cli.file, '{"theme": ');
  expect(await cli.run('get', 'theme')).toMatchObject({
    exit: 0,
    json: { settings: { theme: { value: 'system' } } },
    errors: [expect.stringContaining(`${cli.file} is damaged: it is not JSON`)],
  });
  expect(readdirSync(path.dirname(cli.file))).toEqual(['settings.json']);
  const set = await cli.run('set', 'theme', 'dark');
  expect(set).toMatchObject({ exit: 0, errors: [expect.stringContaining('It was set aside as')] });
  expect(cli.settings()).toEqual({ theme: 'dark' });
  expect(readdirSync(path.dirname(cli.file))).toHaveLength(2);
});

test('a settings file of an older version is brought up to date by a change, and read so by every look at it', async () => {
  const older = { configurationServers: { a: '', b: 'cfg-b:8100' } };
  cli.write(cli.file, older);
  expect(await cli.run('get', 'configurationServers.a')).toMatchObject({
    errors: [],
    json: { settings: { 'configurationServers.a': { source: 'default' } } },
  });
  expect(cli.read(cli.file)).toEqual(older);
  expect(await cli.run('set', 'theme', 'dark')).toMatchObject({ exit: 0, errors: [] });
  expect(cli.settings()).toEqual({ configurationServers: { b: 'cfg-b:8100' }, theme: 'dark' });
  expect(cli.read('desk/settings.version-1.json')).toEqual(older);
});

test('that of a newer version is read, and every change of it is refused with why', async () => {
  const newer = { schemaVersion: schemaVersion + 1, theme: 'dark', rooms: [] };
  cli.write(cli.file, newer);
  const why = expect.stringContaining(`${cli.file} was written by a newer version of Switchhook`);
  expect(await cli.run('get', 'theme')).toMatchObject({
    exit: 0,
    json: { settings: { theme: { value: 'dark' } } },
    errors: expect.arrayContaining([why]),
  });
  expect(await cli.run('check')).toMatchObject({ exit: 1, errors: expect.arrayContaining([why]) });
  for (const command of [
    ['set', 'theme', 'light'],
    ['unset', 'theme'],
  ]) {
    expect(await cli.run(...command)).toMatchObject({ exit: 4, errors: [why] });
  }
  expect(cli.read(cli.file)).toEqual(newer);
});

test('what is wrong in another source is told, though this was set', async () => {
  const damaged = cli.write('policies/10-site.json', '{"Theme": ');
  for (const command of [
    ['set', 'theme', 'dark'],
    ['unset', 'theme'],
  ]) {
    expect(await cli.run(...command)).toMatchObject({
      exit: 0,
      errors: [expect.stringContaining(damaged)],
    });
  }
});

test('a policy that is wrong counts as unset, and is not stronger', async () => {
  cli.write('policies/60-site.json', { Theme: 'purple' });
  expect(await cli.run('set', 'theme', 'dark', '--machine')).toMatchObject({ exit: 0 });
  cli.write('policies/60-site.json', { Theme: 'light' });
  expect(await cli.run('set', 'theme', 'dark', '--machine')).toMatchObject({ exit: 3 });
});

test('what was not set is not taken back: nothing is written, and that is said', async () => {
  expect(await cli.run('unset', 'theme', '--machine')).toMatchObject({
    exit: 0,
    lines: [
      `theme was not set in ${cli.machineFile}.`,
      expect.stringContaining('In force is system, from the default'),
    ],
  });
  expect(await cli.run('unset', 'theme')).toMatchObject({ exit: 0, json: { value: null } });
  expect(readdirSync(cli.folder)).toEqual([]);
  // What is wrong there was set, too.
  cli.write(cli.machineFile, { Theme: 7, LogLevel: 'warn' });
  expect(await cli.run('unset', 'theme', '--machine')).toMatchObject({
    lines: [`theme is not set in ${cli.machineFile} any more.`, expect.anything()],
  });
  expect(cli.read(cli.machineFile)).toEqual({ LogLevel: 'warn' });
});

test('what a killed command left in the folder of policies is removed by the next', async () => {
  utimesSync(cli.write('policies/50-switchhook-settings.json.3930474319', '{"Theme"'), 1, 1);
  // Another command is writing it.
  cli.write('policies/50-switchhook-settings.json.1', '{');
  cli.write('policies/50-switchhook-settings.json.bak', '{}');
  cli.write('policies/60-site.json.3930474319', '{}');
  expect(await cli.run('set', 'logLevel', 'debug', '--machine')).toMatchObject({ exit: 0 });
  expect(
    readdirSync(cli.policies)
      .filter((name) => !name.endsWith('.lock'))
      .sort(),
  ).toEqual([
    '50-switchhook-settings.json',
    '50-switchhook-settings.json.1',
    '50-switchhook-settings.json.bak',
    '60-site.json.3930474319',
  ]);
});
