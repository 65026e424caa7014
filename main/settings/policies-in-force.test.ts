import { writeFile } from 'node:fs/promises';
import { beforeEach, expect, test } from 'vitest';
import { policyName, type SettingsInForce, settingKeys } from '../../contract/settings/declared-settings.ts';
import type { PolicySource } from './sources/source.ts';
import { type SettingsUnderTest, settingsUnderTest } from './testing/settings-under-test.ts';

let desk: SettingsUnderTest;
beforeEach(async () => {
  desk = await settingsUnderTest();
});

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

test('a policy stands above what the user set, who cannot change it; what he set is in force again without it', () => {
  const policy = policySource({});
  const { settings } = desk.open(desk.conf, [policy.source]);
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
    untilRestart: null,
    overruled: [{ source: 'user', place: desk.file, value: 'light' }],
  });
  expect(settings.set({ theme: 'system' })).toEqual([
    `"theme" is set by policy in ${place}: it cannot be changed here.`,
  ]);
  policy.become({});
  expect(settings.read().inForce.theme).toBe('light');
  expect(told).toEqual(['dark', 'light']);
});

test('a policy that only locks what the user chose himself is told too', () => {
  const policy = policySource({});
  const { settings } = desk.open(desk.conf, [policy.source]);
  settings.set({ theme: 'dark' });
  let told = 0;
  settings.onChange(() => {
    told += 1;
  });
  policy.become({ theme: 'dark' });
  expect(told).toBe(1);
});

test('a policy is watched no more once the settings are closed', () => {
  const policy = policySource({});
  const { settings } = desk.open(desk.conf, [policy.source]);
  expect(policy.watchers()).toBe(1);
  settings.close();
  expect(policy.watchers()).toBe(0);
});

test('a policy that sets an address stands against the cluster, which heals the other one', () => {
  const policy = policySource({ 'configurationServers.a': 'old:1' });
  const { settings } = desk.open(desk.conf, [policy.source]);
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
  expect(settings.resolved().settings['configurationServers.a']).toMatchObject({
    value: 'new:1',
    source: 'cluster',
  });
  expect(settings.heal(cluster)).toEqual({ type: 'same' });
});

test('a policy that sets what the cluster names leaves it in force when it goes, whatever the user had set before', async () => {
  const cluster = { a: 'new:1', b: 'new:2' };
  await writeFile(desk.file, '{"configurationServers":{"a":"mine:1"}}');
  const policy = policySource({ 'configurationServers.a': 'new:1', 'configurationServers.b': 'new:2' });
  const { settings } = desk.open(desk.conf, [policy.source]);
  expect(settings.heal(cluster)).toEqual({ type: 'same' });
  policy.become({});
  expect(settings.read().inForce).toMatchObject({
    'configurationServers.a': 'new:1',
    'configurationServers.b': 'new:2',
  });
});
