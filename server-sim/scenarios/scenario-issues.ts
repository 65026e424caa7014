/** Something wrong at a place in a scenario: the place as a path of keys and positions. */
export interface ScenarioIssue {
  readonly path: readonly (string | number)[];
  readonly message: string;
  /** It is the key that is wrong, not what it is given. */
  readonly isKey?: boolean;
}

/** Members that are as one before them in the list is, and may not be. */
export function repeated<Item>(
  items: readonly Item[],
  path: readonly string[],
  member: string,
  read: (item: Item) => string,
): readonly ScenarioIssue[] {
  const first = new Map<string, number>();
  return items.flatMap((item, index) => {
    const value = read(item);
    const before = first.get(value);
    if (before === undefined) first.set(value, index);
    return before === undefined
      ? []
      : [
          {
            path: [...path, index, member],
            message: `${value} is already the ${member} of number ${before + 1} in the list`,
          },
        ];
  });
}

/** Names in a sentence about what was expected. */
export function listed(names: readonly string[]): string {
  return names.length === 0 ? 'one of none' : `one of ${names.join(', ')}`;
}
