import { expect, test } from 'vitest';
import { decode, encode } from './value-codec.ts';

function roundTrip(value: unknown): unknown {
  return decode(encode(value));
}

test.each([
  ['text', 'grüß 🙂'],
  ['odd numbers', [Number.NaN, Number.POSITIVE_INFINITY, -0, 0, 1e300]],
  ['undefined and null', { a: undefined, b: null, c: [undefined] }],
  ['bigint', 12345678901234567890n],
  ['date', new Date(5)],
  ['regexp', /a+/gi],
  ['map of sets', new Map([[{ key: 1 }, new Set(['x', new Date(7)])]])],
  ['bytes', new Uint8Array([0, 1, 255])],
  ['wide views', [new Float64Array([1.5, -2]), new BigInt64Array([-3n]), new Uint16Array([65535])]],
  ['buffer', new Uint8Array([9, 8]).buffer],
  ['error', new RangeError('too far')],
  ['names that mean something to the codec', { $: 'date', time: 4 }],
  ['an empty record', {}],
])('%s comes back as it was', (_name, value) => {
  expect(roundTrip(value)).toEqual(value);
});

test('types are kept, not only their content', () => {
  expect(roundTrip(new RangeError('far'))).toBeInstanceOf(RangeError);
  expect(roundTrip(-0)).toBe(-0);
  const view = new Uint8Array([1, 2, 3, 4]).subarray(1, 3);
  expect(roundTrip(view)).toEqual(new Uint8Array([2, 3]));
});

test('cycles and shared objects keep their identity', () => {
  const shared = { n: 1 };
  const cycle: Record<string, unknown> = { list: [shared, new Map([['s', shared]]), shared] };
  cycle.self = cycle;
  const back = roundTrip(cycle) as { self: unknown; list: [object, Map<string, object>, object] };
  expect(back.self).toBe(back);
  expect(back.list[2]).toBe(back.list[0]);
  expect(back.list[1].get('s')).toBe(back.list[0]);
});

test('a record that carries __proto__ stays data', () => {
  const back = roundTrip(JSON.parse('{"__proto__": {"polluted": true}}')) as object;
  expect(Object.getPrototypeOf(back)).toBe(Object.prototype);
  expect(Object.keys(back)).toEqual(['__proto__']);
});

test.each([
  ['a function', () => 1],
  ['a symbol', Symbol('s')],
  ['a promise', Promise.resolve()],
  ['a function inside', { deep: [{ call: () => 1 }] }],
])('%s is refused in the words of Electron', (_name, value) => {
  expect(() => encode(value)).toThrow('An object could not be cloned.');
});
