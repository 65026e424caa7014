import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { schemaVersion } from './migrations.ts';
import { defaultSettings, type SettingsUnderTest, settingsUnderTest } from './testing/settings-under-test.ts';

let desk: SettingsUnderTest;
beforeEach(async () => {
  desk = await settingsUnderTest();
});

test('a desk without a file starts with defaults, and its changes are there the next time', async () => {
  const { settings, notices } = desk.open();
  expect(notices).toEqual([]);
  expect(settings.read()).toEqual(defaultSettings);
  expect(settings.set({ 'configurationServers.a': 'cfg-a:1', theme: 'dark' })).toEqual([]);
  settings.remember({ lastProfile: 'Hamburg' });
  const changed = {
    ...defaultSettings,
    inForce: { ...defaultSettings.inForce, 'configurationServers.a': 'cfg-a:1', theme: 'dark' },
    lastProfile: 'Hamburg',
  };
  expect(settings.read()).toEqual(changed);
  expect(desk.open().settings.read()).toEqual(changed);
  // Only what was set is written: a default of a later version still reaches this desk.
  expect(await desk.onDisk()).toEqual({
    configurationServers: { a: 'cfg-a:1' },
    theme: 'dark',
    lastProfile: 'Hamburg',
  });
});

describe('a damaged file', () => {
  test.each<[string, string]>([
    ['', 'it is empty'],
    ['{"theme":"da', 'it is not JSON: it ends too soon, in line 1'],
    ['{"theme": "dark",\n"logLevel": oops}', 'it is not JSON from line 2, column 13 on'],
    ['\0\0\0\0', 'it is not JSON from line 1, column 1 on'],
    ['[1]', 'it holds no object'],
    ['"text"', 'it holds no object'],
    ['null', 'it holds no object'],
  ])(
    '%j is set aside, named in the log and in a notice, and the desk starts with defaults',
    async (text, wrong) => {
      await writeFile(desk.file, text);
      const { settings, notices } = desk.open();
      const aside = join(desk.folder, 'settings.damaged-20260131T000000Z.json');
      expect(notices).toEqual([
        {
          file: desk.file,
          setAsideAs: aside,
          message: `${desk.file} is damaged: ${wrong}. It was set aside as ${aside}. The desk uses its default settings.`,
        },
      ]);
      expect(desk.log.lines.map(({ level, sentence }) => [level, sentence])).toEqual([
        ['error', notices[0]?.message],
      ]);
      expect(await readFile(aside, 'utf8')).toBe(text);
      expect(settings.read()).toEqual(defaultSettings);
      settings.set({ theme: 'dark' });
      expect(await desk.onDisk()).toEqual({ theme: 'dark' });
    },
  );

  test('with a byte order mark is none', async () => {
    await writeFile(desk.file, '\uFEFF{"theme":"dark"}');
    const { settings, notices } = desk.open();
    expect([notices, settings.read().inForce.theme]).toEqual([[], 'dark']);
  });
});

describe('a file that cannot be used', () => {
  test('a folder in its place: the desk starts, says so, and keeps changes while it runs', async () => {
    await mkdir(desk.file);
    const { settings, notices } = desk.open();
    expect(notices.length).toBeGreaterThan(0);
    expect(notices[0]?.message).toContain(desk.file);
    settings.set({ theme: 'dark' });
    expect(settings.read().inForce.theme).toBe('dark');
  });

  test('that may not be read', async ({ skip }) => {
    if (process.getuid?.() === 0 || process.platform === 'win32') skip('this user may read every file');
    await writeFile(desk.file, '{}');
    await chmod(desk.file, 0o000);
    const { settings, notices } = desk.open();
    expect(notices[0]?.message).toContain('access is denied');
    expect(settings.read()).toEqual(defaultSettings);
  });
});

describe('a file of another version', () => {
  test('an older one is brought up to date before it is read, and is kept as it was beside it', async () => {
    const older = '{"configurationServers":{"a":"","b":"cfg-b:2"},"theme":"dark","unknown":[1]}';
    await writeFile(desk.file, older);
    const { settings, notices } = desk.open();
    const copy = join(desk.folder, 'settings.version-1.json');
    expect(notices).toEqual([]);
    expect(settings.resolved().settings['configurationServers.a'].source).toBe('default');
    expect(settings.read().inForce).toMatchObject({ 'configurationServers.b': 'cfg-b:2', theme: 'dark' });
    expect(await desk.onDisk()).toEqual({
      configurationServers: { b: 'cfg-b:2' },
      theme: 'dark',
      unknown: [1],
    });
    expect(await readFile(copy, 'utf8')).toBe(older);
    expect(desk.log.lines.map(({ level, sentence }) => [level, sentence])[0]).toEqual([
      'info',
      `${desk.file} was of version 1 and is of version ${schemaVersion} now; ${copy} is as it was.`,
    ]);
    // Once: the next start finds nothing to do.
    desk.open();
    expect((await readdir(desk.folder)).toSorted()).toEqual(['settings.json', 'settings.version-1.json']);
  });

  test('a newer one is read and not changed, however often it is tried, and the agent is told', async () => {
    const newer = JSON.stringify({ schemaVersion: schemaVersion + 1, theme: 'dark', rooms: { a: 1 } });
    await writeFile(desk.file, newer);
    const { settings, notices } = desk.open();
    expect(notices.map(({ message }) => message)).toEqual([
      `${desk.file} was written by a newer version of Switchhook (its settings are of version ${schemaVersion + 1}, and this one knows ${schemaVersion}): it is read and not changed. Install the newer version to change settings. Changes last until the desk is closed.`,
    ]);
    expect(settings.read().inForce.theme).toBe('dark');
    settings.set({ theme: 'light' });
    settings.remember({ lastProfile: 'Hamburg' });
    settings.heal({ a: 'cfg-a:1', b: 'cfg-b:2' });
    expect(settings.read()).toMatchObject({
      inForce: { theme: 'light', 'configurationServers.a': 'cfg-a:1' },
      lastProfile: 'Hamburg',
    });
    expect(settings.unsaved()).toContain('newer version of Switchhook');
    expect(await readFile(desk.file, 'utf8')).toBe(newer);
    expect(await readdir(desk.folder)).toEqual(['settings.json']);
  });
});
