import { type IniEntry, readIni } from './read-ini.ts';

/** A key whose value is a whole number: one of a range, or one of those that mean something. */
export type NumberKey = { readonly usual: number } & (
  | { readonly least: number; readonly most: number }
  | { readonly allowed: readonly number[] }
);

/** What was not used as it was written, a sentence each, with file and line. */
export type IniWarnings = readonly string[];

export interface KeysRead<Name extends string> {
  readonly values: Readonly<Record<Name, number>>;
  /** The line that each key stands on which the section has, whether its value could be used or not. */
  readonly lines: ReadonlyMap<Name, number>;
  readonly warnings: IniWarnings;
}

/**
 * Reads one section's keys. One that is out of range, no number, unknown, written twice or in a section that nobody
 * reads is told with file and line, and with what is used in its place; nothing stops a server from starting.
 */
export function readKeys<Name extends string>(
  file: string,
  text: string,
  section: string,
  keys: Readonly<Record<Name, NumberKey>>,
): KeysRead<Name> {
  const ini = readIni(text);
  const warnings = ini.problems.map(
    ({ line, message }) => `${file}, line ${line}: ${message}. It is passed over.`,
  );
  const names = Object.keys(keys) as Name[];
  const values = Object.fromEntries(names.map((name) => [name, keys[name].usual])) as Record<Name, number>;
  const first = new Map<Name, number>();
  for (const entry of ini.entries) {
    const at = `${file}, line ${entry.line}`;
    if (!same(entry.section, section)) {
      warnings.push(
        `${at}: ${entry.key} is in [${entry.section}]; here only [${section}] is read. It is passed over.`,
      );
      continue;
    }
    const name = names.find((one) => same(one, entry.key));
    if (name === undefined) {
      warnings.push(`${at}: ${entry.key} is no key of [${section}]. It is passed over.`);
      continue;
    }
    const before = first.get(name);
    if (before !== undefined) {
      warnings.push(`${at}: ${name} is on line ${before} already; that one, ${values[name]}, is used.`);
      continue;
    }
    first.set(name, entry.line);
    const read = readNumber(entry, keys[name]);
    if (typeof read === 'number') values[name] = read;
    else warnings.push(`${at}: ${name}=${shown(entry.value)} ${read.wrong}; ${keys[name].usual} is used.`);
  }
  return { values, lines: first, warnings };
}

function readNumber({ value }: IniEntry, key: NumberKey): number | { readonly wrong: string } {
  if (!/^[+-]?\d{1,9}$/.test(value)) return { wrong: 'is not a whole number' };
  const number = Number(value);
  if ('allowed' in key) {
    return key.allowed.includes(number) ? number : { wrong: `is none of ${key.allowed.join(', ')}` };
  }
  const { least, most } = key;
  return number < least || number > most ? { wrong: `is not in ${least} to ${most}` } : number;
}

function shown(value: string): string {
  return value.length > 40 ? `${value.slice(0, 40)}…` : value;
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
