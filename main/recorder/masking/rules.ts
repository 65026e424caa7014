import type { Masks } from './masks.ts';

/**
 * How one kind of value is masked. Rules are an allow-list: what a recording may keep is said for every field by name,
 * and a field that a message gains does not compile until someone has decided about it.
 */
export type Rule<Value> = (value: Value, masks: Masks) => Value;

/** A rule for each field: one that is missing does not compile. */
export type Fields<Value> = { readonly [Key in keyof Value]-?: Rule<Value[Key]> };

/** The fields of one variant of a union: its discriminant needs no rule. */
type VariantFields<Value, Key extends keyof Value> = Fields<Omit<Value, Key>>;

/** Each named field by its own rule; whatever else stands in the object is left out. */
export function fields<Value extends object>(rules: Fields<Value>): Rule<Value> {
  const entries = Object.entries(rules) as [keyof Value & string, Rule<unknown>][];
  return (value, masks) => {
    if (!isObject(value)) return masks.unknown(value);
    const masked: Record<string, unknown> = {};
    for (const [key, rule] of entries) if (Object.hasOwn(value, key)) masked[key] = rule(value[key], masks);
    return masked as Value;
  };
}

/** One of several shapes, told apart by a field whose text is a name in the code: that name is kept. */
export function variants<Value extends { readonly [K in Key]: string }, Key extends string>(
  key: Key,
  shapes: {
    readonly [Tag in Value[Key]]: VariantFields<Extract<Value, { readonly [K in Key]: Tag }>, Key>;
  },
): Rule<Value> {
  const rules = new Map(
    Object.entries(shapes).map(([tag, shape]): [string, Rule<object>] => [
      tag,
      fields<object>(shape as Fields<object>),
    ]),
  );
  return (value, masks) => {
    const tag: unknown = isObject(value) ? value[key] : undefined;
    const rule = typeof tag === 'string' ? rules.get(tag) : undefined;
    if (!rule) return masks.unknown(value);
    return { [key]: tag, ...rule(value, masks) } as Value;
  };
}

/** Lists that may be changed and lists that may not are the same here: a new one comes out. */
type ListRule<Value> = Rule<Value[]> & Rule<readonly Value[]>;

export function list<Value>(rule: Rule<Value>): ListRule<Value> {
  const masked = (values: Value[], masks: Masks): Value[] =>
    Array.isArray(values) ? values.map((value) => rule(value, masks)) : masks.unknown(values);
  return masked as ListRule<Value>;
}

/** Names and values that are not known beforehand, each name by a rule of its own. */
export function record<Value>(
  name: Rule<string>,
  rule: Rule<Value>,
): Rule<Readonly<Record<string, Value>>> & Rule<Record<string, Value>> {
  return (values, masks) =>
    isObject(values)
      ? Object.fromEntries(
          Object.entries(values).map(([key, value]) => [name(key, masks), rule(value, masks)]),
        )
      : masks.unknown(values);
}

export function nullable<Value>(rule: Rule<Value>): Rule<Value | null> {
  return (value, masks) => (value === null ? null : rule(value, masks));
}

export function optional<Value>(rule: Rule<Value>): Rule<Value | undefined> {
  return (value, masks) => (value === undefined ? undefined : rule(value, masks));
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
