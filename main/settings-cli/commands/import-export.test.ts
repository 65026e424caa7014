import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { schemaVersion } from '../../settings/migrations.ts';
import { type CliUnderTest, cliUnderTest } from '../testing/cli-under-test.ts';

const header = 'Windows Registry Editor Version 5.00';
const machineKey = '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Switchhook]';
const userKey = '[HKEY_CURRENT_USER\\SOFTWARE\\Policies\\Switchhook]';

let cli: CliUnderTest;

beforeEach(async () => {
  cli = await cliUnderTest();
});

const reg = (...lines: readonly string[]): string =>
  cli.write('deploy.reg', Buffer.from(`\uFEFF${[header, '', ...lines, ''].join('\r\n')}`, 'utf16le'));

describe('import', () => {
  test('each hive is taken for whom it is meant, and each value is told', async () => {
    const file = reg(machineKey, '"RecorderDays"=dword:0000000e', userKey, '"Theme"="dark"');
    expect(await cli.run('import', file)).toMatchObject({
      exit: 0,
      errors: [],
      lines: [
        'recorder.days is 14 for this computer ("RecorderDays", line 4)',
        'theme is dark for the user ("Theme", line 6)',
      ],
    });
    expect(cli.read(cli.machineFile)).toEqual({ RecorderDays: 14 });
    expect(cli.settings()).toEqual({ theme: 'dark' });
  });

  test("all of it is taken for the one that is named, the computer's part first", async () => {
    const file = reg(machineKey, '"Theme"="light"', userKey, '"Theme"="dark"', '"LogLevel"="warn"');
    const outcome = await cli.run('import', file, '--user');
    expect(outcome).toMatchObject({
      exit: 3,
      errors: ['"Theme" (line 6) is not taken: "Theme" (line 4) sets theme already.'],
    });
    expect(cli.settings()).toEqual({ theme: 'light', logLevel: 'warn' });
    expect(existsSync(cli.policies)).toBe(false);
  });

  test('what is wrong, locked, meant for another place or broken is left out, and said with its line', async () => {
    const place = cli.write('policies/90-kiosk.json', { LogLevel: 'debug' });
    const file = reg(
      userKey,
      '"Theme"="blue"',
      '"LogLevel"="warn"',
      '"RecorderDays"=dword:00000003',
      'broken',
      '"Nonsense"="1"',
      '"PhoneOrder"=-',
      '"RaiseOnOffer"=dword:00000000',
    );
    const { exit, lines, errors, json } = await cli.run('import', file);
    expect(exit).toBe(3);
    expect(lines).toEqual(['raiseOnOffer is false for the user ("RaiseOnOffer", line 10)']);
    expect(errors).toEqual(
      expect.arrayContaining([
        expect.stringContaining(
          '"RecorderDays" (line 6) is not taken: "recorder.days" can be set for the whole computer alone',
        ),
        expect.stringContaining(`"LogLevel" (line 5) is not taken: "logLevel" is set by policy in ${place}`),
        expect.stringContaining(`"Theme" in ${file}, line 4 is "blue", which is not used`),
        expect.stringContaining(`Line 7 of ${file} is passed over`),
        expect.stringContaining(`"Nonsense" in ${file}, line 8 is none of this version`),
        `Line 9 of ${file} removes "PhoneOrder", which an import does not: what is set stays. Use the command unset.`,
      ]),
    );
    expect(errors).toHaveLength(6);
    expect(json.values).toMatchObject([
      { key: 'raiseOnOffer', taken: true },
      { key: 'logLevel', taken: false },
      { key: 'recorder.days', taken: false },
    ]);
    expect(cli.settings()).toEqual({ raiseOnOffer: false });
  });

  test('what the computer gets of the same file is locked for the user; a dry run knows', async () => {
    const file = reg(machineKey, '"Theme"="dark"', userKey, '"Theme"="light"', '"LogLevel"="debug"');
    const why =
      '"Theme" (line 6) is not taken: "Theme" (line 4) sets theme for this computer, which is stronger.';
    const values = [
      { key: 'theme', target: 'machine', taken: true },
      { key: 'theme', target: 'user', taken: false, why },
      { key: 'logLevel', target: 'user', taken: true, why: null },
    ];
    const same = { exit: 3, errors: [why] };
    const dry = await cli.run('import', file, '--dry-run');
    expect(dry).toMatchObject(same);
    expect(dry.lines).toHaveLength(2);
    const outcome = await cli.run('import', file);
    expect(outcome).toMatchObject({
      ...same,
      lines: [
        'theme is dark for this computer ("Theme", line 4)',
        'logLevel is debug for the user ("LogLevel", line 7)',
      ],
    });
    for (const { json } of [dry, outcome]) {
      expect(json.values).toHaveLength(3);
      expect(json.values).toEqual(expect.arrayContaining(values.map((one) => expect.objectContaining(one))));
    }
    expect(cli.read(cli.machineFile)).toEqual({ Theme: 'dark' });
    expect(cli.read(cli.file)).toEqual({ schemaVersion, logLevel: 'debug' });
  });

  test("the user's value is taken where the computer's, which would lock it, cannot be written", async () => {
    cli.write('policies', 'a file has its name');
    const file = reg(machineKey, '"Theme"="dark"', '"LogLevel"="warn"', userKey, '"Theme"="light"');
    const { exit, lines, errors, json } = await cli.run('import', file);
    expect(exit).toBe(4);
    expect(lines).toEqual(['theme is light for the user ("Theme", line 7)']);
    const why = expect.stringContaining(`Could not write ${cli.machineFile}`);
    expect(errors.filter((one) => one.startsWith('Could not write'))).toEqual([why]);
    expect(json.values).toMatchObject([
      { target: 'machine', taken: false, why },
      { target: 'machine', taken: false, why },
      { key: 'theme', target: 'user', taken: true, why: null },
    ]);
  });

  test('servers of an older desktop become addresses of the user', async () => {
    const file = reg(
      '[HKEY_LOCAL_MACHINE\\SOFTWARE\\WOW6432Node\\Cisco Systems\\CTI Desktop\\CtiOs]',
      '"CTIOSA"="cti-a.example"',
      '"CTIOSB"="cti-b.example"',
    );
    expect(await cli.run('import', file)).toMatchObject({ exit: 0 });
    expect(cli.settings()).toEqual({
      configurationServers: { a: 'cti-a.example:8100', b: 'cti-b.example:8100' },
    });
  });

  const ctiOs = '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Cisco Systems\\CTI Desktop\\CtiOs]';
  const siteSetup = '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Spanlink\\CAD\\Site Setup]';

  test('servers of an older desktop that cannot be used are told, with why', async () => {
    const file = reg(ctiOs, '"CTIOSA"="cti host a"', '"CTIOSB"=dword:00000001');
    expect(await cli.run('import', file)).toMatchObject({
      exit: 3,
      lines: [],
      errors: [
        expect.stringMatching(/^"CTIOSA" in HKLM\\.* is not used: "cti host a" in/),
        expect.stringMatching(
          /^"CTIOSB" in HKLM\\.* is not used: expected text \(REG_SZ\), not REG_DWORD\.$/,
        ),
      ],
    });
  });

  test('a pair is taken from one place whole, and never made of two', async () => {
    const cad = ['"LDAP Host 1"="cad1"', '"LDAP Host 2"="cad2"'];
    const file = reg(ctiOs, '"CTIOSA"="ctia"', '"CTIOSB"=""', siteSetup, ...cad);
    const { exit, lines, errors } = await cli.run('import', file);
    expect(exit).toBe(3);
    expect(lines).toHaveLength(1);
    expect(errors).toEqual([
      expect.stringMatching(
        /^"LDAP Host 1" .* is not taken: "CTIOSA" .* sets configurationServers\.a already\.$/,
      ),
      expect.stringMatching(
        /^"LDAP Host 2" .* is not taken: "CTIOSA" .* sets configurationServers\.a, and servers of two systems/,
      ),
    ]);
    expect(cli.settings()).toEqual({ configurationServers: { a: 'ctia:8100' } });
    const other = await cliUnderTest();
    const own = reg(userKey, '"ConfigurationServersA"="cfg-a:1"', ctiOs, '"CTIOSB"="ctib"');
    expect(await other.run('import', own)).toMatchObject({ exit: 3 });
    expect(other.settings()).toEqual({ configurationServers: { a: 'cfg-a:1' } });
  });

  test('a key that is removed is told, and what stands below it', async () => {
    const removed = machineKey.replace('[', '[-');
    const alone = reg(removed);
    const line = (at: number): string =>
      `Line ${at} of ${alone} removes the whole key of the policies, which an import does not: what is set stays. Use the command unset.`;
    expect(await cli.run('import', alone)).toMatchObject({ exit: 3, lines: [], errors: [line(3)] });
    reg('[-HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies]', '', machineKey, '"Theme"="dark"');
    expect(await cli.run('import', alone)).toMatchObject({ exit: 3, errors: [line(3)] });
    expect(cli.read(cli.machineFile)).toEqual({ Theme: 'dark' });
    reg(removed, '"LogLevel"="debug"');
    expect(await cli.run('import', alone)).toMatchObject({
      exit: 3,
      errors: expect.arrayContaining([
        line(3),
        `The values below line 3 of ${alone} are not used: that line removes their key.`,
      ]),
    });
  });

  test('what a later line sets again is not removed', async () => {
    const file = reg(userKey, '"Theme"=-', '"Theme"="dark"');
    expect(await cli.run('import', file)).toMatchObject({ exit: 0, errors: [] });
  });

  test('a dry run says the same and writes nothing', async () => {
    const file = reg(userKey, '"Theme"="dark"');
    expect(await cli.run('import', file, '--dry-run')).toMatchObject({
      exit: 0,
      lines: ['theme would be dark for the user ("Theme", line 4)'],
    });
    expect(existsSync(cli.file)).toBe(false);
  });

  test('a file that is missing, damaged or of something else is told', async () => {
    expect(await cli.run('import', 'no-such.reg')).toMatchObject({
      exit: 4,
      errors: ['There is no file no-such.reg.'],
    });
    expect(await cli.run('import', cli.folder)).toMatchObject({
      exit: 4,
      errors: [`${cli.folder} is a folder: name a file.`],
    });
    const damaged = cli.write('policies.json', '{"Theme":');
    expect(await cli.run('import', damaged)).toMatchObject({
      exit: 4,
      errors: [expect.stringContaining('is damaged: it is not JSON')],
    });
    const other = reg('[HKEY_CURRENT_USER\\SOFTWARE\\Other]', '"Theme"="dark"');
    expect(await cli.run('import', other)).toMatchObject({
      exit: 3,
      errors: [`${other} has no setting of Switchhook, and no server of an older desktop.`],
    });
  });

  test("where the computer's part cannot be written, the user's is, and both are told", async () => {
    cli.write('policies', 'a file has its name');
    const file = reg(machineKey, '"RecorderDays"=dword:0000000e', userKey, '"Theme"="dark"');
    expect(await cli.run('import', file)).toMatchObject({
      exit: 4,
      lines: ['theme is dark for the user ("Theme", line 6)'],
      errors: expect.arrayContaining([expect.stringContaining(`Could not write ${cli.machineFile}`)]),
      json: {
        values: [
          { key: 'recorder.days', taken: false },
          { key: 'theme', taken: true },
        ],
      },
    });
  });
});

