import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { readJsonFile, writeJsonFile } from './json-file.ts';
import { setAside, setAsideName } from './set-aside.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const schema = z.object({ name: z.string(), list: z.array(z.number()) });

test('what is written is read, by its user alone, and nothing is left beside it', async () => {
  const folder = join(await temporaryFolder(), 'made', 'for it');
  const file = join(folder, 'value.json');
  expect(await readJsonFile(file, schema)).toEqual({ type: 'absent' });
  expect(await writeJsonFile(file, { name: 'ä', list: [1] })).toEqual({ ok: true, value: null });
  expect(await readJsonFile(file, schema)).toEqual({ type: 'value', value: { name: 'ä', list: [1] } });
  expect(await readdir(folder)).toEqual(['value.json']);
  if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test.each([
  ['', 'it is empty'],
  [' \n', 'it is empty'],
  ['{"name":"secret', 'it is not JSON: it ends too soon, in line 1'],
  ['{"name":\n  oops}', 'it is not JSON from line 2, column 3 on'],
  ['\0\0\0', 'it is not JSON from line 1, column 1 on'],
  ['{"name": "a",\n "b": [true, tru]}', 'it is not JSON from line 2, column 17 on'],
  ['[]', 'Invalid input: expected object, received array'],
  ['{"name":"x","list":[1,"two"]}', 'at list.1: Invalid input: expected number, received string'],
])('%j is damaged: %s', async (text, wrong) => {
  const file = join(await temporaryFolder(), 'value.json');
  await writeFile(file, text);
  expect(await readJsonFile(file, schema)).toEqual({ type: 'damaged', wrong });
});

test('a byte order mark is passed over', async () => {
  const file = join(await temporaryFolder(), 'value.json');
  await writeFile(file, '\uFEFF{"name":"x","list":[]}');
  expect((await readJsonFile(file, schema)).type).toBe('value');
});

test('a folder in its place can be neither read nor written, and is named', async () => {
  const file = join(await temporaryFolder(), 'value.json');
  await mkdir(file);
  expect(await readJsonFile(file, schema)).toMatchObject({
    type: 'unreadable',
    failure: {
      file,
      code: 'EISDIR',
      message: expect.stringContaining(`Could not read ${file}: a folder has the name`),
    },
  });
  const written = await writeJsonFile(file, {});
  expect(written).toMatchObject({
    ok: false,
    error: { file, message: expect.stringContaining('Could not write') },
  });
});

test('damaged files are set aside one beside the other, whole', async () => {
  const folder = await temporaryFolder();
  const file = join(folder, 'settings.json');
  const at = Date.UTC(2026, 0, 31, 8, 5, 9, 123);
  await writeFile(file, 'first');
  const one = setAside(file, 'it is not JSON', 'The desk starts without it.', at);
  await writeFile(file, 'second');
  const two = setAside(file, 'it is not JSON', 'The desk starts without it.', at);
  expect(one.setAsideAs).toBe(join(folder, 'settings.damaged-20260131T080509Z.json'));
  expect(two.setAsideAs).toBe(setAsideName(file, at, 1));
  expect(one.message).toBe(
    `${file} is damaged: it is not JSON. It was set aside as ${one.setAsideAs}. The desk starts without it.`,
  );
  expect(await readFile(one.setAsideAs ?? '', 'utf8')).toBe('first');
  expect(await readFile(two.setAsideAs ?? '', 'utf8')).toBe('second');
});

test('what cannot be set aside is said to be where it was', async () => {
  const file = join(await temporaryFolder(), 'gone.json');
  expect(setAside(file, 'it is empty', 'It is not used.', 0)).toEqual({
    file,
    setAsideAs: null,
    message: `${file} is damaged: it is empty. It could not be set aside (ENOENT) and stays where it is. It is not used.`,
  });
});
