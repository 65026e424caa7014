import { expect, test } from 'vitest';
import { isColoured, playwrightWithoutColours, withoutColours } from './colours.ts';

test.each([
  [{}, true, true],
  [{}, false, false],
  [{ NO_COLOR: '1' }, true, false],
  [{ FORCE_COLOR: '1' }, false, true],
  [{ FORCE_COLOR: '0' }, true, false],
  [{ FORCE_COLOR: '1', NO_COLOR: '1' }, false, true],
])('with %j on a terminal (%s) it is coloured: %s', (environment, isTerminal, coloured) => {
  expect(isColoured(environment, isTerminal)).toBe(coloured);
});

test('one of the two variables is left, and the others stay', () => {
  const both = { NO_COLOR: '1', FORCE_COLOR: '1', PATH: '/bin' };
  expect(withoutColours(both)).toEqual({ NO_COLOR: '1', PATH: '/bin' });
  expect(playwrightWithoutColours(both)).toEqual({ FORCE_COLOR: '0', PATH: '/bin' });
});
