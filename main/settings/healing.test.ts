import { writeFile } from 'node:fs/promises';
import { beforeEach, expect, test } from 'vitest';
import { type SettingsUnderTest, settingsUnderTest } from './testing/settings-under-test.ts';

let desk: SettingsUnderTest;
beforeEach(async () => {
  desk = await settingsUnderTest();
});

const cluster = { a: 'cfg-a:1', b: 'cfg-b:2' };
test.each<[string, string, string]>([
  ['one blank', '', 'cfg-b:2'],
  ['both blank', '', ''],
  ['one stale', 'cfg-a:1', 'old:2'],
  ['exchanged', 'cfg-b:2', 'cfg-a:1'],
  ['both stale', 'old:1', 'older:2'],
])('%s: both are replaced by those of the cluster, which is their source', async (_, a, b) => {
  const { settings } = desk.open();
  settings.set({ 'configurationServers.a': a, 'configurationServers.b': b });
  expect(settings.heal(cluster)).toEqual({ type: 'corrected', before: { a, b }, now: cluster });
  expect(await desk.onDisk()).toEqual({ configurationServers: cluster, toldByCluster: cluster });
  const { settings: later } = desk.open();
  expect(later.resolved().settings['configurationServers.a'].source).toBe('cluster');
});

test('a wrong address is named, and replaced', async () => {
  await writeFile(desk.file, '{"configurationServers":{"a":"not an address","b":"cfg-b:2"}}');
  const { settings } = desk.open();
  expect(desk.log.lines.map(({ sentence }) => sentence).join()).toContain('"configurationServers.a"');
  expect(settings.heal(cluster)).toMatchObject({ type: 'corrected', now: cluster });
  expect(settings.problems()).toEqual([]);
});

test.each([
  [cluster.a, cluster.b],
  ['CFG-A:1', ' cfg-b:2 '],
])('%s and %s are these two already', (a, b) => {
  const { settings } = desk.open();
  settings.set({ 'configurationServers.a': a, 'configurationServers.b': b });
  expect(settings.heal(cluster)).toEqual({ type: 'same' });
});

test.each([
  ['is blank', '{"configurationServers":{"a":" "}'],
  ['is not there', '{"configurationServers":{}'],
  ['is wrong', '{"configurationServers":{"a":"no address"}'],
])('where the file %s, what the cluster told last is in force', async (_, content) => {
  await writeFile(desk.file, `${content},"toldByCluster":{"a":"cfg-a:1","b":"cfg-b:2"}}`);
  const { settings } = desk.open();
  expect(settings.resolved().settings['configurationServers.a']).toMatchObject({
    value: 'cfg-a:1',
    source: 'cluster',
  });
  // And stands in the file as soon as it is told again.
  settings.heal(cluster);
  expect(await desk.onDisk()).toMatchObject({ configurationServers: cluster });
  expect(settings.problems()).toEqual([]);
});

test('what the user sets after it is his', () => {
  const { settings } = desk.open();
  settings.heal(cluster);
  settings.set({ 'configurationServers.a': 'mine:1' });
  expect(settings.resolved().settings['configurationServers.a']).toMatchObject({
    value: 'mine:1',
    source: 'user',
  });
});
