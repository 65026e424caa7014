/** One of the state's maps while a transition works on it: copied at the first change, at most once. */
export interface Table<Key, Value> {
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): void;
  delete(key: Key): void;
  /** A copy, so that the table may be changed meanwhile. */
  values(): readonly Value[];
  /** Keys set or deleted so far. */
  readonly changed: ReadonlySet<Key>;
  forgetChanges(): void;
  result(): ReadonlyMap<Key, Value>;
}

export function openTable<Key, Value>(base: ReadonlyMap<Key, Value>): Table<Key, Value> {
  let copy: Map<Key, Value> | null = null;
  const changed = new Set<Key>();
  const own = (): Map<Key, Value> => {
    copy ??= new Map(base);
    return copy;
  };
  return {
    get: (key) => (copy ?? base).get(key),
    set(key, value) {
      own().set(key, value);
      changed.add(key);
    },
    delete(key) {
      if (!(copy ?? base).has(key)) return;
      own().delete(key);
      changed.add(key);
    },
    values: () => [...(copy ?? base).values()],
    changed,
    forgetChanges: () => changed.clear(),
    result: () => copy ?? base,
  };
}
