import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Conf from 'conf';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../files/testing/temporary-folder.ts';
import { type MemoryLog, memoryLog } from '../log/testing/test-logs.ts';
import { type OpenedSettings, openLocalSettings } from './desk-store.ts';
import type { SettingsValues } from './local-settings.ts';
import { defaultSettings } from './read-settings.ts';
import type { SettingsStore } from './settings-file.ts';

let folder: string;
let file: string;
let log: MemoryLog;

beforeEach(async () => {
  folder = await temporaryFolder();
  file = join(folder, 'settings.json');
  log = memoryLog();
});

function makeConf(watch = false): Conf {
  const conf = new Conf({ cwd: folder, configName: 'settings', watch });
  if (watch) onTestFinished(() => conf._closeWatcher());
  return conf;
}

function open(store: () => SettingsStore = makeConf): OpenedSettings {
  return openLocalSettings({ file, open: store, now: () => Date.UTC(2026, 0, 31), log });
}

const onDisk = async (): Promise<unknown> => JSON.parse(await readFile(file, 'utf8'));

test('conf, which electron-store extends, is such a store', () => {
  const store: SettingsStore = makeConf();
  expect(store.path).toBe(file);
});

test('a desk without a file starts with defaults, and its changes are there the next time', async () => {
  const { settings, notices } = open();
  expect(notices).toEqual([]);
  expect(settings.read()).toEqual(defaultSettings);
  settings.change({ configurationServers: { a: 'cfg-a:1', b: '' }, theme: 'dark' });
  settings.change({ lastProfile: 'Hamburg' });
  const changed = {
    ...defaultSettings,
    configurationServers: { a: 'cfg-a:1', b: '' },
    theme: 'dark',
    lastProfile: 'Hamburg',
  };
  expect(settings.read()).toEqual(changed);
  expect(open().settings.read()).toEqual(changed);
  // Only what was set is written: a default of a later version still reaches this desk.
  expect(await onDisk()).toEqual({
    configurationServers: { a: 'cfg-a:1', b: '' },
    theme: 'dark',
    lastProfile: 'Hamburg',
  });
});

test('listeners are told of changes, once each, and only of changes', () => {
  const { settings } = open();
  const told: SettingsValues[] = [];
  const stop = settings.onChange((values) => told.push(values));
  settings.change({ theme: 'dark' });
  settings.change({ theme: 'dark' });
  stop();
  settings.change({ theme: 'light' });
  expect(told.map(({ theme }) => theme)).toEqual(['dark']);
});

test('what another process writes is told too', async () => {
  await writeFile(file, '{"theme":"light"}');
  const { settings } = open(() => makeConf(true));
  const told = new Promise<SettingsValues>((resolve) => settings.onChange(resolve));
  // The command line's own store on the same file; what this one wrote meanwhile is not lost.
  settings.change({ theme: 'light' });
  makeConf().set('configurationServers', { a: 'cfg-a:1', b: 'cfg-b:2' });
  expect(await told).toMatchObject({ theme: 'light', configurationServers: { a: 'cfg-a:1', b: 'cfg-b:2' } });
  expect(settings.read().configurationServers.a).toBe('cfg-a:1');
});

test('what was written does not stand against what another process wrote later', () => {
  const { settings } = open();
  settings.change({ theme: 'dark' });
  makeConf().set('theme', 'light');
  settings.change({ lastProfile: 'Hamburg' });
  expect(settings.read()).toMatchObject({ theme: 'light', lastProfile: 'Hamburg' });
});

