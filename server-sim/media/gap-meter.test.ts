import { describe, expect, it } from 'vitest';
import { frameSamples, type Samples, silence } from '../../contract/audio/frame.ts';
import { mixFrames } from '../../contract/audio/mix.ts';
import { toneFrame } from '../../contract/audio/tone.ts';
import { createGapMeter, type GapMeter } from './gap-meter.ts';

const hertz = 440;

/** Frames of consecutive ticks. */
function hear(meter: GapMeter, frames: readonly Samples[], firstTick = 0): GapMeter {
  for (const [at, frame] of frames.entries()) meter.add(frame, firstTick + at);
  return meter;
}

const tone = (count: number, of = hertz, first = 0): readonly Samples[] =>
  Array.from({ length: count }, (_, at) => toneFrame(of, first + at));

/** A tone's frame whose samples from one millisecond to another are quiet. */
function withHole(index: number, fromMs: number, toMs: number): Samples {
  const frame = toneFrame(hertz, index);
  const holed: Samples = new Int16Array(frame);
  holed.fill(0, fromMs * 48, toMs * 48);
  return holed;
}

describe('a gap meter', () => {
  it('finds no hole in a tone, whatever its phase, nor in one of another loudness', () => {
    for (const of of [200, 440, 997, 3_000]) {
      expect(hear(createGapMeter(of), tone(50, of)).result()).toEqual({
        forMs: 1_000,
        longestGapMs: 0,
        gaps: [],
      });
    }
    const quiet = tone(50).map((frame) => frame.map((sample) => Math.round(sample / 16)));
    expect(hear(createGapMeter(hertz), quiet).result().longestGapMs).toBe(0);
  });

  it('measures a hole within a frame to 5 ms, and holes over several frames', () => {
    const frames = [...tone(5), withHole(5, 5, 15), ...tone(4, hertz, 6), silence, silence, ...tone(3)];
    expect(hear(createGapMeter(hertz), frames).result()).toEqual({
      forMs: 300,
      longestGapMs: 40,
      gaps: [
        { afterMs: 105, ms: 10 },
        { afterMs: 200, ms: 40 },
      ],
    });
  });

  it('counts a hole that has not ended, and one at the beginning', () => {
    const meter = hear(createGapMeter(hertz), [silence, ...tone(2), silence, silence, silence]);
    expect(meter.result()).toEqual({
      forMs: 120,
      longestGapMs: 60,
      gaps: [
        { afterMs: 0, ms: 20 },
        { afterMs: 60, ms: 60 },
      ],
    });
  });

  it('counts ticks that were left out: nobody heard anything then', () => {
    const meter = createGapMeter(hertz);
    hear(meter, tone(3), 10);
    hear(meter, tone(2), 63);
    expect(meter.result()).toEqual({
      forMs: 1_100,
      longestGapMs: 1_000,
      gaps: [{ afterMs: 60, ms: 1_000 }],
    });
  });

  it('tells its tone from another one and from noise, and hears it among others', () => {
    const noise: Samples = Int16Array.from(
      { length: frameSamples },
      (_, at) => ((at * 7_919) % 4_001) - 2_000,
    );
    expect(hear(createGapMeter(hertz), tone(5, 1_000)).result().longestGapMs).toBe(100);
    expect(hear(createGapMeter(hertz), [noise, noise]).result().longestGapMs).toBe(40);
    const both = tone(5).map((frame, at) => mixFrames([frame, toneFrame(1_000, at)]));
    expect(hear(createGapMeter(hertz), both).result().longestGapMs).toBe(0);
  });

  it('takes any sound where no tone is expected', () => {
    const meter = hear(createGapMeter(null), [...tone(2, 300), silence, ...tone(2, 2_000)]);
    expect(meter.result()).toMatchObject({ longestGapMs: 20 });
  });

  it('keeps the last thousand holes, and the longest of all', () => {
    const meter = createGapMeter(hertz);
    hear(meter, [silence, silence, silence]);
    for (let at = 0; at < 1_200; at += 1) hear(meter, [toneFrame(hertz, 0), silence], 3 + at * 2);
    const { gaps, longestGapMs } = meter.result();
    expect(gaps).toHaveLength(1_001);
    expect(longestGapMs).toBe(60);
  });
});
