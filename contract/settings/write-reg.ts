import { type Hive, type RegistryData, typeNumbers } from './registry-value.ts';

/** A key of a registry and what is to stand in it. */
export interface KeyToWrite {
  readonly hive: Hive;
  /** Below the hive; blank: the hive itself. */
  readonly path: string;
  readonly values: readonly ValueToWrite[];
}

export interface ValueToWrite {
  /** Of one line; blank: the key's default value. */
  readonly name: string;
  readonly value: RegistryData;
  /** What stands in a line above it, for whoever edits the file; left out: nothing. */
  readonly comment?: string;
}

const longNames: Readonly<Record<Hive, string>> = {
  HKLM: 'HKEY_LOCAL_MACHINE',
  HKCU: 'HKEY_CURRENT_USER',
  HKCR: 'HKEY_CLASSES_ROOT',
  HKU: 'HKEY_USERS',
  HKCC: 'HKEY_CURRENT_CONFIG',
};

/** A .reg file as regedit exports it: UTF-16LE with its mark, CRLF, hexadecimal data in lines of 80 characters. */
export function writeReg(keys: readonly KeyToWrite[], comments: readonly string[] = []): Uint8Array {
  return utf16le(`\uFEFF${regLines(keys, comments).join('\r\n')}\r\n`);
}

/** The same as lines, for a file of another encoding. `comments` stand at the top. */
export function regLines(keys: readonly KeyToWrite[], comments: readonly string[] = []): readonly string[] {
  return [
    'Windows Registry Editor Version 5.00',
    '',
    ...(comments.length === 0 ? [] : [...comments.map(commentLine), '']),
    ...keys.flatMap(({ hive, path, values }) => [
      `[${path === '' ? longNames[hive] : `${longNames[hive]}\\${path}`}]`,
      ...values.flatMap(({ name, value, comment }) => [
        ...(comment === undefined ? [] : [commentLine(comment)]),
        ...valueLines(name === '' ? '@=' : `${quoted(name)}=`, value),
      ]),
      '',
    ]),
  ];
}

function commentLine(text: string): string {
  return `; ${text}`;
}

function valueLines(begin: string, value: RegistryData): readonly string[] {
  switch (value.type) {
    case 'REG_DWORD':
      return [`${begin}dword:${value.value.toString(16).padStart(8, '0')}`];
    case 'REG_SZ':
      // A line end in quotes would end the line.
      return /[\r\n\0]/.test(value.value)
        ? hexLines(`${begin}hex(1):`, utf16le(`${value.value}\0`))
        : [begin + quoted(value.value)];
    case 'REG_EXPAND_SZ':
      return hexLines(`${begin}hex(${typeNumbers.REG_EXPAND_SZ}):`, utf16le(`${value.value}\0`));
    case 'REG_MULTI_SZ': {
      // Each line ends in a NUL, and the list in another one.
      const lines = value.value.map((line) => `${line}\0`).join('');
      return hexLines(`${begin}hex(${typeNumbers.REG_MULTI_SZ}):`, utf16le(`${lines}\0`));
    }
  }
}

function quoted(text: string): string {
  return `"${text.replaceAll(/[\\"]/g, '\\$&')}"`;
}

/** The last column that regedit fills before a backslash. */
const width = 79;

function hexLines(begin: string, data: Uint8Array): readonly string[] {
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

/** Half of a surrogate pair stays as it is, as in the registry itself. */
function utf16le(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < text.length; index += 1)
    view.setUint16(index * 2, text.charCodeAt(index), true);
  return bytes;
}
