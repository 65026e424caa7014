/** A key of an INI file, with the line, from 1, that it stands on. */
export interface IniEntry {
  readonly section: string;
  readonly key: string;
  readonly value: string;
  readonly line: number;
}

/** A line that is none of an INI file's. */
export interface IniProblem {
  readonly line: number;
  readonly message: string;
}

export interface IniFile {
  readonly entries: readonly IniEntry[];
  readonly problems: readonly IniProblem[];
}

const longestLine = 4_096;

/**
 * Reads an INI file as Windows does (GetPrivateProfileString): sections and keys whatever the case of their letters,
 * blanks around both and around values left out, a pair of quotes around a value taken off, `;` at the beginning of a
 * line for comments; and `#` too, which Windows does not know and people write. Every line that is none of these is told, and the others are read.
 */
export function readIni(text: string): IniFile {
  const entries: IniEntry[] = [];
  const problems: IniProblem[] = [];
  let section: string | null = null;
  for (const [index, whole] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .entries()) {
    const line = index + 1;
    const read = readLine(whole);
    switch (read.type) {
      case 'nothing':
        break;
      case 'section':
        section = read.name;
        break;
      case 'key':
        if (section === null) problems.push({ line, message: `${read.key} stands before any [section]` });
        else entries.push({ section, key: read.key, value: read.value, line });
        break;
      case 'wrong':
        problems.push({ line, message: read.message });
        break;
    }
  }
  return { entries, problems };
}

type Line =
  | { readonly type: 'nothing' }
  | { readonly type: 'section'; readonly name: string }
  | { readonly type: 'key'; readonly key: string; readonly value: string }
  | { readonly type: 'wrong'; readonly message: string };

function readLine(whole: string): Line {
  if (whole.length > longestLine) return wrong(`the line is longer than ${longestLine} characters`);
  const text = whole.trim();
  if (text === '' || text.startsWith(';') || text.startsWith('#')) return { type: 'nothing' };
  if (text.startsWith('[')) {
    const name = text.endsWith(']') ? text.slice(1, -1).trim() : '';
    return name === '' ? wrong('a section is written [NAME]') : { type: 'section', name };
  }
  const equals = text.indexOf('=');
  if (equals < 0) return wrong('expected KEY=VALUE, a [SECTION] or a comment that begins with ;');
  const key = text.slice(0, equals).trim();
  if (key === '') return wrong('there is no key before the equals sign');
  return { type: 'key', key, value: unquoted(text.slice(equals + 1).trim()) };
}

function wrong(message: string): Line {
  return { type: 'wrong', message };
}

function unquoted(value: string): string {
  return /^(["']).*\1$/s.test(value) && value.length > 1 ? value.slice(1, -1) : value;
}
