import { expect, test } from 'vitest';
import { schemaVersion, upToDate, versionOf } from './migrations.ts';

test('a file that says no version, or no number, is of the first', () => {
  const odd = [{}, ...[null, '2', 0, -1, 1.5, Number.NaN, {}].map((version) => ({ schemaVersion: version }))];
  expect(odd.map(versionOf)).toEqual(odd.map(() => 1));
  expect(versionOf({ schemaVersion: 7 })).toBe(7);
});

test.each<[string, object, object]>([
  ['nothing', {}, {}],
  ['both blank', { configurationServers: { a: '', b: ' ' }, theme: 'dark' }, { theme: 'dark' }],
  ['one blank', { configurationServers: { a: '', b: 'b:1' } }, { configurationServers: { b: 'b:1' } }],
  [
    'none blank',
    { configurationServers: { a: 'a:1', b: 'b:1' } },
    { configurationServers: { a: 'a:1', b: 'b:1' } },
  ],
  ['a group that was emptied', { configurationServers: {} }, {}],
  [
    'what is no address, which is named where it is read',
    { configurationServers: { a: 1, b: 'x x' } },
    { configurationServers: { a: 1, b: 'x x' } },
  ],
  ['no group', { configurationServers: 'cfg-a:1' }, { configurationServers: 'cfg-a:1' }],
  [
    'what it does not know',
    { rooms: { a: '' }, configurationServers: { name: '', a: '' } },
    { rooms: { a: '' }, configurationServers: { name: '' } },
  ],
])('version 2 has no blank address: %s', (_, older, newer) => {
  expect(upToDate({ ...older })).toEqual({ ...newer, schemaVersion });
});

test('what is up to date, or newer, is left as it is', () => {
  for (const version of [schemaVersion, schemaVersion + 1]) {
    const raw = { schemaVersion: version, configurationServers: { a: '' } };
    expect(upToDate(raw)).toBe(raw);
  }
});
