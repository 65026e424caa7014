/** What an object says under a key such as `window.bounds`. */
export type Found =
  | { readonly type: 'absent' }
  | { readonly type: 'value'; readonly value: unknown }
  /** Something stands where an object was expected. */
  | { readonly type: 'blocked'; readonly at: string; readonly value: unknown };

export function lookUp(raw: Readonly<Record<string, unknown>>, key: string): Found {
  const parts = key.split('.');
  let value: unknown = raw;
  for (const [index, part] of parts.entries()) {
    if (!isRecord(value)) return { type: 'blocked', at: parts.slice(0, index).join('.'), value };
    if (!Object.hasOwn(value, part)) return { type: 'absent' };
    value = value[part];
  }
  return { type: 'value', value };
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
