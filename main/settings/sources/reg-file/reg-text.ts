import { ansiText, type DataEncoding } from '../registry/registry-data.ts';

export interface RegText {
  /** Without a byte order mark. */
  readonly lines: readonly string[];
  /** How text stands in `hex(…)` data. */
  readonly data: DataEncoding;
}

/**
 * The lines of a .reg file. regedit exports UTF-16LE with a mark (version 5.00) or ANSI (REGEDIT4); editors and scripts
 * save UTF-8, with a mark or without. What is none of these is ANSI, as regedit takes it.
 */
export function regText(bytes: Uint8Array): RegText {
  const text = decode(bytes);
  const lines = text.split(/\r\n|\n|\r/);
  const first = lines.find((line) => line.trim() !== '') ?? '';
  return { lines, data: isOldHeader(first) ? 'ansi' : 'utf-16le' };
}

export function isOldHeader(line: string): boolean {
  return line.trim().toUpperCase() === 'REGEDIT4';
}

export function isHeader(line: string): boolean {
  return isOldHeader(line) || /^windows registry editor version 5\.00$/i.test(line.trim());
}

function decode(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [first, second, third] = buffer;
  // By Buffer, which keeps a half of a surrogate pair as it is.
  if (first === 0xff && second === 0xfe) return buffer.toString('utf16le', 2);
  if (first === 0xfe && second === 0xff) return swapped(buffer.subarray(2)).toString('utf16le');
  if (first === 0xef && second === 0xbb && third === 0xbf) return buffer.toString('utf8', 3);
  // Both headers, a key and a comment begin with ASCII: a NUL after it is the other half of a character.
  if (second === 0) return buffer.toString('utf16le');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(buffer);
  } catch {
    return ansiText(buffer);
  }
}

function swapped(bytes: Buffer): Buffer {
  return Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2))).swap16();
}
