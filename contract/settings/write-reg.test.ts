import { expect, test } from 'vitest';
import type { RegistryData } from './registry-value.ts';
import { writeReg } from './write-reg.ts';

const path = 'SOFTWARE\\Policies\\Switchhook';

/** The lines of a file with one value, below those of its top. */
function lines(value: RegistryData, comment?: string): readonly string[] {
  const one = { name: 'Odd', value, ...(comment === undefined ? {} : { comment }) };
  return linesOf(writeReg([{ hive: 'HKLM', path, values: [one] }])).slice(3, -2);
}

function linesOf(file: Uint8Array): readonly string[] {
  const bytes = Buffer.from(file);
  expect([...bytes.subarray(0, 2)]).toEqual([0xff, 0xfe]);
  const text = bytes.subarray(2).toString('utf16le');
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  return text.split('\r\n');
}

test('it begins and ends as regedit has it, with comments at the top', () => {
  const header = 'Windows Registry Editor Version 5.00';
  const keys = [{ hive: 'HKCU', path, values: [] }] as const;
  const key = `[HKEY_CURRENT_USER\\${path}]`;
  expect(linesOf(writeReg(keys))).toEqual([header, '', key, '', '']);
  expect(linesOf(writeReg(keys, ['A sample.']))).toEqual([header, '', '; A sample.', '', key, '', '']);
  expect(linesOf(writeReg([{ hive: 'HKU', path: '', values: [] }]))[2]).toBe('[HKEY_USERS]');
});

test('numbers are eight hexadecimal digits', () => {
  expect(lines({ type: 'REG_DWORD', value: 4_294_967_295 })).toEqual(['"Odd"=dword:ffffffff']);
  expect(lines({ type: 'REG_DWORD', value: 30 })).toEqual(['"Odd"=dword:0000001e']);
});

test('quotes and backslashes of a text are escaped, other characters stand as they are', () => {
  expect(lines({ type: 'REG_SZ', value: 'C:\\a "b" Größe 日本; =' })).toEqual([
    '"Odd"="C:\\\\a \\"b\\" Größe 日本; ="',
  ]);
  expect(lines({ type: 'REG_SZ', value: 'a\n' })).toEqual(['"Odd"=hex(1):61,00,0a,00,00,00']);
});

test('lines of text are UTF-16 in bytes, an empty list is its end alone', () => {
  expect(lines({ type: 'REG_MULTI_SZ', value: ['a', 'ö'] })).toEqual([
    '"Odd"=hex(7):61,00,00,00,f6,00,00,00,00,00',
  ]);
  expect(lines({ type: 'REG_MULTI_SZ', value: [] })).toEqual(['"Odd"=hex(7):00,00']);
});

test('many bytes go on in further lines, none wider than those of regedit', () => {
  const written = lines({ type: 'REG_MULTI_SZ', value: ['x'.repeat(60), 'y'.repeat(60)] });
  expect(written.length).toBeGreaterThan(3);
  expect(written.every((line) => line.length <= 80)).toBe(true);
  expect(
    written.slice(0, -1).every((line) => /^(?:"Odd"=hex\(7\):| {2})(?:[0-9a-f]{2},)+\\$/.test(line)),
  ).toBe(true);
  const bytes = written
    .join('')
    .replace('"Odd"=hex(7):', '')
    .replaceAll(/\\ {2}/g, '')
    .split(',');
  expect(Buffer.from(bytes.join(''), 'hex').toString('utf16le')).toBe(
    `${'x'.repeat(60)}\0${'y'.repeat(60)}\0\0`,
  );
});

test('a comment stands above its value', () => {
  expect(lines({ type: 'REG_DWORD', value: 1 }, 'what it is')).toEqual([
    '; what it is',
    '"Odd"=dword:00000001',
  ]);
});
