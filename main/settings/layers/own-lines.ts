import { readFileSync } from 'node:fs';
import { quoted } from '../../../contract/quoted.ts';
import { jsonMembers } from '../sources/json-members.ts';
import { firstNamed } from './most-named.ts';

/** Where each setting stands in the text of our own file, by its key; of one that is there more than once, every line. */
export type OwnLines = ReadonlyMap<string, readonly number[]>;

/** As deep as a setting's key has parts. */
const deepest = 3;

/** @param text of the file; what is no JSON has no lines, for it is not used */
export function ownLines(text: string): OwnLines {
  try {
    const lines = new Map<string, number[]>();
    const members = [...jsonMembers(text, deepest)].sort((one, other) => one.from - other.from);
    for (const { path, line } of members) {
      const key = path.join('.');
      const before = lines.get(key);
      if (before) before.push(line);
      else lines.set(key, [line]);
      // Of an object that is there again the earlier one is not read, nor what is in it.
      if (before) for (const inner of lines.keys()) if (inner.startsWith(`${key}.`)) lines.delete(inner);
    }
    return lines;
  } catch {
    return new Map();
  }
}

/** The same of a file on disk; none where it cannot be read. */
export function linesOfFile(file: string): OwnLines {
  try {
    return ownLines(readFileSync(file, 'utf8'));
  } catch {
    return new Map();
  }
}

/** `, line 7` behind the file's name, of the one that counts; blank: it is not known. */
export function lineWords(lines: OwnLines, key: string): string {
  const line = lines.get(key)?.at(-1);
  return line === undefined ? '' : `, line ${line}`;
}

/** What the file has more than once, a sentence each: JSON takes the last, and says nothing. */
export function repeatedNames(lines: OwnLines, file: string): readonly string[] {
  return firstNamed(
    [...lines].filter(([, all]) => all.length > 1),
    ([name]) =>
      `${quoted(name)} in ${file}${lineWords(lines, name)} is there more than once; this one counts.`,
    (count) => `${count} more names in ${file} are there more than once.`,
  );
}
