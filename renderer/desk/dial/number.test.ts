import { expect, test } from 'vitest';
import { dialable } from './number.ts';

test.each([
  ['0131 496 0142', '01314960142'],
  ['+44 (131) 496-0142', '+441314960142'],
  ['+1 212.555.0100', '+12125550100'],
  ['52544', '52544'],
  ['jo.lund', 'jo.lund'],
  ['*43#', '*43#'],
])('%s is dialled as %s', (text, number) => {
  expect(dialable(text)).toBe(number);
});

test.each(['', '   ', 'sip:jo@example', '++44', '1'.repeat(41), 'žluťoučký'])(
  '“%s” cannot be dialled',
  (text) => {
    expect(dialable(text)).toBeNull();
  },
);
