import { expect, test } from 'vitest';
import { playwrightOutcome, vitestOutcome } from './reports.ts';

const passing = { ancestorTitles: ['a call'], title: 'rings', status: 'passed' };
const failing = { ancestorTitles: ['a call'], title: 'holds', status: 'failed' };
const vitest = (testResults: readonly object[]) => ({
  numPassedTests: 1,
  numPendingTests: 2,
  numTodoTests: 1,
  testResults,
});

test('vitest’s failures are named by file, group and test', () => {
  const file = {
    name: '/root/main/a.test.ts',
    status: 'failed',
    message: '',
    assertionResults: [passing, failing],
  };
  expect(vitestOutcome(vitest([file]), 1, '/root')).toEqual({
    passed: 1,
    failed: 1,
    skipped: 3,
    failures: ['main/a.test.ts > a call > holds'],
  });
});

test('a file that would not load is one, with its reason', () => {
  const message = '\u001b[31mCannot find module\u001b[39m\nat line 1';
  const file = { name: '/root/main/a.test.ts', status: 'failed', message, assertionResults: [] };
  expect(vitestOutcome(vitest([file]), 1, '/root')).toMatchObject({
    failed: 1,
    failures: ['main/a.test.ts: Cannot find module'],
  });
});

test('an error outside of every test shows in the exit code alone', () => {
  const file = { name: '/root/main/a.test.ts', status: 'passed', message: '', assertionResults: [passing] };
  expect(vitestOutcome(vitest([file]), 0, '/root')).toMatchObject({ failed: 0, failures: [] });
  expect(vitestOutcome(vitest([file]), 1, '/root')).toMatchObject({
    failed: 1,
    failures: ['an error outside of every test, above (exit code 1)'],
  });
});

const specOf = (title: string, ok: boolean) => ({ title, file: 'call.spec.ts', line: 7, ok });
const playwright = (more: object) => ({
  config: { rootDir: '/root/e2e' },
  suites: [
    {
      title: 'call.spec.ts',
      specs: [specOf('rings', true)],
      suites: [{ title: 'held', specs: [specOf('plays music', false)] }],
    },
  ],
  errors: [],
  stats: { expected: 1, unexpected: 1, flaky: 0, skipped: 4 },
  ...more,
});

test('Playwright’s failures are named by file, line and test, in groups too', () => {
  expect(playwrightOutcome(playwright({}), 1, '/root')).toEqual({
    passed: 1,
    failed: 1,
    skipped: 4,
    failures: ['e2e/call.spec.ts:7 > plays music'],
  });
});

test('what failed outside of its tests, or passed at a second try, failed', () => {
  const report = playwright({
    suites: [],
    errors: [{ message: 'SyntaxError: no\nat line 1' }],
    stats: { expected: 3, unexpected: 0, flaky: 1, skipped: 0 },
  });
  expect(playwrightOutcome(report, 1, '/root')).toEqual({
    passed: 3,
    failed: 2,
    skipped: 0,
    failures: ['SyntaxError: no', 'a test that passed at a second try, above'],
  });
});

test('what is no report is refused', () => {
  expect(() => vitestOutcome({}, 0, '/root')).toThrow();
  expect(() => playwrightOutcome(null, 0, '/root')).toThrow();
});
