import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type KeyToWrite, regLines, writeReg } from '../../../../contract/settings/write-reg.ts';
import { parseReg } from './parse-reg.ts';
import type { RegKey } from './reg-file.ts';

const header = 'Windows Registry Editor Version 5.00';
const key = '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Switchhook]';

const utf8 = (text: string): Uint8Array => Buffer.from(text, 'utf8');
const reg = (...lines: readonly string[]): Uint8Array => utf8([header, '', ...lines].join('\r\n'));

/** What one value line below a key is read as. */
function read(...lines: readonly string[]) {
  const { keys, problems } = parseReg(reg(key, ...lines));
  return { values: keys[0]?.values ?? [], problems };
}

const theme = [
  {
    hive: 'HKLM',
    path: 'SOFTWARE\\Policies\\Switchhook',
    isRemoved: false,
    line: 3,
    values: [{ name: 'Thème', value: { type: 'REG_SZ', value: 'dark' }, line: 4 }],
  },
] satisfies readonly RegKey[];

describe('the encodings of .reg files', () => {
  const lines = (newline: string): string => [header, '', key, '"Thème"="dark"', ''].join(newline);
  const utf16be = Buffer.from(`\uFEFF${lines('\r\n')}`, 'utf16le').swap16();
  test.each<[string, Uint8Array]>([
    ['UTF-16LE with its mark, as regedit exports', Buffer.from(`\uFEFF${lines('\r\n')}`, 'utf16le')],
    ['UTF-16LE without a mark', Buffer.from(lines('\r\n'), 'utf16le')],
    ['UTF-16BE', utf16be],
    ['UTF-8 with a mark', utf8(`\uFEFF${lines('\r\n')}`)],
    ['UTF-8 without one', utf8(lines('\r\n'))],
    ['line ends of Unix', utf8(lines('\n'))],
    ['ANSI under the new header', Buffer.from(lines('\r\n'), 'latin1')],
    ['REGEDIT4, which is ANSI', Buffer.from(lines('\r\n').replace(header, 'REGEDIT4'), 'latin1')],
    ['blank lines at its end', utf8(`${lines('\r\n')}\r\n\r\n`)],
  ])('%s', (_, bytes) => {
    expect(parseReg(bytes)).toEqual({ keys: theme, problems: [] });
  });

  test('REGEDIT4 has text in hexadecimal with one byte a character', () => {
    const bytes = Buffer.from(['REGEDIT4', key, '"a"=hex(7):61,e9,00,62,00,00'].join('\r\n'), 'latin1');
    expect(parseReg(bytes).keys[0]?.values[0]?.value).toEqual({
      type: 'REG_MULTI_SZ',
      value: ['aé', 'b'],
    });
  });
});

