import { is, TOKEN, VALUE } from './characters.ts';
import type { Parsed } from './faults.ts';
import { faulty, nameCharacter, parsed } from './faults.ts';

const SPACE = 0x20;
const TAB = 0x09;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

interface Trouble {
  readonly at: number;
  readonly expected: string;
  readonly rule: string;
}

/**
 * A place in one header field's value. Readers move it on; the first failure sticks, so that a chain of
 * readers needs no result type at each step.
 */
export class Cursor {
  readonly text: string;
  at = 0;
  #trouble: Trouble | null = null;

  constructor(text: string, at = 0) {
    this.text = text;
    this.at = at;
  }

  get failed(): boolean {
    return this.#trouble !== null;
  }

  get ended(): boolean {
    return this.at >= this.text.length;
  }

  /** The code at the cursor; NaN at the end, which equals nothing. */
  peek(): number {
    return this.text.charCodeAt(this.at);
  }

  /** Notes what belonged here; only the first note counts. */
  fail(expected: string, rule: string, at = this.at): null {
    this.#trouble ??= { at, expected, rule };
    return null;
  }

  /** The value read, or the fault: names the header, the character and the rule. */
  result<T>(header: string, value: T | null): Parsed<T> {
    const trouble = this.#trouble;
    if (trouble === null && value !== null) return parsed(value);
    const at = trouble?.at ?? this.at;
    return faulty({
      type: 'header-value',
      header,
      at,
      found: nameCharacter(this.text, at),
      expected: trouble?.expected ?? 'a value',
      rule: trouble?.rule ?? 'RFC 3261, section 20',
    });
  }

  skipSpace(): void {
    let code = this.peek();
    while (code === SPACE || code === TAB) {
      this.at += 1;
      code = this.peek();
    }
  }

  /** Takes this character with any space around it (`SEMI`, `EQUAL`, `SLASH`, `COMMA`), or nothing. */
  takeSeparator(code: number): boolean {
    const before = this.at;
    this.skipSpace();
    if (this.peek() !== code) {
      this.at = before;
      return false;
    }
    this.at += 1;
    this.skipSpace();
    return true;
  }

  /** The longest run of one class; may be empty. */
  run(bit: number): string {
    const from = this.at;
    let at = from;
    while (is(this.text.charCodeAt(at), bit)) at += 1;
    this.at = at;
    return this.text.slice(from, at);
  }

  token(expected: string, rule: string): string | null {
    const token = this.run(TOKEN);
    return token === '' ? this.fail(expected, rule) : token;
  }

  /** A token, a host or a quoted string, decoded. */
  value(expected: string, rule: string): string | null {
    if (this.peek() === QUOTE) return this.quotedString();
    const value = this.run(VALUE);
    return value === '' ? this.fail(expected, rule) : value;
  }

  /** A quoted string at the cursor, decoded (RFC 3261, section 25.1: `quoted-string`, `quoted-pair`). */
  quotedString(): string | null {
    const open = this.at;
    let from = open + 1;
    let decoded = '';
    for (let at = from; at < this.text.length; at += 1) {
      const code = this.text.charCodeAt(at);
      if (code === QUOTE) {
        this.at = at + 1;
        return decoded + this.text.slice(from, at);
      }
      if (code === BACKSLASH) {
        decoded += this.text.slice(from, at);
        from = at + 1;
        at += 1;
      } else if ((code < SPACE && code !== TAB) || code === 0x7f) {
        return this.fail('a printable character', 'RFC 3261, section 25.1: qdtext', at);
      }
    }
    return this.fail('a closing quote', 'RFC 3261, section 25.1: quoted-string', this.text.length);
  }

  /** Only space may follow. */
  end(expected: string, rule: string): boolean {
    this.skipSpace();
    if (this.ended) return true;
    this.fail(expected, rule);
    return false;
  }
}

/** Writes a quoted string; control characters, which could end a line, become spaces. */
export function quote(text: string): string {
  let written = '"';
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < SPACE || code === 0x7f) written += ' ';
    else if (code === QUOTE || code === BACKSLASH) written += `\\${character}`;
    else written += character;
  }
  return `${written}"`;
}
