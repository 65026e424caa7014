import fc from 'fast-check';
import { expect, test } from 'vitest';
import { safeName } from './safe-name.ts';

test('any id has a name that every file system takes, and its own', () => {
  const id = fc.string({ minLength: 1, maxLength: 300, unit: 'binary' });
  fc.assert(
    fc.property(id, id, (one, other) => {
      expect(safeName(one)).toMatch(/^[A-Za-z0-9_-]{1,40}\.[0-9a-f]{16}$/);
      if (one !== other) expect(safeName(one).toLowerCase()).not.toBe(safeName(other).toLowerCase());
    }),
  );
});

test.each(['../../etc/passwd', 'CON', 'a/b\\c', 'x'.repeat(256), 'Ä', '.', 'call@10.0.0.1', '\0'])(
  '%j stays in its folder',
  (id) => {
    expect(safeName(id)).toMatch(/^[A-Za-z0-9_-]{1,40}\.[0-9a-f]{16}$/);
  },
);

test('ids that differ only in case do not share a file', () => {
  expect(safeName('call-a').toLowerCase()).not.toBe(safeName('call-A').toLowerCase());
});