describe('values', () => {
  test.each<[string, string, object | null]>([
    ['text', '"a"="b c"', { type: 'REG_SZ', value: 'b c' }],
    ['text with quotes and backslashes', '"a"="C:\\\\x \\"y\\""', { type: 'REG_SZ', value: 'C:\\x "y"' }],
    ['no text', '"a"=""', { type: 'REG_SZ', value: '' }],
    ['text and a comment', '"a"="b;c" ; d', { type: 'REG_SZ', value: 'b;c' }],
    ['a number', '"a"=dword:0000001f', { type: 'REG_DWORD', value: 31 }],
    ['the largest number', '"a"=DWORD:FFFFFFFF', { type: 'REG_DWORD', value: 4_294_967_295 }],
    ['a number and a comment', '"a"=dword:1 ; on', { type: 'REG_DWORD', value: 1 }],
    ['a number in bytes', '"a"=hex(4):1f,00,00,00', { type: 'REG_DWORD', value: 31 }],
    ['text in bytes', '"a"=hex(1):62,00,0a,00,00,00', { type: 'REG_SZ', value: 'b\n' }],
    ['text without its NUL', '"a"=hex(1):62,00', { type: 'REG_SZ', value: 'b' }],
    ['text with a NUL in it', '"a"=hex(1):62,00,00,00,63,00,00,00', { type: 'REG_SZ', value: 'b\0c' }],
    ['text with variables', '"a"=hex(2):25,00,00,00', { type: 'REG_EXPAND_SZ', value: '%' }],
    ['no lines', '"a"=hex(7):00,00', { type: 'REG_MULTI_SZ', value: [] }],
    ['lines', '"a"=hex(7):62,00,00,00,63,00,00,00,00,00', { type: 'REG_MULTI_SZ', value: ['b', 'c'] }],
    [
      'lines without their last NUL',
      '"a"=hex(7):62,00,00,00,63,00',
      { type: 'REG_MULTI_SZ', value: ['b', 'c'] },
    ],
    [
      'lines, and empty ones at their end',
      '"a"=hex(7):62,00,00,00,00,00,00,00,00,00',
      { type: 'REG_MULTI_SZ', value: ['b'] },
    ],
    [
      'an empty line before others',
      '"a"=hex(7):62,00,00,00,00,00,63,00,00,00,00,00',
      { type: 'REG_MULTI_SZ', value: ['b', '', 'c'] },
    ],
    ['bytes', '"a"=hex:01,02', { type: 'other', name: 'REG_BINARY' }],
    ['no bytes', '"a"=hex:', { type: 'other', name: 'REG_BINARY' }],
    ['64 bits', '"a"=hex(b):01,00,00,00,00,00,00,00', { type: 'other', name: 'REG_QWORD' }],
    ['a type that nobody knows', '"a"=hex(99):01', { type: 'other', name: 'type 153' }],
    ['one that goes', '"a"=-', null],
  ])('%s', (_, line, value) => {
    expect(read(line)).toEqual({ values: [{ name: 'a', value, line: 4 }], problems: [] });
  });

  test('the default value, and a name with quotes, backslashes and an =', () => {
    expect(read('@="b"', '"a\\\\\\"=" = "c"')).toEqual({
      values: [
        { name: '', value: { type: 'REG_SZ', value: 'b' }, line: 4 },
        { name: 'a\\"=', value: { type: 'REG_SZ', value: 'c' }, line: 5 },
      ],
      problems: [],
    });
  });

  test('data goes on in the next lines, where their number is that of the first', () => {
    expect(read('"a"=hex(7):\\', '  61,00,\\', '  00,00,00,00', '"b"="c"')).toEqual({
      values: [
        { name: 'a', value: { type: 'REG_MULTI_SZ', value: ['a'] }, line: 4 },
        { name: 'b', value: { type: 'REG_SZ', value: 'c' }, line: 7 },
      ],
      problems: [],
    });
  });

  test('a megabyte, as text and as lines', () => {
    const long = 'x\\"é'.repeat(262_144);
    const [written] = parseReg(
      writeReg([
        {
          hive: 'HKLM',
          path: 'a',
          values: [
            { name: 'a', value: { type: 'REG_SZ', value: long } },
            { name: 'b', value: { type: 'REG_MULTI_SZ', value: [long] } },
          ],
        },
      ]),
    ).keys;
    expect(written?.values.map(({ value }) => value)).toEqual([
      { type: 'REG_SZ', value: long },
      { type: 'REG_MULTI_SZ', value: [long] },
    ]);
  });
});

describe('keys', () => {
  test.each<[string, string, string, boolean]>([
    ['[HKEY_CURRENT_USER\\a\\b c]', 'HKCU', 'a\\b c', false],
    ['[hklm\\A]', 'HKLM', 'A', false],
    ['[HKEY_CLASSES_ROOT]', 'HKCR', '', false],
    ['[HKEY_USERS\\S-1-5-18\\a]', 'HKU', 'S-1-5-18\\a', false],
    ['[HKEY_CURRENT_CONFIG\\a]', 'HKCC', 'a', false],
    ['[-HKEY_LOCAL_MACHINE\\a]', 'HKLM', 'a', true],
    ['[HKEY_LOCAL_MACHINE\\a]b] ; with a bracket', 'HKLM', 'a]b', false],
  ])('%s', (line, hive, path, isRemoved) => {
    expect(parseReg(reg(line))).toEqual({
      keys: [{ hive, path, isRemoved, line: 3, values: [] }],
      problems: [],
    });
  });
});

