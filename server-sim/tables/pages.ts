/**
 * What is remembered for a while, in pages, oldest first: plain data that grows by copying one page and never all of
 * it, and forgets its oldest page whole.
 */
export type Pages<Key, Value> = readonly ReadonlyMap<Key, Value>[];

/** Of the last values put in, so many are always there; up to a page more may be. */
export interface PageLimits {
  readonly pageSize: number;
  readonly kept: number;
}

export function inPages<Key, Value>(pages: Pages<Key, Value>, key: Key): Value | undefined {
  return pages.findLast((page) => page.has(key))?.get(key);
}

/** Oldest first. */
export function valuesOfPages<Key, Value>(pages: Pages<Key, Value>): readonly Value[] {
  return pages.flatMap((page) => [...page.values()]);
}

/** The pages with this value; one that is there already stays in its place. */
export function putInPages<Key, Value>(
  pages: Pages<Key, Value>,
  key: Key,
  value: Value,
  { pageSize, kept }: PageLimits,
): Pages<Key, Value> {
  const place = pages.findLastIndex((page) => page.has(key));
  if (place !== -1) return pages.map((page, at) => (at === place ? new Map(page).set(key, value) : page));
  const last = pages.at(-1);
  if (last && last.size < pageSize) return [...pages.slice(0, -1), new Map(last).set(key, value)];
  return [...pages.slice(-Math.ceil(kept / pageSize)), new Map([[key, value]])];
}
