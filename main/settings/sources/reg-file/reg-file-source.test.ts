import { chmod, mkdir, rename, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { regLines } from '../../../../contract/settings/write-reg.ts';
import { temporaryFolder } from '../../../files/testing/temporary-folder.ts';
import { heldTimers } from '../../../testing/held-timers.ts';
import { realTimers } from '../../../timers.ts';
import { resolve, valuesOf } from '../../layers/in-force.ts';
import { pollMs } from '../watch-places.ts';
import { regFileSource } from './reg-file-source.ts';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  file = path.join(folder, 'desk.reg');
});

const header = 'Windows Registry Editor Version 5.00';
const machine = '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Switchhook]';
const user = '[HKEY_CURRENT_USER\\SOFTWARE\\Policies\\Switchhook]';

const write = (...lines: readonly string[]): Promise<void> =>
  writeFile(file, `\uFEFF${[header, ...lines, ''].join('\r\n')}`, 'utf16le');
const read = () => resolve(regFileSource(file, realTimers).read());
const messages = () => read().problems.map(({ message }) => message);

describe('what a .reg file locks', () => {
  test('of the machine and of the user, the machine first; the places name file and line', async () => {
    await write(
      user,
      '"Theme"="dark"',
      '"LogLevel"="debug"',
      machine,
      '"theme"="light"',
      '"AllowPlaintext"=dword:1',
    );
    const { settings, problems } = read();
    expect(problems).toEqual([]);
    expect(settings).toMatchObject({
      theme: {
        value: 'light',
        source: 'machine-policy',
        place: file,
        isLocked: true,
        overruled: [{ source: 'user-policy', value: 'dark' }],
      },
      logLevel: { value: 'debug', source: 'user-policy', isLocked: true },
      allowPlaintext: { value: true, source: 'machine-policy' },
    });
  });

  test('keys in any case and by their short names; of another name, other view or other hive they are not ours', async () => {
    await write(
      '[hklm\\software\\POLICIES\\switchhook]',
      '"Theme"="dark"',
      '[HKEY_LOCAL_MACHINE\\SOFTWARE\\WOW6432Node\\Policies\\Switchhook]',
      '"Theme"="light"',
      '[HKEY_USERS\\S-1-5-18\\SOFTWARE\\Policies\\Switchhook]',
      '"Theme"="light"',
      '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Switchhook\\Below]',
      '"Theme"="light"',
      '[HKEY_CLASSES_ROOT\\tel]',
      '"Theme"="light"',
    );
    expect(valuesOf(read()).theme).toBe('dark');
    const readFrom =
      'policies are read from HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Switchhook and HKEY_CURRENT_USER\\SOFTWARE\\Policies\\Switchhook';
    expect(messages()).toEqual([
      `The key in line 4 of ${file} is not used: ${readFrom}.`,
      `The key in line 6 of ${file} is not used: ${readFrom}.`,
      `The key in line 8 of ${file} is not used: it is below that of the policies, where none are.`,
    ]);
  });

  test('a key that a slip of the hand made, and values below a key that goes, are told', async () => {
    await write(
      '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Switchhook]',
      '"Theme"="dark"',
      '[HKEY_CURRENT_USER\\Software\\Policys\\Switchhook]',
      '"Theme"="dark"',
      '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\Switchhook]',
      '"DisplayName"="Switchhook"',
      machine.replace('[', '[-'),
      '"Theme"="dark"',
    );
    expect(valuesOf(read()).theme).toBe('system');
    expect(messages()).toEqual([
      expect.stringContaining(`The key in line 2 of ${file} is not used: policies are read from`),
      expect.stringContaining(`The key in line 4 of ${file} is not used: policies are read from`),
      `The values below line 8 of ${file} are not used: that line removes their key.`,
    ]);
  });

  test('what the file takes away again is not set', async () => {
    await write(
      machine,
      '"Theme"="dark"',
      '"LogLevel"="debug"',
      '"THEME"=-',
      user,
      '"PhoneOrder"="primary-first"',
      '[-HKEY_CURRENT_USER\\Software\\Policies]',
    );
    expect(valuesOf(read())).toMatchObject({ theme: 'system', logLevel: 'debug', phoneOrder: 'random' });
  });

  test('keys and values that are there twice: the last counts, and it is named', async () => {
    await write(machine, '"Theme"="dark"', '"Theme"="light"', machine, '"theme"="system"');
    expect(valuesOf(read()).theme).toBe('system');
    expect(messages()).toEqual([
      `The key in line 5 of ${file} is there before: of values that are in both, the later counts.`,
      `The setting "theme" in ${file}, line 6 is there more than once; this one counts.`,
    ]);
  });

  test('lists, and text with variables, are as in the registry', async () => {
    const lines = regLines([
      {
        hive: 'HKLM',
        path: 'SOFTWARE\\Policies\\Switchhook',
        values: [
          { name: 'TlsAuthorities', value: { type: 'REG_MULTI_SZ', value: ['C:\\ca.pem', 'D:\\ä.pem'] } },
          { name: 'Theme', value: { type: 'REG_EXPAND_SZ', value: 'dark' } },
        ],
      },
    ]);
    await write(...lines.slice(1));
    expect(valuesOf(read())).toMatchObject({ 'tls.authorities': ['C:\\ca.pem', 'D:\\ä.pem'], theme: 'dark' });
    expect(messages()).toEqual([]);
  });
});

