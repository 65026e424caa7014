import { fail, ok, type Result } from '../../../../contract/result.ts';
import type { Hive } from '../../../../contract/settings/registry-value.ts';
import type { DataEncoding } from '../registry/registry-data.ts';
import { readData, readQuoted } from './reg-data.ts';
import type { RegFile, RegFileValue, RegKey, RegProblem } from './reg-file.ts';
import { isHeader, type RegText, regText } from './reg-text.ts';

/**
 * Reads a .reg file, whatever is in it: a line that is wrong is named and costs itself alone, but that values below a
 * key that cannot be read belong to no other.
 */
export function parseReg(bytes: Uint8Array): RegFile {
  return new Reading(regText(bytes)).read();
}

class Reading {
  readonly #text: RegText;
  readonly #keys: RegKey[] = [];
  readonly #problems: RegProblem[] = [];
  /** Below which key the next value stands. */
  #below: 'no key' | 'broken key' | { readonly type: 'key'; readonly values: RegFileValue[] } = 'no key';
  /** Lines that have been read. */
  #at = 0;

  constructor(text: RegText) {
    this.#text = text;
  }

  read(): RegFile {
    const { lines } = this.#text;
    this.#readHeader();
    while (this.#at < lines.length) {
      const content = lines[this.#at]?.trim() ?? '';
      this.#at += 1;
      if (content === '' || content.startsWith(';')) continue;
      if (content.startsWith('[')) this.#readKey(content);
      else if (/^[@"]/.test(content)) this.#readValue(content);
      else this.#report(this.#at, 'expected a key in [brackets], a value, or a comment behind a ;');
    }
    return { keys: this.#keys, problems: this.#problems };
  }

  #report(line: number, expected: string): void {
    this.#problems.push({ line, expected });
  }

  #readHeader(): void {
    const { lines } = this.#text;
    const first = Math.max(
      0,
      lines.findIndex((line) => line.trim() !== ''),
    );
    const header = lines[first] ?? '';
    this.#at = first + 1;
    if (isHeader(header)) return;
    this.#report(this.#at, 'expected "Windows Registry Editor Version 5.00" or "REGEDIT4" at the top');
    // It may be the first line of what should stand below the header.
    if (/^\s*[[@";]/.test(header)) this.#at = first;
  }

  #readKey(content: string): void {
    const line = this.#at;
    const key = keyOf(content);
    if (!key.ok) {
      this.#below = 'broken key';
      this.#report(line, `${key.error}; the values below it are passed over too`);
      return;
    }
    const values: RegFileValue[] = [];
    this.#keys.push({ ...key.value, line, values });
    this.#below = { type: 'key', values };
  }

  #readValue(first: string): void {
    const line = this.#at;
    const content = this.#withContinuations(first);
    if (this.#below === 'broken key') return;
    if (this.#below === 'no key') {
      this.#report(line, 'expected a key in [brackets] before the first value');
      return;
    }
    const value = readValue(content, this.#text.data);
    if (value.ok) this.#below.values.push({ ...value.value, line });
    else this.#report(line, value.error);
  }

  /** Data in hexadecimal goes on in the next line where a backslash says so, and that line has nothing else. */
  #withContinuations(first: string): string {
    if (!/=\s*hex/i.test(first)) return first;
    const parts = [first];
    while (parts.at(-1)?.endsWith('\\')) {
      const next = this.#text.lines[this.#at]?.trim() ?? '';
      if (!/^[0-9a-f][0-9a-f,\s]*\\?$/i.test(next)) break;
      parts.push(next);
      this.#at += 1;
    }
    return parts.map((part, index) => (index < parts.length - 1 ? part.slice(0, -1) : part)).join('');
  }
}

function readValue(content: string, encoding: DataEncoding): Result<Omit<RegFileValue, 'line'>, string> {
  const name = content.startsWith('@') ? ok({ text: '', end: 1 }) : readQuoted(content, 0);
  if (!name.ok) return name;
  const rest = content.slice(name.value.end).trimStart();
  if (!rest.startsWith('=')) return fail('expected a = behind the name of the value');
  const data = readData(rest.slice(1).trimStart(), encoding);
  return data.ok ? ok({ name: name.value.text, value: data.value }) : data;
}

const hives: Readonly<Record<string, Hive>> = {
  HKEY_LOCAL_MACHINE: 'HKLM',
  HKLM: 'HKLM',
  HKEY_CURRENT_USER: 'HKCU',
  HKCU: 'HKCU',
  HKEY_CLASSES_ROOT: 'HKCR',
  HKCR: 'HKCR',
  HKEY_USERS: 'HKU',
  HKU: 'HKU',
  HKEY_CURRENT_CONFIG: 'HKCC',
  HKCC: 'HKCC',
};

function keyOf(content: string): Result<Pick<RegKey, 'hive' | 'path' | 'isRemoved'>, string> {
  // The name of a key may hold a bracket.
  const end = content.lastIndexOf(']');
  if (end < 0 || !/^\s*(?:;|$)/.test(content.slice(end + 1)))
    return fail('expected a ] at the end of the key');
  const isRemoved = content.startsWith('[-');
  const key = content.slice(isRemoved ? 2 : 1, end);
  const [, root = '', path = ''] = /^([^\\]*)(?:\\(.*))?$/s.exec(key) ?? [];
  const name = root.toUpperCase();
  const hive = Object.hasOwn(hives, name) ? hives[name] : undefined;
  return hive
    ? ok({ hive, path, isRemoved })
    : fail('expected a key that begins with a hive such as HKEY_LOCAL_MACHINE');
}
