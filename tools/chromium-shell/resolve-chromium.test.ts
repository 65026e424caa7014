import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { resolveChromium } from './resolve-chromium.ts';

async function folderWith(name: string, mode = 0o755): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'resolve-chromium-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(path.join(folder, name), '');
  await chmod(path.join(folder, name), mode);
  return folder;
}

test('SWITCHHOOK_CHROMIUM comes before an installed Chromium', async () => {
  const named = path.join(await folderWith('my-chromium'), 'my-chromium');
  const installed = await folderWith('chromium');
  expect(await resolveChromium({ SWITCHHOOK_CHROMIUM: named, PATH: installed })).toEqual({
    path: named,
    headlessOnly: false,
    from: 'environment',
  });
});

test('a headless shell is known by its name', async () => {
  const named = path.join(await folderWith('chrome-headless-shell'), 'chrome-headless-shell');
  expect(await resolveChromium({ SWITCHHOOK_CHROMIUM: named })).toMatchObject({ headlessOnly: true });
});

test.each([
  ['is absent', async () => '/no/such/chromium'],
  ['cannot be run', async () => path.join(await folderWith('chromium', 0o644), 'chromium')],
  ['is a folder', async () => folderWith('chromium')],
])('a SWITCHHOOK_CHROMIUM that %s is an error that names it', async (_case, named) => {
  const file = await named();
  const message = `SWITCHHOOK_CHROMIUM names ${file}, which is no program`;
  await expect(resolveChromium({ SWITCHHOOK_CHROMIUM: file })).rejects.toThrow(message);
});

test('an installed one is found along the path, and what cannot be run is passed over', async () => {
  const broken = await folderWith('chromium', 0o644);
  const installed = await folderWith('google-chrome');
  const found = await resolveChromium({ PATH: [broken, 'relative', installed].join(path.delimiter) });
  expect(found).toEqual({
    path: path.join(installed, 'google-chrome'),
    headlessOnly: false,
    from: 'installed',
  });
});

test.runIf(process.platform === 'linux' && process.arch === 'x64')(
  'without any it is the one from npm, unpacked once for all who ask at the same time',
  async () => {
    const [first, second] = await Promise.all([resolveChromium({}), resolveChromium({})]);
    expect(first).toMatchObject({ headlessOnly: true, from: 'npm' });
    expect(second).toEqual(first);
    expect(await resolveChromium({ SWITCHHOOK_CHROMIUM: first.path })).toMatchObject({ headlessOnly: true });
  },
);

test.runIf(process.platform === 'linux' && process.arch === 'x64')(
  'where it cannot be unpacked, the folder, the reason and the remedy are said',
  async () => {
    vi.stubEnv('TMPDIR', '/no/such/folder');
    onTestFinished(() => void vi.unstubAllEnvs());
    const said = resolveChromium({});
    await expect(said).rejects.toThrow('/no/such/folder/switchhook-chromium-');
    await expect(said).rejects.toThrow('ENOENT');
    await expect(said).rejects.toThrow('Set TMPDIR');
  },
);
