const gone = Symbol('gone');

/** What has changed over a map: new values, and keys that are no longer there. */
export type Changes<Key, Value> = ReadonlyMap<Key, Value | typeof gone>;

/** So many changes lie over the large layer before the two are made one. */
const mostAbove = 64;

/**
 * A map that is never changed: a large layer, which its versions share, and over it the few that are newer. So a change
 * copies few entries however many there are. A key that is deleted and comes back may have its old place.
 */
export class LayeredMap<Key, Value> implements ReadonlyMap<Key, Value> {
  readonly #below: ReadonlyMap<Key, Value>;
  readonly #above: Changes<Key, Value>;

  constructor(below: ReadonlyMap<Key, Value>, above: Changes<Key, Value> = new Map()) {
    this.#below = below;
    this.#above = above;
  }

  get size(): number {
    let size = this.#below.size;
    for (const [key, value] of this.#above) {
      if (value === gone) size -= this.#below.has(key) ? 1 : 0;
      else if (!this.#below.has(key)) size += 1;
    }
    return size;
  }

  get(key: Key): Value | undefined {
    const value = this.#above.get(key);
    if (value === undefined) return this.#below.get(key);
    return value === gone ? undefined : value;
  }

  has(key: Key): boolean {
    return this.get(key) !== undefined;
  }

  *entries(): MapIterator<[Key, Value]> {
    for (const [key, old] of this.#below) {
      const value = this.#above.get(key) ?? old;
      if (value !== gone) yield [key, value];
    }
    for (const [key, value] of this.#above) {
      if (value !== gone && !this.#below.has(key)) yield [key, value];
    }
  }

  *keys(): MapIterator<Key> {
    for (const [key] of this.entries()) yield key;
  }

  *values(): MapIterator<Value> {
    for (const [, value] of this.entries()) yield value;
  }

  [Symbol.iterator](): MapIterator<[Key, Value]> {
    return this.entries();
  }

  forEach(each: (value: Value, key: Key, map: ReadonlyMap<Key, Value>) => void): void {
    for (const [key, value] of this.entries()) each(value, key, this);
  }

  with(changes: Changes<Key, Value>): LayeredMap<Key, Value> {
    const above = new Map([...this.#above, ...changes]);
    const layered = new LayeredMap(this.#below, above);
    return above.size <= mostAbove ? layered : new LayeredMap(new Map(layered));
  }
}

/** Marks a key as deleted. */
export const deleted: typeof gone = gone;
