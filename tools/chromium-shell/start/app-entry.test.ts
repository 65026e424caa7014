import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findApp } from './app-entry.ts';

async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'app-entry-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
  return folder;
}

test('a folder is read by its package.json', async () => {
  const manifest = JSON.stringify({ name: 'desk', productName: 'Desk', version: '1.2.3', main: 'go.js' });
  const folder = await folderWith({ 'package.json': manifest, 'go.js': '' });
  expect(findApp(folder)).toEqual({
    application: { path: folder, name: 'Desk', version: '1.2.3', executable: null },
    entry: path.join(folder, 'go.js'),
  });
});

test('a file is run as it is, with or without a package.json beside it', async () => {
  const folder = await folderWith({ 'go.js': '' });
  const application = { path: folder, name: undefined, version: undefined, executable: null };
  expect(findApp(path.join(folder, 'go.js'))).toEqual({ application, entry: path.join(folder, 'go.js') });
});

test.each([
  ['nothing named', async () => undefined, 'name the app to run'],
  ['no such folder', async () => '/no/such/app', 'there is no app at /no/such/app'],
  ['no package.json', async () => folderWith({}), 'package.json cannot be read'],
  ['a damaged package.json', async () => folderWith({ 'package.json': '{' }), 'package.json cannot be read'],
  ['not built', async () => folderWith({ 'package.json': '{"main":"out.js"}' }), 'Build the app first'],
])('%s is said', async (_case, named, message) => {
  const target = await named();
  expect(() => findApp(target)).toThrow(message);
});
