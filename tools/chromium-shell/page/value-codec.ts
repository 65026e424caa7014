// Values of the structured-clone algorithm as JSON text and back, for ipc. These functions run in the main
// process and, as source text, in the preload world (page-source.ts), so each uses only what is in this file.

/** What JSON cannot say by itself. */
type Tagged =
  | { readonly $: 'undefined' }
  | { readonly $: 'number'; readonly text: string }
  | { readonly $: 'bigint'; readonly text: string }
  | { readonly $: 'boxed'; readonly value: string | number | boolean }
  | { readonly $: 'seen'; readonly at: number }
  | { readonly $: 'date'; readonly time: number }
  | { readonly $: 'regexp'; readonly source: string; readonly flags: string }
  | {
      readonly $: 'error';
      readonly name: string;
      readonly message: string;
      readonly stack: string | undefined;
    }
  | { readonly $: 'buffer'; readonly base64: string }
  | { readonly $: 'view'; readonly type: string; readonly base64: string }
  | { readonly $: 'set'; readonly items: readonly unknown[] }
  | { readonly $: 'map'; readonly entries: ReadonlyArray<readonly [unknown, unknown]> }
  | { readonly $: 'record'; readonly entries: ReadonlyArray<readonly [string, unknown]> };

/** A value as text. Throws Electron's "An object could not be cloned." for a function, symbol or platform object. */
export function encode(value: unknown): string {
  return JSON.stringify(encodeValue(value, new Map()));
}

/** The value of a text that `encode` made. */
export function decode(text: string): unknown {
  return decodeValue(JSON.parse(text), []);
}

export function encodeValue(value: unknown, seen: Map<object, number>): unknown {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0) ? value : encodeOddNumber(value);
    case 'undefined':
      return { $: 'undefined' } satisfies Tagged;
    case 'bigint':
      return { $: 'bigint', text: String(value) } satisfies Tagged;
    case 'object':
      return value === null ? null : encodeObject(value, seen);
    default:
      throw new Error('An object could not be cloned.');
  }
}

export function encodeOddNumber(value: number): Tagged {
  return { $: 'number', text: Object.is(value, -0) ? '-0' : String(value) };
}

export function encodeObject(value: object, seen: Map<object, number>): unknown {
  const at = seen.get(value);
  if (at !== undefined) return { $: 'seen', at } satisfies Tagged;
  seen.set(value, seen.size);
  if (Array.isArray(value)) return value.map((item) => encodeValue(item, seen));
  if (ArrayBuffer.isView(value)) return encodeView(value);
  if (value instanceof Map) {
    const entries = [...value].map(
      ([key, item]) => [encodeValue(key, seen), encodeValue(item, seen)] as const,
    );
    return { $: 'map', entries } satisfies Tagged;
  }
  if (value instanceof Set) {
    return { $: 'set', items: [...value].map((item) => encodeValue(item, seen)) } satisfies Tagged;
  }
  return encodeLeaf(value) ?? encodeRecord(value, seen);
}

export function encodeLeaf(value: object): Tagged | undefined {
  if (value instanceof Date) return { $: 'date', time: value.getTime() };
  if (value instanceof RegExp) return { $: 'regexp', source: value.source, flags: value.flags };
  if (value instanceof ArrayBuffer) return { $: 'buffer', base64: toBase64(new Uint8Array(value)) };
  if (value instanceof Error)
    return { $: 'error', name: value.name, message: value.message, stack: value.stack };
  if (value instanceof String || value instanceof Number || value instanceof Boolean) {
    return { $: 'boxed', value: value.valueOf() };
  }
  return undefined;
}

export function encodeView(view: ArrayBufferView): Tagged {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  return { $: 'view', type: typeName(view), base64: toBase64(bytes) };
}

export function encodeRecord(value: object, seen: Map<object, number>): unknown {
  // A platform object: a DOM node, a Blob, an Event, a Promise, a WeakMap ...
  if (typeName(value) !== 'Object') throw new Error('An object could not be cloned.');
  const entries = Object.entries(value).map(([name, item]) => [name, encodeValue(item, seen)] as const);
  const isPlain = entries.every(([name]) => name !== '$' && name !== '__proto__');
  return isPlain ? Object.fromEntries(entries) : ({ $: 'record', entries } satisfies Tagged);
}

