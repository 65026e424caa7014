import { fail, ok, type Result } from '../../../../contract/result.ts';
import type { RegistryValue } from '../../../../contract/settings/registry-value.ts';
import { type DataEncoding, decodeData } from '../registry/registry-data.ts';

const isRest = (text: string): boolean => /^\s*(?:;|$)/.test(text);

/** Text in quotes that begins at `from`, and where it ends. By pieces, for a value may have a megabyte. */
export function readQuoted(
  line: string,
  from: number,
): Result<{ readonly text: string; readonly end: number }, string> {
  const pieces: string[] = [];
  const special = /["\\]/g;
  let at = from + 1;
  for (;;) {
    special.lastIndex = at;
    const found = special.exec(line);
    if (!found) return fail('expected a " at the end of the text');
    pieces.push(line.slice(at, found.index));
    if (found[0] === '"') return ok({ text: pieces.join(''), end: found.index + 1 });
    const escaped = line[found.index + 1];
    if (escaped !== '\\' && escaped !== '"') return fail('expected \\\\ or \\" where text has a backslash');
    pieces.push(escaped);
    at = found.index + 2;
  }
}

/** What stands behind the `=` of a value, continuation lines joined; null: `-`. The error ends a sentence. */
export function readData(text: string, encoding: DataEncoding): Result<RegistryValue | null, string> {
  if (text.startsWith('"')) {
    const quoted = readQuoted(text, 0);
    if (!quoted.ok) return quoted;
    const { text: value, end } = quoted.value;
    return isRest(text.slice(end)) ? ok({ type: 'REG_SZ', value }) : fail('expected nothing after the text');
  }
  if (text.startsWith('-') && isRest(text.slice(1))) return ok(null);
  const [, kind = '', type, data = ''] = /^(dword|hex)(?:\(([0-9a-f]{1,8})\))?:(.*)$/is.exec(text) ?? [];
  const [digits = ''] = data.split(';', 1);
  if (kind.toLowerCase() === 'hex') {
    const bytes = readBytes(digits);
    return bytes.ok ? decodeData(Number.parseInt(type ?? '3', 16), bytes.value, encoding) : bytes;
  }
  if (kind === '' || type !== undefined) return fail('expected "text", dword:, hex: or - behind the =');
  return /^\s*[0-9a-f]{1,8}\s*$/i.test(digits)
    ? ok({ type: 'REG_DWORD', value: Number.parseInt(digits, 16) })
    : fail('expected one to eight hexadecimal digits behind dword:');
}

function readBytes(digits: string): Result<Uint8Array, string> {
  const compact = digits.replaceAll(/\s/g, '');
  if (compact === '') return ok(new Uint8Array());
  // At once where each byte has two digits, as regedit writes them: there may be a megabyte of them.
  const together = compact.replaceAll(',', '');
  if (compact.length === together.length * 1.5 - 1 && !/[^,][^,][^,]|,,|[^0-9a-f,]/i.test(compact)) {
    return ok(Buffer.from(together, 'hex'));
  }
  const bytes = compact.split(',');
  return bytes.every((byte) => /^[0-9a-f]{1,2}$/i.test(byte))
    ? ok(Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 16)))
    : fail('expected bytes of two hexadecimal digits, with a comma between');
}
