import { is, TOKEN } from './characters.ts';
import type { SipFault } from './faults.ts';
import { nameCharacter } from './faults.ts';
import { HeaderFields } from './header-fields.ts';
import { fullName } from './header-names.ts';

const CR = 0x0d;
const SPACE = 0x20;
const TAB = 0x09;
const COLON = 0x3a;

export interface Fields {
  readonly headers: HeaderFields;
  /** Where the body begins. */
  readonly bodyAt: number;
  /** The first broken line; the others are read all the same, for the refusal. */
  readonly fault: SipFault | null;
}

function isSpace(code: number): boolean {
  return code === SPACE || code === TAB;
}

/** Where the line that begins at `from` ends, exclusive of its CR LF; -1 where no line end comes. */
export function lineEnd(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at > from && text.charCodeAt(at - 1) === CR ? at - 1 : at;
}

/** Where the line after the one that ends at `end` begins. */
export function nextLine(text: string, end: number): number {
  return end + (text.charCodeAt(end) === CR ? 2 : 1);
}

/** The value between two places without the space at its ends. */
function trimmed(text: string, from: number, to: number): string {
  let start = from;
  let end = to;
  while (start < end && isSpace(text.charCodeAt(start))) start += 1;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

class FieldReader {
  readonly #text: string;
  readonly #headers = new HeaderFields();
  #at: number;
  #line = 2;
  #fault: SipFault | null = null;

  constructor(text: string, at: number) {
    this.#text = text;
    this.#at = at;
  }

  read(): Fields {
    while (this.#readField());
    return { headers: this.#headers, bodyAt: this.#at, fault: this.#fault };
  }

  /** Reads one field with its folds; false at the empty line, and where the text ends without one. */
  #readField(): boolean {
    const lineAt = this.#at;
    const end = this.#endOfLine();
    if (end < 0) return false;
    if (end === lineAt) {
      this.#at = nextLine(this.#text, end);
      return false;
    }
    let at = lineAt;
    while (is(this.#text.charCodeAt(at), TOKEN)) at += 1;
    const name = this.#text.slice(lineAt, at);
    while (isSpace(this.#text.charCodeAt(at))) at += 1;
    const line = this.#line;
    this.#line += 1;
    this.#at = nextLine(this.#text, end);
    const value = this.#readFolds(trimmed(this.#text, at + 1, end));
    const broken = this.#whatIsBroken(name, at, value);
    if (broken === null) this.#headers.add(fullName(name), value);
    else this.#note(line, lineAt, broken.at, broken.expected);
    return true;
  }

  #endOfLine(): number {
    const end = lineEnd(this.#text, this.#at);
    if (end < 0) {
      this.#note(this.#line, this.#at, this.#text.length, 'an empty line after the header fields');
      this.#at = this.#text.length;
    } else if (this.#text.charCodeAt(end) !== CR) {
      this.#note(this.#line, this.#at, end, 'CR LF');
    }
    return end;
  }

  /** A line that begins with space continues the one before; the fold stands for one space (7.3.1). */
  #readFolds(first: string): string {
    let value = first;
    while (isSpace(this.#text.charCodeAt(this.#at))) {
      const from = this.#at;
      const end = this.#endOfLine();
      if (end < 0) break;
      const more = trimmed(this.#text, from, end);
      value = value === '' || more === '' ? value + more : `${value} ${more}`;
      this.#line += 1;
      this.#at = nextLine(this.#text, end);
    }
    return value;
  }

  #whatIsBroken(name: string, colonAt: number, value: string): { at: number; expected: string } | null {
    if (name === '') return { at: colonAt, expected: 'a header field name' };
    if (this.#text.charCodeAt(colonAt) !== COLON) return { at: colonAt, expected: "':'" };
    if (value.includes('\r')) {
      return { at: this.#text.indexOf('\r', colonAt), expected: 'no CR but before LF' };
    }
    return null;
  }

  #note(line: number, lineAt: number, at: number, expected: string): void {
    this.#fault ??= {
      type: 'header-line',
      line,
      at: at - lineAt,
      found: nameCharacter(this.#text, at),
      expected,
      rule: 'RFC 3261, section 7.3.1',
    };
  }
}

/** Reads the header fields from the line after the start line up to the empty line. */
export function parseFields(text: string, from: number): Fields {
  return new FieldReader(text, from).read();
}
