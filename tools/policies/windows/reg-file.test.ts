import { expect, test } from 'vitest';
import type { SettingValue } from '../../../contract/settings/setting.ts';
import { oddPolicies } from '../testing/odd-policies.ts';
import { renderRegFile } from './reg-file.ts';

const key = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Switchhook';

/** The lines of a file that sets each of these policies. */
function lines(values: Readonly<Record<string, SettingValue>>, comment = ''): readonly string[] {
  const policies = oddPolicies
    .filter(({ name }) => Object.hasOwn(values, name))
    .map((policy) => ({ ...policy, value: values[policy.name] ?? '' }));
  const bytes = Buffer.from(renderRegFile(['A sample.'], [{ key, policies, commentOf: () => comment }]));
  expect([...bytes.subarray(0, 2)]).toEqual([0xff, 0xfe]);
  const text = bytes.subarray(2).toString('utf16le');
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  expect(text.endsWith('\r\n\r\n')).toBe(true);
  return text.split('\r\n');
}

test('it begins as regedit begins one', () => {
  expect(lines({})).toEqual([
    'Windows Registry Editor Version 5.00',
    '',
    '; A sample.',
    '',
    `[${key}]`,
    '',
    '',
  ]);
});

test('flags and numbers are eight hexadecimal digits', () => {
  expect(lines({ OddFlag: true, OddNumber: 4_294_967_295 }).slice(5, -2)).toEqual([
    '"OddFlag"=dword:00000001',
    '"OddNumber"=dword:ffffffff',
  ]);
  expect(lines({ OddFlag: false, OddNumber: 30 }).slice(5, -2)).toEqual([
    '"OddFlag"=dword:00000000',
    '"OddNumber"=dword:0000001e',
  ]);
});

test('quotes and backslashes of a text are escaped, other characters stand as they are', () => {
  expect(lines({ OddText: 'C:\\a "b" Größe 日本; =' })).toContain(
    '"OddText"="C:\\\\a \\"b\\" Größe 日本; ="',
  );
});

test('lines of text are UTF-16 in bytes, an empty list is its end alone', () => {
  expect(lines({ OddList: ['a', 'ö'] })).toContain('"OddList"=hex(7):61,00,00,00,f6,00,00,00,00,00');
  expect(lines({ OddList: [] })).toContain('"OddList"=hex(7):00,00');
});

test('many bytes go on in further lines, none wider than those of regedit', () => {
  const written = lines({ OddList: ['x'.repeat(60), 'y'.repeat(60)] }).slice(5, -2);
  expect(written.length).toBeGreaterThan(3);
  expect(written.every((line) => line.length <= 80)).toBe(true);
  expect(
    written.slice(0, -1).every((line) => /^(?:"OddList"=hex\(7\):| {2})(?:[0-9a-f]{2},)+\\$/.test(line)),
  ).toBe(true);
  const bytes = written
    .join('')
    .replace('"OddList"=hex(7):', '')
    .replaceAll(/\\ {2}/g, '')
    .split(',');
  expect(Buffer.from(bytes.join(''), 'hex').toString('utf16le')).toBe(
    `${'x'.repeat(60)}\0${'y'.repeat(60)}\0\0`,
  );
});

test('a comment stands above its value', () => {
  expect(lines({ OddFlag: true }, 'what it is').slice(5, 7)).toEqual([
    '; what it is',
    '"OddFlag"=dword:00000001',
  ]);
});
