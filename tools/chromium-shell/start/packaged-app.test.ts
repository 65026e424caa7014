import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createPackage } from '@electron/asar';
import { expect, onTestFinished, test } from 'vitest';
import { unpackApp } from './packaged-app.ts';

async function packageFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'packaged-app-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

test('the app is found in the archive beside its executable, and runs from a copy', async () => {
  const folder = await packageFolder();
  const source = path.join(folder, 'source');
  await mkdir(source);
  await writeFile(path.join(source, 'package.json'), '{"name":"desk","version":"1.2.3","main":"go.js"}');
  await writeFile(path.join(source, 'go.js'), 'go();');
  await createPackage(source, path.join(folder, 'resources/app.asar'));
  const executable = path.join(folder, 'desk');
  const { application, entry } = unpackApp(executable);
  onTestFinished(() => rm(application.path, { recursive: true }));
  expect(application).toMatchObject({ name: 'desk', version: '1.2.3', executable });
  expect(entry).toBe(path.join(application.path, 'go.js'));
  expect(await readFile(entry, 'utf8')).toBe('go();');
});

test('an archive that is not there is named', async () => {
  const folder = await packageFolder();
  expect(() => unpackApp(path.join(folder, 'desk'))).toThrow(
    `Chromium shell: ${path.join(folder, 'resources/app.asar')} cannot be read. Package the app again.`,
  );
});
