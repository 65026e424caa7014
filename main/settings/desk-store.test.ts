import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Conf from 'conf';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { policyName, type SettingsInForce, settingKeys } from '../../contract/settings/declared-settings.ts';
import { temporaryFolder } from '../files/testing/temporary-folder.ts';
import { type MemoryLog, memoryLog } from '../log/testing/test-logs.ts';
import { type OpenedSettings, openLocalSettings } from './desk-store.ts';
import { resolve, valuesOf } from './layers/in-force.ts';
import type { SettingsValues } from './local-settings.ts';
import { nothingRemembered } from './remembered.ts';
import type { SettingsStore } from './settings-file.ts';
import type { PolicySource } from './sources/source.ts';

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

function open(store: () => SettingsStore = makeConf, policies: readonly PolicySource[] = []): OpenedSettings {
  const opened = openLocalSettings({ file, open: store, policies, now: () => Date.UTC(2026, 0, 31), log });
  onTestFinished(() => opened.settings.close());
  return opened;
}

const defaultSettings: SettingsValues = { ...nothingRemembered, inForce: valuesOf(resolve([])) };

const onDisk = async (): Promise<unknown> => JSON.parse(await readFile(file, 'utf8'));

test('conf, which electron-store extends, is such a store', () => {
  const store: SettingsStore = makeConf();
  expect(store.path).toBe(file);
});

test('a desk without a file starts with defaults, and its changes are there the next time', async () => {
  const { settings, notices } = open();
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
  expect(open().settings.read()).toEqual(changed);
  // Only what was set is written: a default of a later version still reaches this desk.
  expect(await onDisk()).toEqual({
    configurationServers: { a: 'cfg-a:1' },
    theme: 'dark',
    lastProfile: 'Hamburg',
  });
});

test('listeners are told of changes, once each, and only of changes', () => {
  const { settings } = open();
  const told: SettingsValues[] = [];
  const stop = settings.onChange((values) => told.push(values));
  settings.set({ theme: 'dark' });
  settings.set({ theme: 'dark' });
  stop();
  settings.set({ theme: 'light' });
  expect(told.map(({ inForce }) => inForce.theme)).toEqual(['dark']);
});

test('listeners are told too where nothing changes but what is wrong in a source', async () => {
  const { settings } = open(() => makeConf(true));
  const told = new Promise<SettingsValues>((resolve) => settings.onChange(resolve));
  makeConf().set('teme', 'dark');
  expect(await told).toEqual(defaultSettings);
  expect(settings.problems().map(({ setting }) => setting)).toEqual(['teme']);
});

test('what another process writes is told too', async () => {
  await writeFile(file, '{"theme":"light"}');
  const { settings } = open(() => makeConf(true));
  const told = new Promise<SettingsValues>((resolve) => settings.onChange(resolve));
  // The command line's own store on the same file; what this one wrote meanwhile is not lost.
  settings.set({ theme: 'light' });
  makeConf().set('configurationServers', { a: 'cfg-a:1', b: 'cfg-b:2' });
  expect(await told).toMatchObject({
    inForce: { theme: 'light', 'configurationServers.a': 'cfg-a:1', 'configurationServers.b': 'cfg-b:2' },
  });
  expect(settings.read().inForce['configurationServers.a']).toBe('cfg-a:1');
});