describe('a damaged file', () => {
  test.each<[string, string]>([
    ['', 'it is empty'],
    ['{"theme":"da', 'it is not JSON'],
    ['\0\0\0\0', 'it is not JSON'],
    ['[1]', 'it holds no object'],
    ['"text"', 'it holds no object'],
    ['null', 'it holds no object'],
  ])(
    '%j is set aside, named in the log and in a notice, and the desk starts with defaults',
    async (text, wrong) => {
      await writeFile(file, text);
      const { settings, notices } = open();
      const aside = join(folder, 'settings.damaged-20260131T000000Z.json');
      expect(notices).toEqual([
        {
          file,
          setAsideAs: aside,
          message: `${file} is damaged: ${wrong}. It was set aside as ${aside}. The desk uses its default settings.`,
        },
      ]);
      expect(log.lines.map(({ level, sentence }) => [level, sentence])).toEqual([
        ['error', notices[0]?.message],
      ]);
      expect(await readFile(aside, 'utf8')).toBe(text);
      expect(settings.read()).toEqual(defaultSettings);
      settings.change({ theme: 'dark' });
      expect(await onDisk()).toEqual({ theme: 'dark' });
    },
  );

  test('with a byte order mark is none', async () => {
    await writeFile(file, '\uFEFF{"theme":"dark"}');
    const { settings, notices } = open();
    expect([notices, settings.read().theme]).toEqual([[], 'dark']);
  });

  test('a wrong value is named once, is not used, and stays in the file until it is set', async () => {
    await writeFile(file, '{"theme":"pink","lastProfile":"Hamburg"}');
    const { settings, notices } = open();
    expect(notices).toEqual([]);
    expect(settings.read()).toMatchObject({ theme: 'system', lastProfile: 'Hamburg' });
    expect(settings.problems().map(({ setting }) => setting)).toEqual(['theme']);
    settings.change({ lastProfile: 'Bremen' });
    expect(await onDisk()).toEqual({ theme: 'pink', lastProfile: 'Bremen' });
    expect(log.lines.filter(({ sentence }) => sentence.includes('"pink"'))).toHaveLength(1);
    settings.change({ theme: 'dark' });
    expect(settings.problems()).toEqual([]);
  });

  test('damaged while the desk runs: what was read holds, and is written again with the next change', async () => {
    await writeFile(file, '{"lastProfile":"Hamburg"}');
    const { settings } = open();
    await writeFile(file, '{"lastPro');
    settings.change({ theme: 'dark' });
    expect(settings.read()).toMatchObject({ theme: 'dark', lastProfile: 'Hamburg' });
    expect(await onDisk()).toMatchObject({ theme: 'dark', lastProfile: 'Hamburg' });
    expect((await readdir(folder)).toSorted()).toEqual([
      'settings.damaged-20260131T000000Z.json',
      'settings.json',
    ]);
  });
});

describe('a file that cannot be used', () => {
  test('a folder in its place: the desk starts, says so, and keeps changes while it runs', async () => {
    await mkdir(file);
    const { settings, notices } = open();
    expect(notices.length).toBeGreaterThan(0);
    expect(notices[0]?.message).toContain(file);
    settings.change({ theme: 'dark' });
    expect(settings.read().theme).toBe('dark');
  });

  test('a write that fails: the change holds in this run, is told, and goes with the next', async () => {
    const conf = makeConf();
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
      onDidAnyChange: (listener) => conf.onDidAnyChange(listener),
    };
    const { settings } = open(() => store);
    const told: string[] = [];
    settings.onChange(({ theme }) => told.push(theme));
    settings.change({ theme: 'dark' });
    expect([settings.read().theme, told]).toEqual(['dark', ['dark']]);
    expect(log.lines.map(({ sentence }) => sentence)).toEqual([
      `Could not write ${file}: the disk is full; free some space (ENOSPC). The change lasts until the desk is closed.`,
    ]);
    full = false;
    settings.change({ lastProfile: 'Hamburg' });
    expect(await onDisk()).toEqual({ theme: 'dark', lastProfile: 'Hamburg' });
  });

  test('that may not be read', async ({ skip }) => {
    if (process.getuid?.() === 0 || process.platform === 'win32') skip('this user may read every file');
    await writeFile(file, '{}');
    await chmod(file, 0o000);
    const { settings, notices } = open();
    expect(notices[0]?.message).toContain('access is denied');
    expect(settings.read()).toEqual(defaultSettings);
  });
});
