import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { invalidHeaderFields } from './invalid-header-fields.ts';
import { invalidStartLines } from './invalid-start-lines.ts';
import { otherMessages } from './other-messages.ts';
import { validMessages } from './valid-messages.ts';

const all = [...validMessages, ...invalidStartLines, ...invalidHeaderFields, ...otherMessages];

describe('the messages of RFC 4475', () => {
  test('are 49: 13 valid, 19 invalid, 17 others', () => {
    expect(validMessages).toHaveLength(13);
    expect(invalidStartLines.length + invalidHeaderFields.length).toBe(19);
    expect(otherMessages).toHaveLength(17);
    expect(new Set(all.map(({ name }) => name)).size).toBe(49);
  });

  test.each(all)('$name ($section) is bit-exact', ({ text, encoding, octets, sha256 }) => {
    const bytes = Buffer.from(text, encoding);
    expect(bytes.length).toBe(octets);
    if (sha256 !== undefined) expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
  });
});
