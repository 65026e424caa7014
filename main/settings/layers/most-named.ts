/** So many problems of one kind are named one by one: a file that is no file of policies at all has thousands. */
export const mostNamed = 20;

/** @param more a sentence about so many others */
export function firstNamed<Item>(
  items: readonly Item[],
  sentence: (item: Item) => string,
  more: (count: number) => string,
): readonly string[] {
  const named = items.slice(0, mostNamed).map(sentence);
  const others = items.length - mostNamed;
  return others > 0 ? [...named, more(others)] : named;
}
