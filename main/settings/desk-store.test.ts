import { readdir, readFile, writeFile } from 'node:fs/promises';
import { beforeEach, expect, test } from 'vitest';
import type { SettingsValues } from './local-settings.ts';
import { schemaVersion } from './migrations.ts';
import type { SettingsStore } from './settings-file.ts';
import { defaultSettings, type SettingsUnderTest, settingsUnderTest } from './testing/settings-under-test.ts';

let desk: SettingsUnderTest;
beforeEach(async () => {
  desk = await settingsUnderTest();
});

test('conf, which electron-store extends, is such a store', () => {
  const store: SettingsStore = desk.conf();
  expect(store.path).toBe(desk.file);
});

test('listeners are told of changes, once each, and only of changes', () => {
  const { settings } = desk.open();
  const told: SettingsValues[] = [];
  const stop = settings.onChange((values) => told.push(values));
  settings.set({ theme: 'dark' });
  settings.set({ theme: 'dark' });
  stop();
  settings.set({ theme: 'light' });
  expect(told.map(({ inForce }) => inForce.theme)).toEqual(['dark']);
});

test('listeners are told too where nothing changes but what is wrong in a source', async () => {
  const { settings } = desk.open(() => desk.conf(true));
  const told = new Promise<SettingsValues>((resolve) => settings.onChange(resolve));
  desk.conf().set('teme', 'dark');
  expect(await told).toEqual(defaultSettings);
  expect(settings.problems().map(({ setting }) => setting)).toEqual(['teme']);
});

test('what another process writes is told too', async () => {
  await writeFile(desk.file, '{"theme":"light"}');
  const { settings } = desk.open(() => desk.conf(true));
  const told = new Promise<SettingsValues>((resolve) => settings.onChange(resolve));
  // The command line's own store on the same file; what this one wrote meanwhile is not lost.
  settings.set({ theme: 'light' });
  desk.conf().set('configurationServers', { a: 'cfg-a:1', b: 'cfg-b:2' });
  expect(await told).toMatchObject({
    inForce: { theme: 'light', 'configurationServers.a': 'cfg-a:1', 'configurationServers.b': 'cfg-b:2' },
  });
  expect(settings.read().inForce['configurationServers.a']).toBe('cfg-a:1');
});

test('what was written does not stand against what another process wrote later', () => {
  const { settings } = desk.open();
  settings.set({ theme: 'dark' });
  desk.conf().set('theme', 'light');
  settings.remember({ lastProfile: 'Hamburg' });
  expect(settings.read()).toMatchObject({ inForce: { theme: 'light' }, lastProfile: 'Hamburg' });
});

test('a wrong value is named once, is not used, and stays in the file until it is set', async () => {
  await writeFile(desk.file, '{"theme":"pink","lastProfile":"Hamburg"}');
  const { settings, notices } = desk.open();
  expect(notices).toEqual([]);
  expect(settings.read()).toMatchObject({ inForce: { theme: 'system' }, lastProfile: 'Hamburg' });
  expect(settings.problems().map(({ setting }) => setting)).toEqual(['theme']);
  settings.remember({ lastProfile: 'Bremen' });
  expect(await desk.onDisk()).toEqual({ theme: 'pink', lastProfile: 'Bremen' });
  expect(desk.log.lines.filter(({ sentence }) => sentence.includes('"pink"'))).toHaveLength(1);
  settings.set({ theme: 'dark' });
  expect(settings.problems()).toEqual([]);
});

test('damaged while the desk runs: what was read holds, and is written again with the next change', async () => {
  await writeFile(desk.file, JSON.stringify({ schemaVersion, lastProfile: 'Hamburg' }));
  const { settings } = desk.open();
  await writeFile(desk.file, '{"lastPro');
  settings.set({ theme: 'dark' });
  expect(settings.read()).toMatchObject({ inForce: { theme: 'dark' }, lastProfile: 'Hamburg' });
  expect(await desk.onDisk()).toMatchObject({ theme: 'dark', lastProfile: 'Hamburg' });
  expect((await readdir(desk.folder)).toSorted()).toEqual([
    'settings.damaged-20260131T000000Z.json',
    'settings.json',
  ]);
});

