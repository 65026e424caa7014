import { expect, test } from 'vitest';
import { captureProblem, problemOf } from './capture-problem.ts';

test('a refusal is told from a microphone that is not there, or in use by another program', () => {
  const names = [
    'NotAllowedError',
    'SecurityError',
    'NotFoundError',
    'NotReadableError',
    'OverconstrainedError',
  ];
  expect(names.map((name) => captureProblem(new DOMException('', name)))).toEqual([
    'microphone-denied',
    'microphone-denied',
    'no-microphone',
    'no-microphone',
    'no-microphone',
  ]);
  expect(captureProblem('whatever')).toBe('no-microphone');
});

test('one problem is told, the worst', () => {
  expect(problemOf('microphone-denied', 0, 0)).toBe('microphone-denied');
  expect(problemOf('none', 0, 0)).toBe('no-microphone');
  expect(problemOf('no-microphone', 2, 1)).toBe('no-microphone');
  expect(problemOf('none', 1, 0)).toBe('no-speaker');
  expect(problemOf('none', 1, 1)).toBe('none');
});
