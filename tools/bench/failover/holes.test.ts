import { describe, expect, it } from 'vitest';
import { holesIn, longestHole, missingMs, type SoundBlock } from './holes.ts';

const tone: SoundBlock = { dbfs: -12, share: 0.9 };
const silence: SoundBlock = { dbfs: null, share: 0 };

describe('holes in a tone', () => {
  it('are told with where and how long they are', () => {
    const holes = holesIn([tone, silence, silence, tone, tone, silence, tone]);
    expect(holes).toEqual([
      { afterMs: 5, ms: 10 },
      { afterMs: 25, ms: 5 },
    ]);
    expect(longestHole(holes)).toBe(10);
  });

  it('are also what is too quiet to be meant, and another sound in its place', () => {
    const quiet = { dbfs: -51, share: 0.9 };
    const noise = { dbfs: -12, share: 0.1 };
    expect(longestHole(holesIn([tone, quiet, noise, tone]))).toBe(10);
  });

  it('count while they last, and from the first block on', () => {
    expect(holesIn([silence, tone, silence])).toEqual([
      { afterMs: 0, ms: 5 },
      { afterMs: 10, ms: 5 },
    ]);
  });

  it('are also where no sound was delivered at all', () => {
    const blocks = Array.from({ length: 100 }, () => tone);
    expect(missingMs({ blocks, forMs: 620.4, latestMs: 12 })).toBe(120);
    expect(missingMs({ blocks, forMs: 620.4, latestMs: 130 })).toBe(0);
    expect(missingMs({ blocks, forMs: 530, latestMs: 12 })).toBe(0);
    expect(missingMs({ blocks, forMs: 495, latestMs: 12 })).toBe(0);
  });

  it('are none in a tone without a break', () => {
    expect(longestHole(holesIn([tone, tone]))).toBe(0);
  });
});
