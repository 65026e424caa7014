import { expect, test } from 'vitest';
import { Refusals } from './refusals.ts';

test('what was refused in the seconds before the loss is refused again, for ten seconds', () => {
  const refusals = new Refusals();
  refusals.note('early', 603, 1_000, true);
  refusals.note('late', 603, 9_000, true);
  refusals.serverLost(10_000, 5_000);
  expect(refusals.of('early', 10_000)).toBeNull();
  expect(refusals.of('late', 10_000)).toBe(603);
  expect(refusals.of('late', 20_000)).toBe(603);
  expect(refusals.of('late', 20_001)).toBeNull();
});

test('what was refused in the gap too; what was refused in peace is not', () => {
  const refusals = new Refusals();
  refusals.note('gap', 480, 1_000, false);
  refusals.note('peace', 480, 1_000, true);
  expect(refusals.of('gap', 2_000)).toBe(480);
  expect(refusals.of('peace', 2_000)).toBeNull();
  expect(refusals.of('never', 2_000)).toBeNull();
});

test('what is old is forgotten, by a loss too', () => {
  const refusals = new Refusals();
  refusals.note('old', 603, 0, true);
  refusals.note('new', 603, 100_000, true);
  refusals.serverLost(100_001, 200_000);
  expect(refusals.of('old', 100_001)).toBeNull();
  expect(refusals.of('new', 100_001)).toBe(603);
});
