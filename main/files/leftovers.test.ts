import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { memoryLog } from '../log/testing/test-logs.ts';
import { removeLeftovers } from './leftovers.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const now = Date.UTC(2026, 0, 31);
const old = new Date(now - 3_600_000);
const ours = [
  'settings.json.tmp-1234567890abcdef',
  'settings.json.2882343476',
  'settings.json.lock.0b5e1a5e-8d4f-4c1f-9c70-1d2f3a4b5c6d',
  'kept-configuration.json.7',
  'recent-calls.json.4294967295',
  'diagnostics.json.12',
  'remembered-password.json.3',
];
const others = [
  'settings.json',
  'settings.json.lock',
  'settings.json.old',
  'settings.json.tmp-12',
  'settings.version-1.json',
  'settings.damaged-20260131T080000Z.json',
  'my-settings.json.12',
  'Preferences.tmp-1234567890abcdef',
];

test('what killed writers left is removed once it is old, and nothing else', async () => {
  const folder = await temporaryFolder();
  for (const name of [...ours, ...others]) {
    await writeFile(join(folder, name), 'x');
    await utimes(join(folder, name), old, old);
  }
  const fresh = 'settings.json.tmp-1234567891abcdef';
  await writeFile(join(folder, fresh), 'x');
  await utimes(join(folder, fresh), old, new Date(now - 30_000));
  const aFolder = 'diagnostics.json.99';
  await mkdir(join(folder, aFolder));
  await utimes(join(folder, aFolder), old, old);
  const log = memoryLog();
  await removeLeftovers(folder, now, log);
  expect((await readdir(folder)).toSorted()).toEqual([...others, fresh, aFolder].toSorted());
  expect(log.lines.map(({ sentence }) => sentence)).toEqual([
    `Removed 7 files from ${folder} that interrupted writes had left.`,
  ]);
});

test('a folder that is not there has none', async () => {
  const log = memoryLog();
  await removeLeftovers(join(await temporaryFolder(), 'none'), now, log);
  expect(log.lines).toEqual([]);
});
