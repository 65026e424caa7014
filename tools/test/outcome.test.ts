import { expect, test } from 'vitest';
import { closingLines, failedWhole, hasPassed, type StageOutcome } from './outcome.ts';

const types: StageOutcome = { stage: 'types', ms: 5_300, passed: 1, failed: 0, skipped: 0, failures: [] };
const unit: StageOutcome = {
  stage: 'unit and integration tests',
  ms: 61_000,
  passed: 1_700,
  failed: 2,
  skipped: 3,
  failures: ['main/a.test.ts > holds', 'main/b.test.ts: Cannot find module'],
};

test('the end names the stages and what failed in each, and closes with the sum', () => {
  expect(
    closingLines([types, unit, { stage: 'build', ms: 0, ...failedWhole('it said why, above') }]),
  ).toEqual([
    'ok      types: 1 passed, 0 failed, 0 skipped, 5 s',
    'FAILED  unit and integration tests: 1700 passed, 2 failed, 3 skipped, 61 s',
    '          main/a.test.ts > holds',
    '          main/b.test.ts: Cannot find module',
    'FAILED  build: 0 passed, 1 failed, 0 skipped, 0 s',
    '          it said why, above',
    '',
    '1701 passed, 3 failed, 3 skipped',
  ]);
});

test('however many fail, what failed is in the last 30 lines', () => {
  const failures = Array.from({ length: 400 }, (_, index) => `test ${index}`);
  const many = { ...unit, failures, failed: 400 };
  const lines = closingLines([many, many, types, types, types, types]);
  expect(lines.length).toBeLessThanOrEqual(30);
  expect(lines).toContain('          and 382 more, above');
  expect(lines).toContain('          and 400 more, above');
});

test.each([
  ['nothing failed', [types], true],
  ['one failed', [types, unit], false],
  ['nothing ran', [{ ...types, passed: 0 }], false],
])('a run where %s', (_case, outcomes, passed) => {
  expect(hasPassed(outcomes)).toBe(passed);
});
