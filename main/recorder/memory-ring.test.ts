import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MemoryRing } from './memory-ring.ts';

describe('a ring of lines', () => {
  it('keeps the newest lines that fit, in order, and the newest however long', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 20 })), fc.nat(100), (lines, largest) => {
        const ring = new MemoryRing(largest);
        for (const line of lines) ring.push(line);
        const kept = ring.lines();
        expect(kept).toEqual(lines.slice(lines.length - kept.length));
        const size = kept.join('').length;
        expect(size <= largest || kept.length === 1).toBe(true);
        const oneMore = lines[lines.length - kept.length - 1];
        if (oneMore !== undefined) expect(size + oneMore.length).toBeGreaterThan(largest);
      }),
    );
  });

  it('stays as small as it may over a long day', () => {
    const ring = new MemoryRing(1_000);
    for (let number = 0; number < 100_000; number += 1) ring.push(String(number).padStart(10, '0'));
    expect(ring.lines()).toHaveLength(100);
    expect(ring.lines().at(-1)).toBe('0000099999');
  });
});
