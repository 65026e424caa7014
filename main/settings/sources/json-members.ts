/** A member of an object in JSON text. */
export interface JsonMember {
  /** Its name, behind those of the objects that it is in. */
  readonly path: readonly string[];
  /** Of its name, from 1 on. */
  readonly line: number;
  /** Where the text of its value begins and ends. */
  readonly from: number;
  readonly to: number;
}

/** An object or an array that is being read. */
interface Container {
  /** Null: its members are not asked for. */
  readonly path: readonly string[] | null;
  member: { readonly path: readonly string[]; readonly line: number; readonly from: number } | null;
}

/**
 * The members of an object in text that is JSON, in its order, and those of objects in it down to a depth: JSON.parse
 * keeps of two with one name the last, and tells no lines. Read once from end to end, for it may have megabytes.
 * @param deepest 1: of the outermost object alone
 */
export function jsonMembers(text: string, deepest: number): readonly JsonMember[] {
  const reading = new Reading(text, deepest);
  for (let at = 0; at < text.length; ) at = reading.readAt(at);
  return reading.found;
}

class Reading {
  readonly found: JsonMember[] = [];
  readonly #text: string;
  readonly #deepest: number;
  readonly #containers: Container[] = [];
  #line = 1;
  /** The last text, which is a name where a colon comes. */
  #last = { from: 0, to: 0, line: 1 };

  constructor(text: string, deepest: number) {
    this.#text = text;
    this.#deepest = deepest;
  }

  /** Where to read on. */
  readAt(at: number): number {
    switch (this.#text[at]) {
      case '\n':
        this.#line += 1;
        break;
      case '"': {
        const to = endOfText(this.#text, at);
        this.#last = { from: at, to, line: this.#line };
        return to;
      }
      case ':':
        this.#begin(at + 1);
        break;
      case '{':
        this.#open(true);
        break;
      case '[':
        this.#open(false);
        break;
      case ',':
        this.#end(at);
        break;
      case '}':
      case ']':
        this.#end(at);
        this.#containers.pop();
        break;
      default:
    }
    return at + 1;
  }

  #begin(from: number): void {
    const container = this.#containers.at(-1);
    if (!container?.path) return;
    const name: unknown = JSON.parse(this.#text.slice(this.#last.from, this.#last.to));
    container.member = { path: [...container.path, String(name)], line: this.#last.line, from };
  }

  #open(isObject: boolean): void {
    const depth = this.#containers.length;
    const path = depth === 0 ? [] : (this.#containers.at(-1)?.member?.path ?? null);
    this.#containers.push({ path: isObject && depth < this.#deepest ? path : null, member: null });
  }

  #end(to: number): void {
    const container = this.#containers.at(-1);
    if (!container?.member) return;
    this.found.push({ ...container.member, to });
    container.member = null;
  }
}

/** Behind the quote that ends what begins with one. */
function endOfText(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}