test('what was written does not stand against what another process wrote later', () => {
  const { settings } = open();
  settings.set({ theme: 'dark' });
  makeConf().set('theme', 'light');
  settings.remember({ lastProfile: 'Hamburg' });
  expect(settings.read()).toMatchObject({ inForce: { theme: 'light' }, lastProfile: 'Hamburg' });
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
      settings.set({ theme: 'dark' });
      expect(await onDisk()).toEqual({ theme: 'dark' });
    },
  );

  test('with a byte order mark is none', async () => {
    await writeFile(file, '\uFEFF{"theme":"dark"}');
    const { settings, notices } = open();
    expect([notices, settings.read().inForce.theme]).toEqual([[], 'dark']);
  });

  test('a wrong value is named once, is not used, and stays in the file until it is set', async () => {
    await writeFile(file, '{"theme":"pink","lastProfile":"Hamburg"}');
    const { settings, notices } = open();
    expect(notices).toEqual([]);
    expect(settings.read()).toMatchObject({ inForce: { theme: 'system' }, lastProfile: 'Hamburg' });
    expect(settings.problems().map(({ setting }) => setting)).toEqual(['theme']);
    settings.remember({ lastProfile: 'Bremen' });
    expect(await onDisk()).toEqual({ theme: 'pink', lastProfile: 'Bremen' });
    expect(log.lines.filter(({ sentence }) => sentence.includes('"pink"'))).toHaveLength(1);
    settings.set({ theme: 'dark' });
    expect(settings.problems()).toEqual([]);
  });

  test('damaged while the desk runs: what was read holds, and is written again with the next change', async () => {
    await writeFile(file, '{"lastProfile":"Hamburg"}');
    const { settings } = open();
    await writeFile(file, '{"lastPro');
    settings.set({ theme: 'dark' });
    expect(settings.read()).toMatchObject({ inForce: { theme: 'dark' }, lastProfile: 'Hamburg' });
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
    settings.set({ theme: 'dark' });
    expect(settings.read().inForce.theme).toBe('dark');
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
      delete: (key) => conf.delete(key),
      onDidAnyChange: (listener) => conf.onDidAnyChange(listener),
    };
    const { settings } = open(() => store);
    const told: string[] = [];
    settings.onChange(({ inForce }) => told.push(inForce.theme));
    settings.set({ theme: 'dark' });
    expect([settings.read().inForce.theme, told]).toEqual(['dark', ['dark']]);
    expect(settings.unsaved()).toContain('the disk is full');
    expect(log.lines.map(({ sentence }) => sentence)).toEqual([
      `Could not write ${file}: the disk is full; free some space (ENOSPC). The change lasts until the desk is closed.`,
    ]);
    full = false;
    settings.remember({ lastProfile: 'Hamburg' });
    expect(await onDisk()).toEqual({ theme: 'dark', lastProfile: 'Hamburg' });
    expect(settings.unsaved()).toBeNull();
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

describe('a policy', () => {
  const place = 'HKLM\\SOFTWARE\\Policies\\Switchhook';

  /** A source whose values the test changes as it likes. */
  function policySource(values: Readonly<Partial<SettingsInForce>>) {
    let now = values;
    const listeners = new Set<() => void>();
    const source: PolicySource = {
      read: () => [
        {
          kind: 'machine-policy',
          place,
          entries: settingKeys
            .filter((key) => now[key] !== undefined)
            .map((key) => ({
              name: policyName(key),
              key,
              value: { type: 'value', value: now[key] },
              at: null,
            })),
          problems: [],
        },
      ],
      watch: (changed) => {
        listeners.add(changed);
        return () => listeners.delete(changed);
      },
    };
    return {
      source,
      become: (changed: Readonly<Partial<SettingsInForce>>) => {
        now = changed;
        for (const listener of listeners) listener();
      },
      watchers: () => listeners.size,
    };
  }

  test('stands above what the user set, who cannot change it; what he set is in force again without it', () => {
    const policy = policySource({});
    const { settings } = open(makeConf, [policy.source]);
    settings.set({ theme: 'light' });
    const told: unknown[] = [];
    settings.onChange(({ inForce }) => told.push(inForce.theme));
    policy.become({ theme: 'dark' });
    expect(settings.resolved().settings.theme).toEqual({
      key: 'theme',
      value: 'dark',
      source: 'machine-policy',
      place,
      isLocked: true,
      overruled: [{ source: 'user', place: file, value: 'light' }],
    });
    expect(settings.set({ theme: 'system' })).toEqual([
      `"theme" is set by policy in ${place}: it cannot be changed here.`,
    ]);
    policy.become({});
    expect(settings.read().inForce.theme).toBe('light');
    expect(told).toEqual(['dark', 'light']);
  });

  test('that only locks what the user chose himself is told too', () => {
    const policy = policySource({});
    const { settings } = open(makeConf, [policy.source]);
    settings.set({ theme: 'dark' });
    let told = 0;
    settings.onChange(() => {
      told += 1;
    });
    policy.become({ theme: 'dark' });
    expect(told).toBe(1);
  });

  test('is watched no more once the settings are closed', () => {
    const policy = policySource({});
    const { settings } = open(makeConf, [policy.source]);
    expect(policy.watchers()).toBe(1);
    settings.close();
    expect(policy.watchers()).toBe(0);
  });

  test('that sets an address stands against the cluster, which heals the other one', () => {
    const policy = policySource({ 'configurationServers.a': 'old:1' });
    const { settings } = open(makeConf, [policy.source]);
    settings.set({ 'configurationServers.b': 'good:2' });
    const cluster = { a: 'new:1', b: 'new:2' };
    expect(settings.heal(cluster)).toEqual({
      type: 'locked',
      drift: [{ key: 'configurationServers.a', inForce: 'old:1', toldByCluster: 'new:1', place }],
      before: { a: 'old:1', b: 'good:2' },
      now: { a: 'old:1', b: 'new:2' },
    });
    // Without the policy the cluster's own is in force, which this desk has known all along.
    policy.become({});
    expect(settings.read().toldByCluster).toEqual(cluster);
  });
});

describe('healing', () => {
  const cluster = { a: 'cfg-a:1', b: 'cfg-b:2' };
  test.each<[string, string, string]>([
    ['one blank', '', 'cfg-b:2'],
    ['both blank', '', ''],
    ['one stale', 'cfg-a:1', 'old:2'],
    ['exchanged', 'cfg-b:2', 'cfg-a:1'],
    ['both stale', 'old:1', 'older:2'],
  ])('%s: both are replaced by those of the cluster, which is their source', async (_, a, b) => {
    const { settings } = open();
    settings.set({ 'configurationServers.a': a, 'configurationServers.b': b });
    expect(settings.heal(cluster)).toEqual({ type: 'corrected', before: { a, b }, now: cluster });
    expect(await onDisk()).toEqual({ configurationServers: cluster, toldByCluster: cluster });
    const { settings: later } = open();
    expect(later.resolved().settings['configurationServers.a'].source).toBe('cluster');
  });

  test('a wrong address is named, and replaced', async () => {
    await writeFile(file, '{"configurationServers":{"a":"not an address","b":"cfg-b:2"}}');
    const { settings } = open();
    expect(log.lines[0]?.sentence).toContain('"configurationServers.a"');
    expect(settings.heal(cluster)).toMatchObject({ type: 'corrected', now: cluster });
    expect(settings.problems()).toEqual([]);
  });

  test.each([
    [cluster.a, cluster.b],
    ['CFG-A:1', ' cfg-b:2 '],
  ])('%s and %s are these two already', (a, b) => {
    const { settings } = open();
    settings.set({ 'configurationServers.a': a, 'configurationServers.b': b });
    expect(settings.heal(cluster)).toEqual({ type: 'same' });
  });

  test('what the user sets after it is his', () => {
    const { settings } = open();
    settings.heal(cluster);
    settings.set({ 'configurationServers.a': 'mine:1' });
    expect(settings.resolved().settings['configurationServers.a']).toMatchObject({
      value: 'mine:1',
      source: 'user',
    });
  });
});

test('what the user set can be taken back', async () => {
  const { settings } = open();
  settings.set({ 'configurationServers.a': 'cfg-a:1', theme: 'dark' });
  settings.unset(['configurationServers.a', 'theme']);
  expect(settings.read()).toEqual(defaultSettings);
  expect(await onDisk()).toEqual({ configurationServers: {} });
});

test('only a policy of the machine sets what is of the machine', async () => {
  await writeFile(file, '{"allowPlaintext":true}');
  const { settings } = open();
  expect(settings.read().inForce.allowPlaintext).toBe(false);
  expect(settings.set({ allowPlaintext: true })).toEqual([
    '"allowPlaintext" can be set by a policy of the machine alone.',
  ]);
});
