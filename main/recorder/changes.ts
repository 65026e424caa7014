/** Where in a value: names of fields and places in lists. */
export type Path = readonly (string | number)[];

/** One difference between two values, as JSON keeps it. */
export type Change =
  | { readonly at: Path; readonly to: unknown }
  /** A field that is gone. */
  | { readonly at: Path; readonly gone: true }
  /** In a list: from this place on, so many are gone and these are there. */
  | {
      readonly at: Path;
      readonly from: number;
      readonly remove: number;
      readonly insert: readonly unknown[];
    };

/** What has to change for `before` to become `after`. What the two share is passed over without being looked at. */
export function changesBetween(before: unknown, after: unknown): readonly Change[] {
  const changes: Change[] = [];
  compare(before, after, [], changes);
  return changes;
}

function compare(before: unknown, after: unknown, at: Path, changes: Change[]): void {
  // JSON knows one zero.
  if (before === after) return;
  if (Array.isArray(before) && Array.isArray(after)) compareLists(before, after, at, changes);
  else if (isRecord(before) && isRecord(after)) compareRecords(before, after, at, changes);
  else changes.push({ at, to: after });
}

function compareRecords(before: Fields, after: Fields, at: Path, changes: Change[]): void {
  for (const key of Object.keys(before)) {
    if (own(before, key) !== undefined && own(after, key) === undefined)
      changes.push({ at: [...at, key], gone: true });
  }
  for (const [key, value] of Object.entries(after)) {
    if (value !== undefined) compare(own(before, key), value, [...at, key], changes);
  }
}

function compareLists(
  before: readonly unknown[],
  after: readonly unknown[],
  at: Path,
  changes: Change[],
): void {
  const shortest = Math.min(before.length, after.length);
  let from = 0;
  while (from < shortest && Object.is(before[from], after[from])) from += 1;
  if (movedOnByOne(before, after, from)) {
    changes.push({ at, from, remove: 0, insert: [after[from]] });
    const over = before.length + 1 - after.length;
    if (over > 0) changes.push({ at, from: after.length, remove: over, insert: [] });
    return;
  }
  let same = 0;
  while (same < shortest - from && Object.is(before.at(-1 - same), after.at(-1 - same))) same += 1;
  const old = before.slice(from, before.length - same);
  const fresh = after.slice(from, after.length - same);
  if (old.length === fresh.length) {
    for (const [index, value] of fresh.entries()) compare(old[index], value, [...at, from + index], changes);
  } else {
    changes.push({ at, from, remove: old.length, insert: fresh });
  }
}

/** One was put in and the rest moved on, as in a list of the last fifty calls. */
function movedOnByOne(before: readonly unknown[], after: readonly unknown[], from: number): boolean {
  if (after.length < from + 3 || after.length > before.length + 1) return false;
  return after.slice(from + 1).every((value, index) => Object.is(value, before[from + index]));
}

/** The value with these changes made; `value` itself stays as it is. */
export function withChanges(value: unknown, changes: readonly Change[]): unknown {
  return changes.reduce(withChange, value);
}

function withChange(value: unknown, change: Change): unknown {
  return changed(value, change, 0);
}

function changed(value: unknown, change: Change, depth: number): unknown {
  const key = change.at[depth];
  if (key === undefined) return changedHere(value, change);
  const last = depth === change.at.length - 1;
  if (Array.isArray(value)) {
    return value.with(Number(key), changed(value[Number(key)], change, depth + 1));
  }
  const fields = isRecord(value) ? value : {};
  if (last && 'gone' in change) {
    const { [key]: _gone, ...rest } = fields;
    return rest;
  }
  return { ...fields, [key]: changed(own(fields, key), change, depth + 1) };
}

function changedHere(value: unknown, change: Change): unknown {
  if ('to' in change) return change.to;
  if ('gone' in change) return undefined;
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  return list.toSpliced(change.from, change.remove, ...change.insert);
}

type Fields = Readonly<Record<string, unknown>>;

/** A field of its own: every object has a `constructor`, and no recording has written one. */
function own(fields: Fields, key: string | number): unknown {
  return Object.hasOwn(fields, key) ? fields[key] : undefined;
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
