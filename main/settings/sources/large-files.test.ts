import { expect, test } from 'vitest';
import { resolve } from '../layers/in-force.ts';
import type { Layer } from '../layers/layer.ts';
import { jsonPolicies } from './json-policies.ts';
import { parseReg } from './reg-file/parse-reg.ts';
import { regPolicies } from './reg-file/reg-policies.ts';

// What is read in a time that grows with the square of its size is not done within a test's time.

const many = 60_000;
const numbers = Array.from({ length: many }, (_, index) => index);

function ofJson(text: string): readonly Layer[] {
  const read = jsonPolicies(text);
  if (!read.ok) throw new Error(read.error);
  return [{ kind: 'machine-policy', place: 'FILE', entries: read.value, problems: [] }];
}

function ofReg(lines: readonly string[]): readonly Layer[] {
  const key = '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Switchhook]';
  const text = ['Windows Registry Editor Version 5.00', '', key, ...lines].join('\r\n');
  return regPolicies(parseReg(Buffer.from(text)), 'FILE');
}

test('a JSON file of very many names is read, and of those that are unknown twenty are named', () => {
  const members = numbers.map((index) => `"Unknown${index}": {"a": [1, "}"]}`);
  const layers = ofJson(`{\n${members.join(',\n')},\n"Theme": "dark"}`);
  expect(layers[0]?.entries.at(-1)).toMatchObject({ name: 'Theme', at: `line ${many + 2}` });
  const { settings, problems } = resolve(layers);
  expect(settings.theme.value).toBe('dark');
  expect(problems.map(({ message }) => message).slice(-2)).toEqual([
    'The setting "Unknown19" in FILE, line 21 is none of this version of Switchhook, and is not used.',
    `${many - 20} more names in FILE are none of this version of Switchhook, and are not used.`,
  ]);
  expect(problems).toHaveLength(21);
});

test('a .reg file that sets and removes very many values is read', () => {
  const pairs = numbers.flatMap((index) => [`"Theme"="dark"`, `"V${index}"="x"`, `"V${index}"=-`]);
  const [machine] = ofReg([...pairs, '"Theme"=-', '"LogLevel"="debug"', '"LogLevel"="warn"']);
  expect(machine?.entries.map(({ name, at }) => [name, at])).toEqual([
    ['LogLevel', `line ${3 * many + 5}`],
    ['LogLevel', `line ${3 * many + 6}`],
  ]);
});

test('a name that is there very often is told once; the last counts', () => {
  const layers = ofReg(numbers.map((index) => `"Theme"="${index < many - 1 ? 'pink' : 'dark'}"`));
  const { settings, problems } = resolve(layers);
  expect(settings.theme.value).toBe('dark');
  expect(problems.map(({ message }) => message)).toEqual([
    `The setting "Theme" in FILE, line ${many + 3} is there more than once; this one counts.`,
  ]);
});

test('a key that is there very often, or stands where none is read, is named twenty times', () => {
  const key = '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Switchhook]';
  const stray = '[HKEY_USERS\\SOFTWARE\\Policies\\Switchhook]';
  const repeated = ofReg(numbers.flatMap(() => [key, '"Theme"="dark"']));
  expect(repeated[0]?.problems).toHaveLength(21);
  expect(repeated[0]?.problems.at(-1)).toBe(`${many - 20} more keys of FILE are there before.`);
  const strays = ofReg(numbers.flatMap(() => [stray, '"Theme"="dark"']));
  expect(strays[0]?.problems).toHaveLength(21);
  expect(strays[0]?.problems.at(-1)).toBe(`${many - 20} more keys of FILE are not used.`);
});

test('a value of many megabytes is read', () => {
  const { settings, problems } = resolve(
    ofJson(`{"LogLevel": "${'\\"x'.repeat(4_000_000)}", "Theme": "dark"}`),
  );
  expect(settings.theme.value).toBe('dark');
  expect(problems).toHaveLength(1);
  expect(problems[0]?.message.length).toBeLessThan(300);
});
