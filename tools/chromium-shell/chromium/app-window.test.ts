import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { appWindowAddress, openAppWindow } from './app-window.ts';

/** A program in the place of a second Chromium: writes down what it is told, then ends with this code. */
async function secondChromium(code: number): Promise<{ executable: string; told: () => Promise<string[]> }> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'app-window-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const executable = path.join(folder, 'chromium');
  const script = `#!/bin/sh\nprintf '%s\\n' "$@" > '${folder}/told'\necho 'the profile is in use' >&2\nexit ${code}\n`;
  await writeFile(executable, script, { mode: 0o755 });
  return {
    executable,
    told: async () => (await readFile(path.join(folder, 'told'), 'utf8')).trimEnd().split('\n'),
  };
}

test.skipIf(process.platform === 'win32')(
  'a second Chromium on the same profile is asked for the window',
  async () => {
    const { executable, told } = await secondChromium(0);
    const address = appWindowAddress('one');
    await openAppWindow(executable, '/my profile', address);
    expect(await told()).toEqual(
      expect.arrayContaining(['--user-data-dir=/my profile', '--no-sandbox', `--app=${address}`]),
    );
  },
);

test.skipIf(process.platform === 'win32')('one that cannot hand it over says why', async () => {
  const { executable } = await secondChromium(21);
  const opened = openAppWindow(executable, '/profile', appWindowAddress('one'));
  await expect(opened).rejects.toThrow('the profile is in use');
});

test('each window has an address of its own, of one site with the pages of the app', () => {
  expect(appWindowAddress('one')).not.toBe(appWindowAddress('two'));
  expect(new URL(appWindowAddress('one')).hostname).toMatch(/\.chromium-shell\.invalid$/);
});
