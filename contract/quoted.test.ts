import { expect, test } from 'vitest';
import { quoted } from './quoted.ts';
import { parseAddress } from './servers/address.ts';

test.each<[unknown, string]>([
  ['cfg-a.example:8100', '"cfg-a.example:8100"'],
  ['Größe "x"', '"Größe \\"x\\""'],
  ['a\u001b[31m\nb', '"a\\u001b[31m\\nb"'],
  ['a\u007f\u009b31m\u0085b', '"a\\u007f\\u009b31m\\u0085b"'],
  ['a\u2028b\u202ec\u2066d\u200fe', '"a\\u2028b\\u202ec\\u2066d\\u200fe"'],
  [{ a: ['\u009b'] }, '{"a":["\\u009b"]}'],
  [undefined, 'nothing'],
])('%j stands in a sentence as %s', (value, text) => {
  expect(quoted(value)).toBe(text);
});

test('what is long is cut, between characters', () => {
  expect(quoted('x'.repeat(1_000_000))).toBe(`"${'x'.repeat(59)}…`);
  expect(quoted(`${'x'.repeat(58)}😀😀`)).toBe(`"${'x'.repeat(58)}…`);
});

test('an address that is none is told in one line, with nothing that a terminal would carry out', () => {
  for (const text of ['a\u001b[31m\nb', `x\u009b31m:1`, `${'x'.repeat(10_000)}://a:1`, 'a:1\u001b']) {
    const parsed = parseAddress(text);
    const message = parsed.ok ? '' : parsed.error.message;
    expect(message).toMatch(/^[\x20-\x7e…]{20,500}$/);
  }
});
