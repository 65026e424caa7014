import { chmod, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../files/testing/temporary-folder.ts';
import { heldTimers } from '../../testing/held-timers.ts';
import { realTimers } from '../../timers.ts';
import { resolve, valuesOf } from '../layers/in-force.ts';
import { jsonPolicies } from './json-policies.ts';
import { policyFolderSource } from './policy-folder.ts';
import { pollMs } from './watch-places.ts';

let folder: string;

beforeEach(async () => {
  folder = path.join(await temporaryFolder(), 'policies');
});

async function write(name: string, text: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, name);
  await writeFile(file, text);
  return file;
}

const read = () => resolve(policyFolderSource(folder, realTimers).read());
const messages = () => read().problems.map(({ message }) => message);

describe('what a folder of policies locks', () => {
  test('each file sets what it names, the last by name counts, and places name file and line', async () => {
    const first = await write('10-site.json', '{"Theme": "dark",\n "LogLevel": "debug"}');
    const last = await write('20-kiosk.json', '\uFEFF{"theme": "light", "TlsAuthorities": ["/etc/ca.pem"]}');
    const { settings, problems } = read();
    expect(problems).toEqual([]);
    expect(settings).toMatchObject({
      theme: {
        value: 'light',
        source: 'machine-policy',
        place: last,
        isLocked: true,
        overruled: [{ source: 'machine-policy', place: first, value: 'dark' }],
      },
      logLevel: { value: 'debug', place: first },
      'tls.authorities': { value: ['/etc/ca.pem'] },
    });
  });

  test('the schema that a file names, by which editors find it, is no setting', async () => {
    await write('a.json', '{"$schema": "./settings.schema.json", "Theme": "dark"}');
    expect(valuesOf(read()).theme).toBe('dark');
    expect(messages()).toEqual([]);
  });

  test('a folder that is missing, empty, or has other files is no problem', async () => {
    expect(messages()).toEqual([]);
    await mkdir(folder);
    expect(messages()).toEqual([]);
    await write('policy.json~', 'no');
    await write('.policy.json', 'no');
    await write('README', 'no');
    expect(messages()).toEqual([]);
  });
});

describe('bad input is unset, with a reason that names file and line', () => {
  test.each<[string, string, string]>([
    [
      'wrong types',
      '{\n"Theme": 1}',
      'The setting "Theme" in FILE, line 2 is 1, which is not used: expected one of system, light, dark.',
    ],
    [
      'an object',
      '{"Theme": {"a": [1, "}"]}}',
      'The setting "Theme" in FILE, line 1 is {"a":[1,"}"]}, which is not used: expected one of system, light, dark.',
    ],
    [
      'an unknown name',
      '{"Th\\u0065me": "dark",\n\n"Nonsense": true}',
      'The setting "Nonsense" in FILE, line 3 is none of this version of Switchhook, and is not used.',
    ],
    [
      'a name that is there twice',
      '{"Theme": "light",\r\n"Theme": "dark"}',
      'The setting "Theme" in FILE, line 2 is there more than once; this one counts.',
    ],
    ['a list', '[]', 'FILE is damaged: it holds no object. No policy is taken from it.'],
    ['nothing', ' \n', 'FILE is damaged: it is empty. No policy is taken from it.'],
    [
      'half a file',
      '{"Theme":\n"dark",\n"LogLevel": ',
      'FILE is damaged: it is not JSON: it ends too soon, in line 3. No policy is taken from it.',
    ],
    [
      'a comma too many',
      '{"Theme": "dark",\n}',
      'FILE is damaged: it is not JSON from line 2, column 1 on. No policy is taken from it.',
    ],
    [
      'no JSON',
      'Theme=dark',
      'FILE is damaged: it is not JSON from line 1, column 1 on. No policy is taken from it.',
    ],
  ])('%s', async (_, text, message) => {
    const file = await write('a.json', text);
    await write('b.json', '{"PhoneOrder": "primary-first"}');
    expect(messages()).toEqual([message.replace('FILE', file)]);
    expect(valuesOf(read()).phoneOrder).toBe('primary-first');
  });

  test('a folder in the place of a file, and a file in the place of the folder', async () => {
    await mkdir(path.join(folder, 'a.json'), { recursive: true });
    expect(messages()).toEqual([
      expect.stringContaining(`${folder}/a.json: a folder has the name of the file`),
    ]);
    await rm(folder, { recursive: true });
    await writeFile(folder, '');
    expect(messages()).toEqual([
      expect.stringContaining(`Could not read ${folder}: a file has the name of its folder`),
    ]);
  });

  test.skipIf(process.getuid?.() === 0)('a file that may not be read', async () => {
    await chmod(await write('a.json', '{}'), 0);
    expect(messages()).toEqual([expect.stringContaining('access is denied')]);
  });

  test('text of any kind is read, and what is JSON says what JSON.parse says', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(4), (members, indent) => {
        const read = jsonPolicies(JSON.stringify(members, null, indent));
        const entries = read.ok ? read.value : [];
        const values = entries.map(({ name, value }) => [name, value.type === 'value' ? value.value : null]);
        expect(values).toEqual(Object.entries(JSON.parse(JSON.stringify(members))));
      }),
    );
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void jsonPolicies(text)));
  });
});

test('a change is told: a file that comes, that is replaced, that goes', async () => {
  await mkdir(folder);
  const source = policyFolderSource(folder, realTimers);
  source.read();
  let told = (_: string): void => undefined;
  onTestFinished(source.watch(() => told(valuesOf(resolve(source.read())).theme)));
  const after = async (change: () => Promise<unknown>): Promise<string> => {
    const next = new Promise<string>((resolve) => {
      told = resolve;
    });
    await change();
    return next;
  };
  expect(await after(() => write('a.json', '{"Theme": "dark"}'))).toBe('dark');
  const other = path.join(path.dirname(folder), 'new');
  await writeFile(other, '{"Theme": "light"}');
  expect(await after(() => rename(other, path.join(folder, 'a.json')))).toBe('light');
  expect(await after(() => rm(path.join(folder, 'a.json')))).toBe('system');
});

test('a folder that comes later is found by looking for it', async () => {
  const timers = heldTimers();
  const source = policyFolderSource(folder, timers);
  source.read();
  const told: string[] = [];
  onTestFinished(source.watch(() => told.push(valuesOf(resolve(source.read())).theme)));
  await write('a.json', '{"Theme": "dark"}');
  timers.advance(pollMs);
  expect(told).toEqual(['dark']);
});
