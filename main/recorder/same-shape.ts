/** Lists that masking leaves out whole: a customer's file, and what a line's quality was before. */
const leftOut: ReadonlySet<string> = new Set(['customer', 'history']);

/** Tells where a masked value is not the original with other words in it; remembers what it has held together. */
export class ShapeWatch {
  readonly #matched = new WeakMap<object, object>();

  /**
   * The first place at which they differ in more than text, as a path; null: nowhere. Text stands for text, and
   * nothing for nothing.
   */
  difference(original: unknown, masked: unknown): string | null {
    if (original === masked) return null;
    if (typeof original === 'string') return sameText(original, masked) ? null : '';
    if (!isObject(original) || !isObject(masked)) return '';
    if (this.#matched.get(original) === masked) return null;
    const inside = Array.isArray(original)
      ? this.#differenceInList(original, masked)
      : this.#differenceInside(original, masked);
    if (inside === null) this.#matched.set(original, masked);
    return inside;
  }

  /** A chat's messages are many, and one more comes at a time: their places are no names to be made for it. */
  #differenceInList(original: readonly unknown[], masked: Fields): string | null {
    if (!Array.isArray(masked) || masked.length !== original.length) return '';
    for (const [place, value] of original.entries()) {
      const inside = this.difference(value, masked[place]);
      if (inside !== null) return `/${place}${inside}`;
    }
    return null;
  }

  #differenceInside(original: Fields, masked: Fields): string | null {
    const names = namesOf(original);
    const maskedNames = namesOf(masked);
    if (names.length !== maskedNames.length) return '';
    // Names that are ids may be masked too: their order tells which is which, and never the original is told.
    const others = maskedNames.filter((name) => !Object.hasOwn(original, name))[Symbol.iterator]();
    for (const name of names) {
      const maskedName = Object.hasOwn(masked, name) ? name : (others.next().value ?? '');
      if (leftOut.has(name)) continue;
      const inside = this.difference(original[name], masked[maskedName]);
      if (inside !== null) return `/${maskedName}${inside}`;
    }
    return null;
  }
}

type Fields = Readonly<Record<string, unknown>>;

function namesOf(value: Fields): readonly string[] {
  return Object.keys(value).filter((name) => value[name] !== undefined);
}

function sameText(original: string, masked: unknown): boolean {
  return typeof masked === 'string' && (original === '') === (masked === '');
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}