describe('bad input is unset, with a reason that names file and line', () => {
  test.each<[string, string]>([
    ['"Theme"=dword:1', 'The setting "Theme" in FILE, line 3 is not used: expected REG_SZ, not REG_DWORD.'],
    [
      '"Theme"="pink"',
      'The setting "Theme" in FILE, line 3 is "pink", which is not used: expected one of system, light, dark.',
    ],
    ['"Theme"=hex:01', 'The setting "Theme" in FILE, line 3 is not used: expected REG_SZ, not REG_BINARY.'],
    [
      '"RecorderDays"=dword:7fffffff',
      'The setting "RecorderDays" in FILE, line 3 is 2147483647, which is not used: expected a whole number from 1 to 30 (days).',
    ],
    [
      '"AllowPlaintext"=dword:2',
      'The setting "AllowPlaintext" in FILE, line 3 is not used: expected 0 or 1.',
    ],
    [
      '"TlsAuthorities"=hex(7):62,00,00,00,00,00,63,00,00,00,00,00',
      'The setting "TlsAuthorities" in FILE, line 3 is ["b","","c"], which is not used: expected lines that are not blank.',
    ],
    [
      '"Nonsense"="x"',
      'The setting "Nonsense" in FILE, line 3 is none of this version of Switchhook, and is not used.',
    ],
    [
      '@="x"',
      'The setting "(Default)" in FILE, line 3 is none of this version of Switchhook, and is not used.',
    ],
    ['"Theme"=dark', 'Line 3 of FILE is passed over: expected "text", dword:, hex: or - behind the =.'],
    [
      '"Theme"="a\0b"',
      'The setting "Theme" in FILE, line 3 is "a\\u0000b", which is not used: expected one of system, light, dark.',
    ],
  ])('%s', async (line, message) => {
    await write(machine, line, '"LogLevel"="debug"');
    expect(messages()).toEqual([message.replace('FILE', file)]);
    expect(valuesOf(read())).toMatchObject({ theme: 'system', logLevel: 'debug' });
  });

  test('a value of a megabyte is refused, and quoted by its beginning', async () => {
    await write(machine, `"ConfigurationServersA"="${'x'.repeat(1_048_576)}"`, '"Theme"="dark"');
    const [message = ''] = messages();
    expect(message).toContain('expected at most 300 characters');
    expect(message.length).toBeLessThan(500);
    expect(valuesOf(read()).theme).toBe('dark');
  });

  test('a file that is none: some of its lines are named, and how many more', async () => {
    await writeFile(file, 'nonsense\n'.repeat(1_000));
    expect(messages()).toHaveLength(21);
    expect(messages().at(-1)).toBe(`980 more lines of ${file} are passed over.`);
  });

  test('no file', () => {
    expect(messages()).toEqual([`There is no file ${file}: no policy is taken from it.`]);
  });

  test('a folder in its place', async () => {
    await mkdir(file);
    expect(messages()).toEqual([
      `Could not read ${file}: a folder has the name of the file; move it away (EISDIR). No policy is taken from it.`,
    ]);
  });

  test.skipIf(process.platform === 'win32')('a device in its place', () => {
    const [problem] = regFileSource('/dev/zero', realTimers).read()[0]?.problems ?? [];
    expect(problem).toBe('Could not read /dev/zero: it is a device, not a file. No policy is taken from it.');
  });

  test('a file of its size is not a file of policies', async () => {
    await write(machine);
    await truncate(file, 17 * 1_048_576);
    expect(messages()).toEqual([expect.stringContaining('it has 17 MB, and policies have at most 16 MB')]);
  });

  test.skipIf(process.getuid?.() === 0)('a file that may not be read', async () => {
    await write(machine);
    await chmod(file, 0);
    expect(messages()).toEqual([expect.stringContaining('access is denied')]);
  });
});

describe('a change is told', () => {
  /** The theme that is in force after the next change. */
  function nextTheme(source: ReturnType<typeof regFileSource>): Promise<string> {
    return new Promise((told) => {
      const stop = source.watch(() => {
        stop();
        told(valuesOf(resolve(source.read())).theme);
      });
      onTestFinished(stop);
    });
  }

  test.each<[string, () => Promise<void>, string]>([
    ['written anew', () => write(machine, '"Theme"="light"'), 'light'],
    ['taken away', () => rm(file), 'system'],
    [
      'replaced by another',
      async () => {
        const other = `${file}.new`;
        await writeFile(other, `${header}\n${machine}\n"Theme"="light"`);
        await rename(other, file);
      },
      'light',
    ],
  ])('when the file is %s', async (_, change, theme) => {
    await write(machine, '"Theme"="dark"');
    const source = regFileSource(file, realTimers);
    expect(valuesOf(resolve(source.read())).theme).toBe('dark');
    const told = nextTheme(source);
    await change();
    expect(await told).toBe(theme);
  });

  test('where the folder comes later, and where nobody tells: by looking now and then', async () => {
    file = path.join(folder, 'later', 'desk.reg');
    const timers = heldTimers();
    const source = regFileSource(file, timers);
    source.read();
    let told = 0;
    const stop = source.watch(() => {
      told += 1;
      source.read();
    });
    timers.advance(pollMs);
    expect(told).toBe(0);
    await mkdir(path.dirname(file));
    await write(machine, '"Theme"="light"');
    timers.advance(pollMs);
    expect(told).toBe(1);
    timers.advance(pollMs);
    expect(told).toBe(1);
    stop();
    expect(timers.pending()).toBe(0);
  });

  test('when it changed between reading and watching', async () => {
    await write(machine);
    const source = regFileSource(file, realTimers);
    source.read();
    await write(machine, '"Theme"="dark"');
    expect(await nextTheme(source)).toBe('dark');
  });
});
