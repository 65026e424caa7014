import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyseSound } from './analyse.ts';
import { frameSamples, framesPerSecond, type Samples } from './frame.ts';
import { createLastSecond } from './last-second.ts';
import { mixFrames } from './mix.ts';
import { toneFrame } from './tone.ts';
import { composeTune, tuneSeconds } from './tune.ts';

function oneSecond(
  frameAt: (index: number) => Samples,
  keep: (index: number) => boolean = () => true,
): Samples {
  const frames = Array.from({ length: framesPerSecond }, (_, index) => index)
    .filter(keep)
    .map(frameAt);
  const sound: Samples = new Int16Array(frames.length * frameSamples);
  for (const [at, frame] of frames.entries()) sound.set(frame, at * frameSamples);
  return sound;
}

describe('the analysis of a second of sound', () => {
  it('finds any tone within 2 Hz and its level', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 100, max: 8000, noNaN: true }),
        fc.integer({ min: 0, max: 1000 }),
        (hertz, at) => {
          const heard = analyseSound(oneSecond((index) => toneFrame(hertz, at + index)));
          expect(Math.abs((heard.toneHertz ?? 0) - hertz)).toBeLessThan(2);
          expect(heard.tonesHertz).toHaveLength(1);
          expect(heard.levelDbfs).toBeCloseTo(-12, 0);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('tells the tones of a conference apart, none of which dominates', () => {
    const heard = analyseSound(
      oneSecond((index) => mixFrames([toneFrame(400, index), toneFrame(550, index), toneFrame(1200, index)])),
    );
    expect(heard.toneHertz).toBeNull();
    expect(heard.tonesHertz.map(Math.round).toSorted((one, other) => one - other)).toEqual([400, 550, 1200]);
  });

  it('puts the stronger tone first and finds the quiet one', () => {
    const heard = analyseSound(
      oneSecond((index) => mixFrames([toneFrame(900, index, -30), toneFrame(600, index, -12)])),
    );
    expect(heard.tonesHertz.map(Math.round)).toEqual([600, 900]);
    expect(heard.toneHertz).toBeCloseTo(600, 0);
  });

  it('leaves out tones under -40 dBFS', () => {
    const heard = analyseSound(oneSecond((index) => toneFrame(1000, index, -43)));
    expect(heard).toMatchObject({ toneHertz: null, tonesHertz: [] });
    expect(heard.levelDbfs).toBeCloseTo(-43, 0);
  });

  it('still hears one tone when one packet in six is lost', () => {
    const heard = analyseSound(
      oneSecond(
        (index) => toneFrame(1033, index),
        (index) => index % 6 !== 0,
      ),
    );
    expect(heard.toneHertz).toBeCloseTo(1033, -1);
    expect(heard.tonesHertz).toHaveLength(1);
  });

  it('finds no tone in noise', () => {
    let seed = 1;
    const noise = Int16Array.from({ length: 48_000 }, () => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
      return (seed >>> 16) / 4 - 8192;
    });
    expect(analyseSound(noise)).toMatchObject({ toneHertz: null, tonesHertz: [] });
  });

  it('says nothing of silence and of too little sound', () => {
    const nothing = { levelDbfs: null, toneHertz: null, tonesHertz: [] };
    expect(analyseSound(new Int16Array(48_000))).toEqual(nothing);
    expect(analyseSound(new Int16Array(0))).toEqual(nothing);
    expect(analyseSound(toneFrame(1000, 0))).toMatchObject({ toneHertz: null, tonesHertz: [] });
  });
});

describe('the last second', () => {
  it('keeps what is younger than a second, in order', () => {
    const last = createLastSecond();
    for (let index = 0; index < 80; index += 1) last.add(toneFrame(500, index), index * 20);
    const kept = last.samples(79 * 20);
    expect(kept).toHaveLength(50 * frameSamples);
    expect(kept.subarray(0, frameSamples)).toEqual(toneFrame(500, 30));
    expect(kept.subarray(-frameSamples)).toEqual(toneFrame(500, 79));
  });

  it('is empty a second after the last sound', () => {
    const last = createLastSecond();
    last.add(toneFrame(500, 0), 0);
    expect(last.samples(999)).toHaveLength(frameSamples);
    expect(last.samples(1000)).toHaveLength(0);
  });
});

describe('the tune', () => {
  const tune = composeTune();

  it('is as long as it says, soft, and joins its own start', () => {
    expect(tune).toHaveLength(tuneSeconds * 48_000);
    const loudest = tune.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    expect(loudest).toBeLessThan(6000);
    expect(Math.abs(tune[tune.length - 1] ?? 1)).toBeLessThan(20);
    expect(tune[0]).toBe(0);
  });

  it('is heard in every second of it', () => {
    for (let second = 0; second < tuneSeconds; second += 1) {
      const heard = analyseSound(tune.slice(second * 48_000, (second + 1) * 48_000));
      expect(heard.levelDbfs).toBeGreaterThan(-40);
    }
  });
});
