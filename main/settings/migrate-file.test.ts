import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '../files/testing/temporary-folder.ts';
import { migrateFile } from './migrate-file.ts';
import { schemaVersion } from './migrations.ts';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  file = join(folder, 'settings.json');
});

const files = async (): Promise<readonly string[]> => (await readdir(folder)).toSorted();

test('each copy is kept: one that is there already is not written over', async () => {
  for (const theme of ['dark', 'light']) {
    await writeFile(file, JSON.stringify({ theme }));
    expect(migrateFile(file)).toMatchObject({ type: 'migrated', from: 1 });
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ theme, schemaVersion });
  }
  expect(await files()).toEqual(['settings.json', 'settings.version-1-1.json', 'settings.version-1.json']);
  expect(await readFile(join(folder, 'settings.version-1.json'), 'utf8')).toBe('{"theme":"dark"}');
});

test.each([
  ['is up to date', JSON.stringify({ schemaVersion })],
  ['is newer', JSON.stringify({ schemaVersion: schemaVersion + 1 })],
  ['is damaged', '{"the'],
  ['holds no object', '[]'],
])('one that %s by now is left alone', async (_, text) => {
  await writeFile(file, text);
  expect(migrateFile(file)).toEqual({ type: 'nothing' });
  expect([await files(), await readFile(file, 'utf8')]).toEqual([['settings.json'], text]);
});

test('one that cannot be read or written says so', async () => {
  await mkdir(file);
  expect(migrateFile(file)).toEqual({
    type: 'failed',
    message: expect.stringContaining(`Could not write ${file}: a folder has the name of the file`),
  });
});