describe('a line that is wrong costs itself alone, and is named', () => {
  test.each<[string, string]>([
    ['"a"="b', 'expected a " at the end of the text'],
    ['"a', 'expected a " at the end of the text'],
    ['"a"', 'expected a = behind the name of the value'],
    ['"a"="C:\\temp"', 'expected \\\\ or \\" where text has a backslash'],
    ['"a"="b\\', 'expected \\\\ or \\" where text has a backslash'],
    ['"a"="b" c', 'expected nothing after the text'],
    ['"a"=dword:', 'expected one to eight hexadecimal digits behind dword:'],
    ['"a"=dword:123456789', 'expected one to eight hexadecimal digits behind dword:'],
    ['"a"=dword:yes', 'expected one to eight hexadecimal digits behind dword:'],
    ['"a"=hex:1,2,zz', 'expected bytes of two hexadecimal digits, with a comma between'],
    ['"a"=hex(7):61,00,\\', 'expected bytes of two hexadecimal digits, with a comma between'],
    ['"a"=hex(4):01', 'expected the four bytes of a REG_DWORD, not 1'],
    ['"a"=hex(1):61', 'expected text with two bytes a character, not 1 bytes'],
    ['"a"=true', 'expected "text", dword:, hex: or - behind the ='],
    ['nonsense', 'expected a key in [brackets], a value, or a comment behind a ;'],
    ['61,00', 'expected a key in [brackets], a value, or a comment behind a ;'],
  ])('%s', (line, expected) => {
    expect(read(line, '; a comment', '"Theme"="dark"')).toEqual({
      values: [{ name: 'Theme', value: { type: 'REG_SZ', value: 'dark' }, line: 6 }],
      problems: [{ line: 4, expected }],
    });
  });

  test.each<[string, string]>([
    ['[HKEY_LOCAL_MACHINE\\a', 'expected a ] at the end of the key'],
    ['[HKEY_LOCAL_MACHINE\\a] b', 'expected a ] at the end of the key'],
    ['[SOFTWARE\\a]', 'expected a key that begins with a hive such as HKEY_LOCAL_MACHINE'],
    ['[constructor\\a]', 'expected a key that begins with a hive such as HKEY_LOCAL_MACHINE'],
    ['[]', 'expected a key that begins with a hive such as HKEY_LOCAL_MACHINE'],
  ])('the values below %s belong to no key', (line, expected) => {
    const { keys, problems } = parseReg(reg(key, line, '"a"="b"', key, '"c"="d"'));
    expect(keys.map(({ values }) => values.map(({ name }) => name))).toEqual([[], ['c']]);
    expect(problems).toEqual([{ line: 4, expected: `${expected}; the values below it are passed over too` }]);
  });

  test('a value before the first key', () => {
    expect(parseReg(reg('"a"="b"')).problems).toEqual([
      { line: 3, expected: 'expected a key in [brackets] before the first value' },
    ]);
  });

  test('a header that is missing, and what stands in its place', () => {
    const wrong = {
      line: 1,
      expected: 'expected "Windows Registry Editor Version 5.00" or "REGEDIT4" at the top',
    };
    expect(parseReg(utf8(`${key}\n"a"="b"`))).toMatchObject({
      keys: [{ values: [{ name: 'a' }] }],
      problems: [wrong],
    });
    expect(parseReg(utf8(`{"a":1}\n${key}\n"a"="b"`))).toMatchObject({
      keys: [{ values: [{ name: 'a' }] }],
      problems: [wrong],
    });
    expect(parseReg(utf8(''))).toEqual({ keys: [], problems: [wrong] });
  });
});

describe('whatever comes', () => {
  const line = fc.oneof(
    fc.constantFrom(
      header,
      'REGEDIT4',
      key,
      '[-HKCU\\a]',
      '"a"="b"',
      '@=-',
      '"a"=hex(7):61,\\',
      '  00,\\',
      '\\',
      ';',
    ),
    fc.string({ unit: 'binary' }),
    fc.stringMatching(/^["@[\]=\\;a-f0-9,:()hexdword]*$/),
  );

  test('bytes of any kind are read to their end', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        for (const { line } of parseReg(bytes).problems) expect(line).toBeGreaterThan(0);
      }),
    );
  });

  test('so are lines of any kind, and what is wrong stands in one of them', () => {
    fc.assert(
      fc.property(fc.array(line), fc.constantFrom('utf8', 'utf16le', 'latin1'), (lines, encoding) => {
        const bytes = Buffer.from(`\uFEFF${lines.join('\r\n')}`, encoding);
        const { keys, problems } = parseReg(bytes);
        // As they are read back: what Latin 1 has no place for may become a line end.
        const count = bytes.toString(encoding).split(/\r\n|\n|\r/).length + 1;
        for (const { line } of [...problems, ...keys, ...keys.flatMap(({ values }) => values)]) {
          expect(line).toBeGreaterThan(0);
          expect(line).toBeLessThanOrEqual(count);
        }
      }),
    );
  });

  const oneLine = fc.string({ unit: 'binary' }).filter((text) => !/[\r\n\0]/.test(text));
  const written = fc.array(
    fc.record<KeyToWrite>({
      hive: fc.constantFrom('HKLM', 'HKCU', 'HKCR', 'HKU', 'HKCC'),
      path: oneLine,
      values: fc.array(
        fc.record({
          name: oneLine,
          value: fc.oneof(
            fc.record({
              type: fc.constant('REG_DWORD' as const),
              value: fc.integer({ min: 0, max: 0xffff_ffff }),
            }),
            fc.record({
              type: fc.constantFrom('REG_SZ' as const, 'REG_EXPAND_SZ' as const),
              value: fc.string({ unit: 'binary' }),
            }),
            fc.record({
              type: fc.constant('REG_MULTI_SZ' as const),
              value: fc.array(
                fc.string({ unit: 'binary', minLength: 1 }).filter((text) => !text.includes('\0')),
              ),
            }),
          ),
        }),
      ),
    }),
  );
  const asWritten = ({ keys }: ReturnType<typeof parseReg>) =>
    keys.map(({ hive, path, values }) => ({
      hive,
      path,
      values: values.map(({ name, value }) => ({ name, value })),
    }));

  test('what is written reads back the same, as UTF-16 and as UTF-8', () => {
    fc.assert(
      fc.property(written, (keys) => {
        const read = parseReg(writeReg(keys));
        expect(read.problems).toEqual([]);
        expect(asWritten(read)).toEqual(keys);
        expect(asWritten(parseReg(utf8(regLines(keys).join('\n'))))).toEqual(keys);
      }),
    );
  });
});
