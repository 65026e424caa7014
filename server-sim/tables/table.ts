import { deleted, LayeredMap } from './layered-map.ts';

/** One of the state's maps while a transition works on it; its values are never undefined. */
export interface Table<Key, Value> {
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): void;
  delete(key: Key): void;
  /** A copy, so that the table may be changed meanwhile. */
  values(): readonly Value[];
  /** Keys set or deleted since changes were forgotten. */
  readonly changed: ReadonlySet<Key>;
  forgetChanges(): void;
  /** Keys set or deleted in the whole transition. */
  touched(): Iterable<Key>;
  result(): ReadonlyMap<Key, Value>;
}

export function openTable<Key, Value>(base: ReadonlyMap<Key, Value>): Table<Key, Value> {
  const changes = new Map<Key, Value | typeof deleted>();
  const changed = new Set<Key>();
  const get = (key: Key): Value | undefined => {
    const value = changes.get(key);
    if (value === undefined) return base.get(key);
    return value === deleted ? undefined : value;
  };
  const result = (): ReadonlyMap<Key, Value> => {
    if (changes.size === 0) return base;
    return (base instanceof LayeredMap ? base : new LayeredMap(base)).with(changes);
  };
  return {
    get,
    set(key, value) {
      changes.set(key, value);
      changed.add(key);
    },
    delete(key) {
      if (get(key) === undefined) return;
      changes.set(key, deleted);
      changed.add(key);
    },
    values: () => [...result().values()],
    changed,
    forgetChanges: () => changed.clear(),
    touched: () => changes.keys(),
    result,
  };
}