test('a write that fails: the change holds in this run, is told, and goes with the next', async () => {
  const conf = desk.conf();
  let full = true;
  const store: SettingsStore = {
    path: conf.path,
    get store() {
      return conf.store;
    },
    set: (values) => {
      if (full) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
      conf.set(values);
    },
    delete: (key) => conf.delete(key),
    onDidAnyChange: (listener) => conf.onDidAnyChange(listener),
  };
  const { settings } = desk.open(() => store);
  const told: string[] = [];
  settings.onChange(({ inForce }) => told.push(inForce.theme));
  settings.set({ theme: 'dark' });
  expect([settings.read().inForce.theme, told]).toEqual(['dark', ['dark']]);
  expect(settings.unsaved()).toContain('the disk is full');
  expect(desk.log.lines.map(({ sentence }) => sentence)).toEqual([
    `Could not write ${desk.file}: the disk is full; free some space (ENOSPC). The change lasts until the desk is closed.`,
  ]);
  full = false;
  settings.remember({ lastProfile: 'Hamburg' });
  expect(await desk.onDisk()).toEqual({ theme: 'dark', lastProfile: 'Hamburg' });
  expect(settings.unsaved()).toBeNull();
});

test('what the user set can be taken back', async () => {
  const { settings } = desk.open();
  settings.set({ 'configurationServers.a': 'cfg-a:1', theme: 'dark' });
  settings.unset(['configurationServers.a', 'theme']);
  expect(settings.read()).toEqual(defaultSettings);
  expect(await desk.onDisk()).toEqual({ configurationServers: {} });
});

test('only a policy of the machine sets what is of the machine', async () => {
  await writeFile(desk.file, '{"allowPlaintext":true}');
  const { settings } = desk.open();
  expect(settings.read().inForce.allowPlaintext).toBe(false);
  expect(settings.set({ allowPlaintext: true })).toEqual([
    '"allowPlaintext" can be set by a policy of the machine alone.',
  ]);
});

test('a file of an older version that is put in place while the desk runs is read up to date, and written so', async () => {
  const { settings } = desk.open();
  settings.set({ theme: 'light' });
  await writeFile(desk.file, '{"theme":"dark","configurationServers":{"a":" ","b":"cfg-b:2"},"later":1}');
  settings.remember({ lastProfile: 'Hamburg' });
  expect(settings.resolved().settings['configurationServers.a'].source).toBe('default');
  expect(await desk.onDisk()).toEqual({
    theme: 'dark',
    configurationServers: { b: 'cfg-b:2' },
    later: 1,
    lastProfile: 'Hamburg',
  });
});

test('what a newer desk has written meanwhile is not written over: the change holds in this run, and says why', async () => {
  const { settings } = desk.open();
  const newer = JSON.stringify({ schemaVersion: schemaVersion + 1, theme: 'dark' });
  await writeFile(desk.file, newer);
  settings.set({ logLevel: 'warn' });
  expect(settings.read().inForce).toMatchObject({ theme: 'dark', logLevel: 'warn' });
  expect(settings.unsaved()).toContain('was written by a newer version of Switchhook');
  expect(await readFile(desk.file, 'utf8')).toBe(newer);
  // It goes with the next change of a file that may be written.
  await writeFile(desk.file, JSON.stringify({ schemaVersion }));
  settings.remember({ lastProfile: 'Hamburg' });
  expect(await desk.onDisk()).toEqual({ logLevel: 'warn', lastProfile: 'Hamburg' });
  expect(settings.unsaved()).toBeNull();
});

test('what is wrong in the file, or there more than once, is named with its line', async () => {
  const lines = [
    `{ "schemaVersion": ${schemaVersion},`,
    '  "theme": "pink", "lastProfile": 7,',
    '  "configurationServers": { "a": "cfg-a:1" },',
    '  "logLevel": "debug",',
    '  "configurationServers": { "a": "no address", "b": "cfg-b:1", "b": "cfg-b:2" },',
    '  "logLevel": "warn"',
    '}',
  ];
  await writeFile(desk.file, lines.join('\r\n'));
  const { settings } = desk.open();
  const { file } = desk;
  expect(settings.problems().map(({ message }) => message)).toEqual([
    `The setting "lastProfile" in ${file}, line 2 is 7, which is not used: Invalid input: expected string, received number. null is used instead.`,
    `"configurationServers" in ${file}, line 5 is there more than once; this one counts.`,
    `"logLevel" in ${file}, line 6 is there more than once; this one counts.`,
    `"configurationServers.b" in ${file}, line 5 is there more than once; this one counts.`,
    `The setting "theme" in ${file}, line 2 is "pink", which is not used: expected one of system, light, dark.`,
    expect.stringContaining(`The setting "configurationServers.a" in ${file}, line 5 is "no address"`),
  ]);
  expect(settings.read().inForce).toMatchObject({ logLevel: 'warn', 'configurationServers.b': 'cfg-b:2' });
});