export function decodeValue(value: unknown, seen: object[]): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) {
    const list: unknown[] = [];
    seen.push(list);
    for (const item of value) list.push(decodeValue(item, seen));
    return list;
  }
  if ('$' in value) return decodeTagged(value as Tagged, seen);
  return decodeRecord(Object.entries(value), seen);
}

export function decodeTagged(value: Tagged, seen: object[]): unknown {
  switch (value.$) {
    case 'undefined':
      return undefined;
    case 'number':
      return value.text === '-0' ? -0 : Number(value.text);
    case 'bigint':
      return BigInt(value.text);
    case 'seen':
      return seen[value.at];
    case 'map':
      return decodeMap(value.entries, seen);
    case 'set':
      return decodeSet(value.items, seen);
    case 'record':
      return decodeRecord(value.entries, seen);
    default: {
      const leaf = decodeLeaf(value);
      seen.push(leaf);
      return leaf;
    }
  }
}

export function decodeLeaf(
  value: Extract<Tagged, { $: 'boxed' | 'date' | 'regexp' | 'error' | 'buffer' | 'view' }>,
): object {
  switch (value.$) {
    case 'boxed':
      return Object(value.value);
    case 'date':
      return new Date(value.time);
    case 'regexp':
      return new RegExp(value.source, value.flags);
    case 'buffer':
      return fromBase64(value.base64).buffer;
    case 'view':
      return decodeView(value.type, fromBase64(value.base64).buffer);
    case 'error': {
      const types = { TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError };
      const ErrorType = types[value.name as keyof typeof types] ?? Error;
      return Object.assign(new ErrorType(value.message), { stack: value.stack });
    }
  }
}

export function decodeMap(
  entries: ReadonlyArray<readonly [unknown, unknown]>,
  seen: object[],
): Map<unknown, unknown> {
  const map = new Map<unknown, unknown>();
  seen.push(map);
  for (const [encodedKey, item] of entries) {
    const key = decodeValue(encodedKey, seen);
    map.set(key, decodeValue(item, seen));
  }
  return map;
}

export function decodeSet(items: readonly unknown[], seen: object[]): Set<unknown> {
  const set = new Set<unknown>();
  seen.push(set);
  for (const item of items) set.add(decodeValue(item, seen));
  return set;
}

export function decodeRecord(entries: ReadonlyArray<readonly [string, unknown]>, seen: object[]): object {
  const record = {};
  seen.push(record);
  for (const [name, item] of entries) {
    // Defined, not assigned: a name such as __proto__ is data.
    const value = decodeValue(item, seen);
    Object.defineProperty(record, name, { value, writable: true, enumerable: true, configurable: true });
  }
  return record;
}

export function decodeView(type: string, buffer: ArrayBuffer): ArrayBufferView {
  if (type === 'DataView') return new DataView(buffer);
  const types = {
    Int8Array,
    Uint8Array,
    Uint8ClampedArray,
    Int16Array,
    Uint16Array,
    Int32Array,
    Uint32Array,
  };
  const wideTypes = { Float32Array, Float64Array, BigInt64Array, BigUint64Array };
  const View = { ...types, ...wideTypes }[type as keyof typeof types | keyof typeof wideTypes];
  return new View(buffer);
}

export function typeName(value: object): string {
  return Object.prototype.toString.call(value).slice('[object '.length, -1);
}

export function toBase64(bytes: Uint8Array): string {
  // Node 24 has no Uint8Array.toBase64 yet, a page has no Buffer.
  if (typeof Buffer === 'undefined') return bytes.toBase64();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return typeof Buffer === 'undefined'
    ? Uint8Array.fromBase64(text)
    : new Uint8Array(Buffer.from(text, 'base64'));
}

/** The codec's functions, for the preload world. */
export const valueCodecParts = [
  ...[encode, encodeValue, encodeOddNumber, encodeObject, encodeLeaf, encodeView, encodeRecord],
  ...[decode, decodeValue, decodeTagged, decodeLeaf, decodeMap, decodeSet, decodeRecord, decodeView],
  ...[typeName, toBase64, fromBase64],
];
