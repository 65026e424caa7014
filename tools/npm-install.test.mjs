import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { installLocked, npmCommand } from './npm-install.mjs';

/** A project with one development package, and nobody else's folder. */
async function project() {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'npm-install-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const brought = { name: 'brought', version: '1.0.0' };
  await mkdir(path.join(folder, 'brought'));
  await writeFile(path.join(folder, 'brought/package.json'), JSON.stringify(brought));
  const manifest = { name: 'project', version: '1.0.0', devDependencies: { brought: 'file:brought' } };
  await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest));
  const packages = {
    '': manifest,
    brought: { ...brought, dev: true },
    'node_modules/brought': { resolved: 'brought', link: true },
  };
  const lock = { name: 'project', version: '1.0.0', lockfileVersion: 3, requires: true, packages };
  await writeFile(path.join(folder, 'package-lock.json'), JSON.stringify(lock));
  return folder;
}

test('development packages are installed whatever the environment is for', async () => {
  const folder = await project();
  vi.stubEnv('NODE_ENV', 'production');
  onTestFinished(() => vi.unstubAllEnvs());
  expect(await installLocked(folder)).toBeNull();
  expect(existsSync(path.join(folder, 'node_modules/brought/package.json'))).toBe(true);
});

test('what npm says against it is told', async () => {
  const folder = await project();
  await rm(path.join(folder, 'package-lock.json'));
  expect(await installLocked(folder)).toContain('package-lock.json');
});

test.each(['linux', 'darwin', 'win32'])(
  'on %s, a script of npm’s starts npm by its own file, without a shell',
  (platform) => {
    const npm = npmCommand(platform, '/with space/npm/bin/npm-cli.js');
    expect(npm).toEqual({
      program: process.execPath,
      options: ['/with space/npm/bin/npm-cli.js', ...npmCommand('linux', undefined).options],
      shell: false,
    });
  },
);

test.each([undefined, '/usr/lib/yarn.js'])(
  'without npm around it (%s) npm is found by its name',
  (npmFile) => {
    const npm = npmCommand('linux', npmFile);
    expect(npm).toMatchObject({ program: 'npm', shell: false });
    expect(npm.options).toContain('ci');
    const windows = npmCommand('win32', npmFile);
    expect(windows).toEqual({ program: ['npm.cmd', ...npm.options].join(' '), options: [], shell: true });
  },
);
