import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameSamples, type Samples, silence } from '../../contract/audio/frame.ts';
import { createPlayout } from './playout.ts';

const packet = (value: number, length = frameSamples): Samples => new Int16Array(length).fill(value);

describe('playout', () => {
  it('waits for two frames, then plays in order', () => {
    const playout = createPlayout();
    playout.push(packet(1));
    expect(playout.pull()).toBe(silence);
    playout.push(packet(2));
    playout.push(packet(3));
    expect([playout.pull(), playout.pull(), playout.pull()].map((frame) => frame[0])).toEqual([1, 2, 3]);
  });

  it('is silent when nothing comes, and waits for two frames again', () => {
    const playout = createPlayout();
    playout.push(packet(1));
    playout.push(packet(2));
    playout.pull();
    playout.pull();
    expect(playout.pull()).toBe(silence);
    playout.push(packet(3));
    expect(playout.pull()).toBe(silence);
    playout.push(packet(4));
    expect(playout.pull()[0]).toBe(3);
  });

  it('cuts frames out of packets of any length, and loses no sample', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 120, max: 2880 }), { minLength: 1, maxLength: 6 }),
        (lengths) => {
          const playout = createPlayout();
          const heard: number[] = [];
          let said = 0;
          const pull = (): void => {
            const frame = playout.pull();
            if (frame !== silence) heard.push(...frame);
          };
          for (const length of lengths) {
            const first = said;
            said += length;
            playout.push(Int16Array.from({ length }, (_, at) => (first + at) % 1000));
            pull();
            pull();
          }
          for (let tick = 0; tick < 10; tick += 1) pull();
          expect(heard).toEqual(heard.map((_, at) => at % 1000));
          // What is left is less than the two frames that it waits for.
          expect(said - heard.length).toBeLessThan(2 * frameSamples);
        },
      ),
    );
  });

  it('does not stay late after a stall', () => {
    const playout = createPlayout();
    for (let value = 1; value <= 30; value += 1) playout.push(packet(value));
    const late = 30 - (playout.pull()[0] ?? 0);
    expect(late).toBeLessThan(8);
  });
});
