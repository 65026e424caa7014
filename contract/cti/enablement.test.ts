import { describe, expect, it } from 'vitest';
import { allows, enablement, enablementMask } from './enablement.ts';

describe('an enablement mask', () => {
  it('allows what it was made of and nothing else', () => {
    const mask = enablementMask(['hold', 'release']);
    expect(allows(mask, 'hold')).toBe(true);
    expect(allows(mask, 'release')).toBe(true);
    expect(allows(mask, 'answer')).toBe(false);
  });

  it('that disables all allows nothing', () => {
    expect(allows(enablementMask(['hold']) | enablement.disableAll, 'hold')).toBe(false);
  });

  it('has a bit of its own for every action', () => {
    const bits = Object.values(enablement);
    expect(new Set(bits).size).toBe(bits.length);
    expect(bits.every((bit) => (bit & (bit - 1)) === 0)).toBe(true);
  });
});
