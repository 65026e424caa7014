import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shareUnchanged } from './share-unchanged.ts';

test('keeps the very objects that did not change, and only those', () => {
  const before = { agent: { name: 'Inés' }, sessions: [{ id: 'a' }, { id: 'b' }], clock: 1 };
  const after = structuredClone(before);
  after.sessions[1] = { id: 'c' };
  const shared = shareUnchanged(before, after);
  expect(shared).toEqual(after);
  expect(shared.agent).toBe(before.agent);
  expect(shared.sessions[0]).toBe(before.sessions[0]);
  expect(shared.sessions).not.toBe(before.sessions);
});

test('a state that equals the last one is the last one', () => {
  const before = { a: [1, { b: null }], c: 'd' };
  expect(shareUnchanged(before, structuredClone(before))).toBe(before);
});

test('a key that went, came or turned undefined is a change', () => {
  expect(shareUnchanged({ a: 1, b: 2 }, { a: 1 })).toEqual({ a: 1 });
  expect(shareUnchanged({ a: undefined }, { b: undefined })).toEqual({ b: undefined });
});

test('always equals what came', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (previous, next) => {
      expect(shareUnchanged(previous, next)).toEqual(next);
    }),
  );
});
