import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { build, buildBinary, type PlistValue } from 'plist';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { temporaryFolder } from '../../files/testing/temporary-folder.ts';
import { realTimers } from '../../timers.ts';
import { resolve, valuesOf } from '../layers/in-force.ts';
import { managedPreferencesSource } from './managed-preferences.ts';
import { parsePlist } from './parse-plist.ts';

// The folder is one of these tests: that a macOS puts forced preferences there, it alone can show.

let folder: string;
let machine: string;
let user: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  machine = path.join(folder, 'com.switchhook.desktop.plist');
  user = path.join(folder, 'kim', 'com.switchhook.desktop.plist');
  await mkdir(path.dirname(user));
});

const source = () => managedPreferencesSource({ folder, user: 'kim', parse: parsePlist, timers: realTimers });
const read = () => resolve(source().read());
const messages = () => read().problems.map(({ message }) => message);

describe.each<[string, (value: PlistValue) => string | Uint8Array]>([
  ['XML', (value) => build(value)],
  ['XML with a mark', (value) => `\uFEFF${build(value)}`],
  ['binary', (value) => buildBinary(value)],
])('preferences as %s', (_, plist) => {
  test('of the machine go before those of the user, and lock', async () => {
    await writeFile(
      machine,
      plist({ Theme: 'dark', AllowPlaintext: true, RecorderDays: 14, PayloadUUID: 'x' }),
    );
    await writeFile(user, plist({ theme: 'light', LogLevel: 'debug', RecorderDays: 3 }));
    const { settings, problems } = read();
    expect(settings).toMatchObject({
      theme: {
        value: 'dark',
        source: 'machine-policy',
        place: machine,
        isLocked: true,
        overruled: [{ source: 'user-policy', place: user, value: 'light' }],
      },
      allowPlaintext: { value: true },
      'recorder.days': { value: 14 },
      logLevel: { value: 'debug', source: 'user-policy', place: user, isLocked: true },
    });
    expect(problems.map(({ message }) => message)).toEqual([
      `The setting "RecorderDays" in ${user} is not used: only a policy of the machine can set it.`,
    ]);
  });

  test('wrong types are unset and named', async () => {
    await writeFile(
      machine,
      plist({
        Theme: new Date(0),
        AllowPlaintext: 1,
        RecorderDays: '7',
        TlsAuthorities: new Uint8Array([1]),
        ServerOrder: ['random'],
        ConfigurationServersA: { a: 1 },
        Nonsense: new Uint8Array(1_048_576),
      }),
    );
    expect(messages()).toEqual([
      `The setting "Theme" in ${machine} is not used: expected a string, not a date.`,
      `The setting "AllowPlaintext" in ${machine} is 1, which is not used: expected true or false.`,
      `The setting "RecorderDays" in ${machine} is "7", which is not used: expected a whole number from 1 to 30 (days).`,
      `The setting "TlsAuthorities" in ${machine} is not used: expected an array of strings, not data.`,
      `The setting "ServerOrder" in ${machine} is ["random"], which is not used: expected one of random, primary-first.`,
      `The setting "ConfigurationServersA" in ${machine} is {"a":1}, which is not used: expected text.`,
      `The setting "Nonsense" in ${machine} is none of this version of Switchhook, and is not used.`,
    ]);
  });

  test('a list at its top is damaged', async () => {
    await writeFile(machine, plist(['Theme']));
    expect(messages()).toEqual([
      `${machine} is damaged: it holds no dictionary. No policy is taken from it.`,
    ]);
  });
});

test('a computer that nobody manages has no policies, and no problem', async () => {
  await rm(folder, { recursive: true });
  expect(read().problems).toEqual([]);
});

test.each<[string, string | Uint8Array]>([
  ['empty', ''],
  ['no property list', 'Theme=dark'],
  ['cut off', '<?xml version="1.0"?><plist version="1.0"><dict><key>Theme</key><str'],
  ['a binary one that is cut off', buildBinary({ Theme: 'dark' }).subarray(0, 20)],
  ['a page', '<html><body>Sign in</body></html>'],
])('a file that is %s is named, and the other one counts', async (_, content) => {
  // The parser tells the console too.
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  onTestFinished(() => void vi.restoreAllMocks());
  await writeFile(machine, content);
  await writeFile(user, build({ Theme: 'dark' }));
  const said = messages();
  expect(said).toHaveLength(1);
  expect(said[0]).toMatch(
    /com\.switchhook\.desktop\.plist is damaged: it is no property list \(.+\)\. No policy/,
  );
  expect(valuesOf(read()).theme).toBe('dark');
});

test('bytes of any kind are read or refused, and never more', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  onTestFinished(() => void vi.restoreAllMocks());
  const good = buildBinary({ Theme: 'dark', List: ['a', 'b'], Number: 300 });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255))), async (changes) => {
      const bytes = Uint8Array.from(good);
      for (const [at, byte] of changes) bytes[at] = byte;
      await writeFile(machine, bytes);
      expect(Array.isArray(read().problems)).toBe(true);
    }),
  );
});

test('a change of either file is told', async () => {
  const watched = source();
  watched.read();
  let told = (_: string): void => undefined;
  onTestFinished(watched.watch(() => told(valuesOf(resolve(watched.read())).theme)));
  const after = async (change: () => Promise<unknown>): Promise<string> => {
    const next = new Promise<string>((resolve) => {
      told = resolve;
    });
    await change();
    return next;
  };
  expect(await after(() => writeFile(user, build({ Theme: 'light' })))).toBe('light');
  expect(await after(() => writeFile(machine, buildBinary({ Theme: 'dark' })))).toBe('dark');
  expect(await after(() => rm(machine))).toBe('light');
});

test('a key that is there more than once in XML is named with its line; the last counts', async () => {
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<plist version="1.0"><dict>',
    '<key>Theme</key><string>dark</string>',
    '<!-- <key>LogLevel</key> --><key>LogLevel</key><string>debug</string>',
    '<key>Nonsense</key><dict><key>Theme</key><true/></dict>',
    '<key>theme</key><string>light</string>',
    '<key>Theme</key><string>light</string>',
    '</dict></plist>',
  ];
  await writeFile(machine, lines.join('\n'));
  expect(valuesOf(read()).theme).toBe('light');
  expect(messages().filter((message) => message.includes('more than once'))).toEqual([
    `"Theme" in ${machine}, line 7 is there more than once; the last counts.`,
    expect.stringContaining(`The setting "theme" in ${machine}`),
  ]);
});
