import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameSamples, loopedFrame, silence, toSample } from './frame.ts';
import { levelDbfs, sineAmplitude } from './level.ts';
import { mixFrames } from './mix.ts';
import { createTone, toneFrame } from './tone.ts';

const frame = fc.array(fc.integer({ min: -32_768, max: 32_767 }), {
  minLength: frameSamples,
  maxLength: frameSamples,
});

describe('a looped recording', () => {
  it('goes on at its start, in the middle of a frame too', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 0, max: 10_000 }), (length, index) => {
        const recording = Int16Array.from({ length }, (_, at) => at);
        const expected = Int16Array.from(
          { length: frameSamples },
          (_, at) => (index * frameSamples + at) % length,
        );
        expect(loopedFrame(recording, index)).toEqual(expected);
      }),
    );
  });

  it('is silence when it is empty', () => {
    expect(loopedFrame(new Int16Array(0), 3)).toBe(silence);
  });
});

describe('a mix', () => {
  it('is the saturated sum, in whatever order', () => {
    fc.assert(
      fc.property(fc.array(frame, { minLength: 2, maxLength: 4 }), (numbers) => {
        const frames = numbers.map((samples) => Int16Array.from(samples));
        const sum = Int16Array.from({ length: frameSamples }, (_, at) =>
          toSample(frames.reduce((total, samples) => total + (samples[at] ?? 0), 0)),
        );
        expect(mixFrames(frames)).toEqual(sum);
        expect(mixFrames(frames.toReversed())).toEqual(sum);
      }),
      { numRuns: 20 },
    );
  });

  it('hands a single sound on and makes silence of none', () => {
    const tone = toneFrame(440, 0);
    expect(mixFrames([silence, tone, silence])).toBe(tone);
    expect(mixFrames([silence, silence])).toBe(silence);
    expect(mixFrames([])).toBe(silence);
  });

  it('saturates where it would wrap round', () => {
    const loud = new Int16Array(frameSamples).fill(30_000);
    expect(mixFrames([loud, loud])[0]).toBe(32_767);
    const low = new Int16Array(frameSamples).fill(-30_000);
    expect(mixFrames([low, low])[0]).toBe(-32_768);
  });
});

describe('a level', () => {
  it('is that of the sine it was made for', () => {
    for (const dbfs of [-3.1, -12, -40, -60]) {
      const sine = Int16Array.from({ length: 48_000 }, (_, at) =>
        Math.round(sineAmplitude(dbfs) * Math.sin((2 * Math.PI * 1000 * at) / 48_000)),
      );
      expect(levelDbfs(sine)).toBeCloseTo(dbfs, 1);
    }
  });

  it('is null for digital silence', () => {
    expect(levelDbfs(silence)).toBeNull();
    expect(levelDbfs(new Int16Array(0))).toBeNull();
  });
});

describe('a tone', () => {
  it('goes on from frame to frame without a step', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 50, max: 4000 }),
        fc.integer({ min: 0, max: 10_000_000 }),
        (hertz, index) => {
          const one = toneFrame(hertz, index);
          const next = toneFrame(hertz, index + 1);
          const steepest = sineAmplitude(-12) * 2 * Math.sin((Math.PI * hertz) / 48_000) + 2;
          expect(Math.abs((next[0] ?? 0) - (one[frameSamples - 1] ?? 0))).toBeLessThanOrEqual(steepest);
        },
      ),
    );
  });

  it('is the same when it is kept for repetition', () => {
    for (const hertz of [440, 697.5]) {
      const tone = createTone(hertz);
      for (const index of [0, 49, 50, 12_345]) expect(tone(index)).toEqual(toneFrame(hertz, index));
    }
  });
});
