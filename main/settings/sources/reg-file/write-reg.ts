import type { RegistryValue } from '../../../../contract/settings/registry-value.ts';
import type { Hive } from '../registry/registry.ts';
import { encodeText, typeNumbers } from '../registry/registry-data.ts';

/** Of which the data is known. */
export type WritableValue = Exclude<RegistryValue, { readonly type: 'other' }>;

export interface KeyToWrite {
  readonly hive: Hive;
  readonly path: string;
  /** Names of one line; blank: the default value. */
  readonly values: readonly { readonly name: string; readonly value: WritableValue }[];
}

const longNames: Readonly<Record<Hive, string>> = {
  HKLM: 'HKEY_LOCAL_MACHINE',
  HKCU: 'HKEY_CURRENT_USER',
  HKCR: 'HKEY_CLASSES_ROOT',
  HKU: 'HKEY_USERS',
  HKCC: 'HKEY_CURRENT_CONFIG',
};

/** A .reg file as regedit exports it: UTF-16LE with its mark, CRLF, hexadecimal data in lines of 80 characters. */
export function writeReg(keys: readonly KeyToWrite[]): Buffer {
  return Buffer.from(`\uFEFF${regLines(keys).join('\r\n')}\r\n`, 'utf16le');
}

/** The same as lines, for a file of another encoding. */
export function regLines(keys: readonly KeyToWrite[]): readonly string[] {
  return [
    'Windows Registry Editor Version 5.00',
    '',
    ...keys.flatMap(({ hive, path, values }) => [
      `[${path === '' ? longNames[hive] : `${longNames[hive]}\\${path}`}]`,
      ...values.flatMap(({ name, value }) => valueLines(name === '' ? '@=' : `${quoted(name)}=`, value)),
      '',
    ]),
  ];
}

function valueLines(begin: string, value: WritableValue): readonly string[] {
  switch (value.type) {
    case 'REG_DWORD':
      return [`${begin}dword:${value.value.toString(16).padStart(8, '0')}`];
    case 'REG_SZ':
      // A line end in quotes would end the line.
      return /[\r\n\0]/.test(value.value)
        ? hexLines(`${begin}hex(1):`, encodeText(value.value))
        : [begin + quoted(value.value)];
    case 'REG_EXPAND_SZ':
    case 'REG_MULTI_SZ':
      return hexLines(`${begin}hex(${typeNumbers[value.type]}):`, encodeText(value.value));
  }
}

function quoted(text: string): string {
  return `"${text.replaceAll(/[\\"]/g, '\\$&')}"`;
}

/** The last column that regedit fills before a backslash. */
const width = 79;

function hexLines(begin: string, data: Buffer): readonly string[] {
  const lines: string[] = [];
  let line = begin;
  for (const [index, byte] of data.entries()) {
    const piece = byte.toString(16).padStart(2, '0') + (index < data.length - 1 ? ',' : '');
    if (line.length + piece.length > width) {
      lines.push(`${line}\\`);
      line = '  ';
    }
    line += piece;
  }
  return [...lines, line];
}
