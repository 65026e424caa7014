import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../files/testing/temporary-folder.ts';
import { heldTimers } from '../../testing/held-timers.ts';
import { resolve } from '../layers/in-force.ts';
import { policySources } from './system-policies.ts';

test('of the files that were named the first is the strongest', async () => {
  const folder = await temporaryFolder();
  const files = ['strong.reg', 'weak.reg'].map((name) => path.join(folder, name));
  const reg = (...values: readonly string[]): string =>
    ['REGEDIT4', '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Switchhook]', ...values].join('\n');
  const [strong = '', weak = ''] = files;
  await writeFile(strong, reg('"Theme"="dark"'));
  await writeFile(weak, reg('"Theme"="light"', '"LogLevel"="debug"'));
  const sources = await policySources({ system: null, files, timers: heldTimers() });
  expect(resolve(sources.flatMap((source) => source.read())).settings).toMatchObject({
    theme: { value: 'dark', place: strong, overruled: [{ place: weak, value: 'light' }] },
    logLevel: { value: 'debug', place: weak },
  });
});

test.each(['win32', 'darwin', 'linux'] as const)(
  'a computer with %s has a source of its own',
  async (system) => {
    const without = await policySources({ system: null, files: [], timers: heldTimers() });
    const own = await policySources({ system, files: [], timers: heldTimers() });
    expect([without.length, own.length]).toEqual([0, 1]);
    // Whatever this computer's policies are, and where this is another system: it can be asked for them.
    for (const layer of own.flatMap((source) => source.read())) expect(layer.place).toMatch(/switchhook/i);
  },
);

test.skipIf(process.platform === 'win32')(
  'a registry that is not there is named, and costs the start nothing',
  async () => {
    const [source] = await policySources({ system: 'win32', files: [], timers: heldTimers() });
    expect(source?.read().map(({ problems }) => problems)).toEqual([
      [
        expect.stringMatching(
          /^Could not read HKLM.SOFTWARE.Policies.Switchhook: .+ No policy is taken from it\.$/s,
        ),
      ],
      [expect.stringMatching(/^Could not read HKCU.SOFTWARE.Policies.Switchhook: /)],
    ]);
  },
);
