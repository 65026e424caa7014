import { expect, test } from 'vitest';
import { recentOutcome } from './recent-words.ts';

const call = { talkedMs: 184_000, end: 'The caller rang off', notes: 'none' } as const;

test.each([
  [call, '3:04'],
  [{ ...call, talkedMs: null }, 'The caller rang off'],
  [{ ...call, notes: 'here' }, '3:04 · notes saved here'],
  [{ ...call, notes: 'sent' }, '3:04 · notes sent'],
  [{ ...call, notes: 'refused' }, '3:04 · notes not taken'],
] as const)('%o is %s', (recent, words) => {
  expect(recentOutcome(recent)).toBe(words);
});
