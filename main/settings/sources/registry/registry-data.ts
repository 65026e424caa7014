import { fail, ok, type Result } from '../../../../contract/result.ts';
import { type RegistryValue, typeNumbers } from '../../../../contract/settings/registry-value.ts';

/** How text stands in the data: `ansi` in files of REGEDIT4, else as in the registry itself. */
export type DataEncoding = 'utf-16le' | 'ansi';

const otherTypes: Readonly<Record<number, string>> = {
  0: 'REG_NONE',
  3: 'REG_BINARY',
  5: 'REG_DWORD_BIG_ENDIAN',
  6: 'REG_LINK',
  8: 'REG_RESOURCE_LIST',
  9: 'REG_FULL_RESOURCE_DESCRIPTOR',
  10: 'REG_RESOURCE_REQUIREMENTS_LIST',
  11: 'REG_QWORD',
};

/** What the bytes of a value say, by the number of its type. The error ends a sentence: "expected …". */
export function decodeData(
  type: number,
  data: Uint8Array,
  encoding: DataEncoding = 'utf-16le',
): Result<RegistryValue, string> {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  switch (type) {
    case typeNumbers.REG_DWORD:
      return bytes.length === 4
        ? ok({ type: 'REG_DWORD', value: bytes.readUInt32LE(0) })
        : fail(`expected the four bytes of a REG_DWORD, not ${bytes.length}`);
    case typeNumbers.REG_SZ:
    case typeNumbers.REG_EXPAND_SZ:
    case typeNumbers.REG_MULTI_SZ: {
      if (encoding === 'utf-16le' && bytes.length % 2 !== 0) {
        return fail(`expected text with two bytes a character, not ${bytes.length} bytes`);
      }
      const text = encoding === 'ansi' ? ansiText(bytes) : bytes.toString('utf16le');
      return ok(asText(type, text));
    }
    default:
      return ok({ type: 'other', name: otherTypes[type] ?? `type ${type}` });
  }
}

function asText(type: 1 | 2 | 7, text: string): RegistryValue {
  // Programs that write the registry may leave the last NUL out (RegQueryValueEx, remarks).
  const ended = withoutLastNul(text);
  switch (type) {
    case typeNumbers.REG_SZ:
      return { type: 'REG_SZ', value: ended };
    case typeNumbers.REG_EXPAND_SZ:
      return { type: 'REG_EXPAND_SZ', value: ended };
    case typeNumbers.REG_MULTI_SZ:
      return { type: 'REG_MULTI_SZ', value: linesOf(ended) };
  }
}

/** An empty line ends a list (Registry Value Types); those before others stay, so that they are named as wrong. */
function linesOf(text: string): readonly string[] {
  const lines = text.split('\0');
  return lines.slice(0, lines.findLastIndex((line) => line !== '') + 1);
}

function withoutLastNul(text: string): string {
  return text.endsWith('\0') ? text.slice(0, -1) : text;
}

/** Text of a Western Windows; which code page another one had, its files do not say. */
export function ansiText(bytes: Uint8Array): string {
  return new TextDecoder('windows-1252').decode(bytes);
}
