import { chmodSync } from 'node:fs';
import process from 'node:process';
import { expect, test } from 'vitest';
import { cliUnderTest } from '../testing/cli-under-test.ts';

test('every source is told, with why it counts or does not', async () => {
  const cli = await cliUnderTest();
  const base = cli.write('policies/05-base.json', { LogLevel: 'info' });
  const first = cli.write('policies/10-site.json', { LogLevel: 'loud' });
  const last = cli.write('policies/20-kiosk.json', { LogLevel: 'debug' });
  const reg = [
    'Windows Registry Editor Version 5.00',
    '',
    '[HKEY_CURRENT_USER\\SOFTWARE\\Policies\\Switchhook]',
    '"LogLevel"="warn"',
    'broken',
  ];
  cli.write(cli.regFile, reg.join('\r\n'));
  cli.write(cli.file, { logLevel: 'error' });
  const { exit, lines, errors, json } = await cli.run('explain', 'LogLevel');
  expect(exit).toBe(0);
  expect(json).toMatchObject({
    key: 'logLevel',
    value: 'debug',
    source: 'machine-policy',
    place: last,
    locked: true,
    default: 'info',
    policy: 'LogLevel',
    takesEffect: 'at once',
    sources: [
      { place: last, value: 'debug', counts: true, why: null },
      { place: first, value: null, counts: false, why: expect.stringContaining('"loud", which is not used') },
      { place: base, value: 'info', counts: false, why: expect.stringContaining(`(${last}) is stronger`) },
      { source: 'user-policy', place: cli.regFile, value: 'warn', counts: false },
      { source: 'user', place: cli.file, value: 'error', counts: false },
    ],
    unread: [
      `Line 5 of ${cli.regFile} is passed over: expected a key in [brackets], a value, or a comment behind a ;.`,
    ],
  });
  expect(lines.join('\n')).toContain(
    `Does not count: error from this computer's own settings (${cli.file}), for policy of this computer (${last}) is stronger.`,
  );
  expect(errors).toEqual(json.unread);
  expect(lines.join('\n')).toContain('May be: debug (Everything), info');
});

test("a machine setting in the user's file explains itself", async () => {
  const cli = await cliUnderTest();
  cli.write(cli.file, { recorder: { days: 3 } });
  expect((await cli.run('explain', 'recorder.days')).json).toMatchObject({
    value: 7,
    source: 'default',
    sources: [{ counts: false, why: expect.stringContaining('only a policy of the machine can set it') }],
  });
});

test("an address that the cluster told is the cluster's", async () => {
  const cli = await cliUnderTest();
  const told = { a: 'cfg-a:1', b: 'cfg-b:1' };
  cli.write(cli.file, { configurationServers: { a: 'cfg-a:1', b: 'other:1' }, toldByCluster: told });
  expect((await cli.run('explain', 'configurationServers.a')).json).toMatchObject({ source: 'cluster' });
  expect((await cli.run('explain', 'configurationServers.b')).json).toMatchObject({ source: 'user' });
});

test('an address that the cluster told is shown too where another counts', async () => {
  const cli = await cliUnderTest();
  const told = { a: 'cfg-a:1', b: 'cfg-b:1' };
  const policy = cli.write('policies/50-site.json', { ConfigurationServersB: 'locked:1' });
  cli.write(cli.file, { configurationServers: { a: 'mine:1' }, toldByCluster: told });
  const { json, lines } = await cli.run('explain', 'configurationServers.a');
  expect(json.sources).toMatchObject([
    { source: 'cluster', value: 'cfg-a:1', counts: false },
    { source: 'user', value: 'mine:1', counts: true },
  ]);
  expect(lines.join('\n')).toContain(
    `Does not count: cfg-a:1 from the cluster, for this computer's own settings (${cli.file}) have another one since; the cluster's takes its place as soon as the cluster answers.`,
  );
  const drifted = await cli.run('explain', 'configurationServers.b');
  expect(drifted.lines.join('\n')).toContain(
    `Does not count: cfg-b:1 from the cluster, for policy of this computer (${policy}) is stronger.`,
  );
});

test('a settings file that is damaged or cannot be read is told: what the user set there is not known', async () => {
  const cli = await cliUnderTest();
  cli.write(cli.file, '{"theme": "dark",\n"logLevel": oops}');
  const damaged = await cli.run('explain', 'theme');
  const sentence = `${cli.file} is damaged: it is not JSON from line 2, column 13 on`;
  expect(damaged).toMatchObject({
    errors: [expect.stringContaining(sentence)],
    json: { value: 'system', unread: [expect.stringContaining(sentence)] },
  });
  expect(damaged.lines.join('\n')).toContain(`  Not read: ${sentence}`);
});

test.skipIf(process.getuid?.() === 0)('the same where the file may not be read', async () => {
  const cli = await cliUnderTest();
  chmodSync(cli.write(cli.file, { theme: 'dark' }), 0);
  const { errors, json } = await cli.run('explain', 'theme');
  expect(json).toMatchObject({ unread: [expect.stringContaining('access is denied')] });
  expect(errors).toEqual(json.unread);
});

test('what is wrong or twice in the settings file is named with its line', async () => {
  const cli = await cliUnderTest();
  cli.write(cli.file, '{\n"theme": "dark",\n"theme": "pink"}');
  const { errors } = await cli.run('get');
  expect(errors).toEqual([
    `"theme" in ${cli.file}, line 3 is there more than once; this one counts.`,
    expect.stringContaining(`The setting "theme" in ${cli.file}, line 3 is "pink"`),
  ]);
});