describe('export and then import is the identity', () => {
  test.each(['reg', 'json'])('of the user, as %s', async (format) => {
    const settings = {
      configurationServers: { a: 'cfg-a:1', b: '[::1]:2', name: '_switchhook._tcp.example' },
      theme: 'dark',
      raiseOnOffer: false,
    };
    cli.write(cli.file, { ...settings, deskId: 'desk-1' });
    const out = path.join(cli.folder, `user.${format}`);
    expect(await cli.run('export', '--format', format, '--out', out)).toMatchObject({ exit: 0, errors: [] });
    const other = await cliUnderTest();
    expect(await other.run('import', out)).toMatchObject({ exit: 0, errors: [] });
    expect(other.settings()).toEqual(settings);
  });

  test.each(['reg', 'json'])('of the computer, as %s', async (format) => {
    const settings = {
      TlsAuthorities: ['/etc/ca "one".pem', 'C:\\Zertifikate\\Köln.pem'],
      AllowPlaintext: true,
      RecorderDays: 30,
      ServerOrder: 'primary-first',
    };
    cli.write(cli.machineFile, settings);
    const out = path.join(cli.folder, `machine.${format}`);
    await cli.run('export', '--machine', '--format', format, '--out', out);
    const other = await cliUnderTest();
    expect(await other.run('import', out, '--machine')).toMatchObject({ exit: 0, errors: [] });
    expect(other.read(other.machineFile)).toEqual(settings);
  });

  test.each(['reg', 'json'])('of no settings, as %s', async (format) => {
    const out = path.join(cli.folder, `none.${format}`);
    expect(await cli.run('export', '--format', format, '--out', out)).toMatchObject({ exit: 0 });
    expect(await cli.run('import', out)).toMatchObject({
      exit: 0,
      lines: [`${out} sets nothing.`],
      errors: [],
    });
    expect(existsSync(cli.file)).toBe(false);
  });
});

test('an export is what regedit writes, without what is wrong', async () => {
  cli.write(cli.file, { theme: 'dark', logLevel: 'loud' });
  const { exit, bytes, errors } = await cli.run('export');
  expect(Buffer.from(bytes ?? []).toString('utf16le')).toBe(
    `\uFEFF${[header, '', userKey, '"Theme"="dark"', '', ''].join('\r\n')}`,
  );
  expect(exit).toBe(1);
  expect(errors).toEqual([expect.stringContaining('"logLevel"')]);
  // The computer's policies are not the user's.
  cli.write('policies/10-site.json', { LogLevel: 'debug' });
  const out = path.join(cli.folder, 'machine.json');
  expect(await cli.run('export', '--machine', '--format', 'json', '--out', out)).toMatchObject({ exit: 0 });
  expect(readFileSync(out, 'utf8')).toBe('{}\n');
  const nowhere = path.join(cli.folder, 'none', 'x.reg');
  expect(await cli.run('export', '--out', nowhere)).toMatchObject({
    exit: 4,
    errors: [`Could not write ${nowhere}: its folder is not there; make it first (ENOENT).`],
  });
});
