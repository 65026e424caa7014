import { describe, expect, test } from 'vitest';
import { awaitedAnswers, answerDeadlineMs as deadline } from './awaited-answers.ts';

const { none, asked, answered, tick } = awaitedAnswers;
const one = asked(none<string>(), 'one', 100);
const two = asked(one, 'two', 1_100);
const is = (id: string) => (request: string) => request === id;

describe('an answer', () => {
  test('is waited for from the question on', () => {
    expect(one.dueAt).toBe(100 + deadline);
    expect(two.dueAt).toBe(100 + deadline);
  });

  test('in time leaves nothing to wait for', () => {
    expect(answered(one, is('one'))).toEqual(none());
    expect(tick(answered(one, is('one')), 100 + deadline)).toEqual({ awaited: none(), late: null });
  });

  test('to something else changes nothing', () => {
    expect(answered(one, is('two'))).toBe(one);
  });

  test('that is late is told, and told again at each deadline until it comes', () => {
    const first = tick(one, 100 + deadline);
    expect(first.late).toBe('one');
    expect(first.awaited).toMatchObject({ late: true, dueAt: 100 + 2 * deadline });
    expect(tick(first.awaited, 100 + 2 * deadline).late).toBe('one');
    expect(answered(first.awaited, is('one')).late).toBe(false);
  });

  test('to a later question is waited for from that one on', () => {
    const rest = answered(two, is('one'));
    const early = tick(rest, 100 + deadline);
    expect(early).toMatchObject({ late: null, awaited: { dueAt: 1_100 + deadline } });
    expect(tick(early.awaited, 1_100 + deadline).late).toBe('two');
  });

  test('of two that are late: the server has not caught up with one of them', () => {
    const late = tick(tick(two, 100 + deadline).awaited, 100 + 2 * deadline);
    expect(answered(late.awaited, is('two')).late).toBe(true);
    expect(answered(late.awaited, is('one')).waiting).toHaveLength(1);
  });

  test('is not late because this computer slept: it is waited for once more', () => {
    const woken = tick(one, 3_600_000);
    expect(woken).toMatchObject({ late: null, awaited: { dueAt: 3_600_000 + deadline } });
    expect(tick(woken.awaited, 3_600_000 + deadline).late).toBe('one');
  });
});
