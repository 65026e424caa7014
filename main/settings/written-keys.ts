import { isRecord } from './look-up.ts';

type Raw = Readonly<Record<string, unknown>>;

/** The file's content with a value under a key such as `configurationServers.a`. What stands in its way is replaced. */
export function withKey(raw: Raw, key: string, value: unknown): Raw {
  const [first = '', ...rest] = key.split('.');
  if (rest.length === 0) return { ...raw, [first]: value };
  const inner = raw[first];
  return { ...raw, [first]: withKey(isRecord(inner) ? inner : {}, rest.join('.'), value) };
}

/** The file's content without that key. An object that held nothing else stays, empty. */
export function withoutKey(raw: Raw, key: string): Raw {
  const [first = '', ...rest] = key.split('.');
  const inner = raw[first];
  if (rest.length > 0) return isRecord(inner) ? { ...raw, [first]: withoutKey(inner, rest.join('.')) } : raw;
  const { [first]: _, ...others } = raw;
  return others;
}
