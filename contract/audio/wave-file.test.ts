import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyseSound } from './analyse.ts';
import { readRecording, readWave, writeWave } from './wave-file.ts';

/** A WAV file of 16-bit PCM with some of its header's fields replaced. */
function changed(at: number, bytes: readonly number[]): Uint8Array {
  const file = writeWave(Int16Array.of(1, 2, 3, 4), 8_000);
  file.set(bytes, at);
  return file;
}

function sine(hertz: number, samplesPerSecond: number, seconds = 1): Int16Array<ArrayBuffer> {
  return Int16Array.from({ length: seconds * samplesPerSecond }, (_, at) =>
    Math.round(8000 * Math.sin((2 * Math.PI * hertz * at) / samplesPerSecond)),
  );
}

describe('a WAV file', () => {
  it('reads back as it was written', () => {
    const samples = fc.array(fc.integer({ min: -32_768, max: 32_767 }), { minLength: 1 });
    fc.assert(
      fc.property(samples, fc.constantFrom(8_000, 16_000, 44_100, 48_000), (numbers, samplesPerSecond) => {
        const written = writeWave(Int16Array.from(numbers), samplesPerSecond);
        expect(readWave(written)).toEqual({
          ok: true,
          value: { samplesPerSecond, channels: 1, samples: Int16Array.from(numbers) },
        });
      }),
    );
  });

  it('mixes two channels to one', () => {
    const file = changed(22, [2, 0]);
    expect(readWave(file)).toMatchObject({ ok: true, value: { channels: 2, samples: Int16Array.of(1, 3) } });
  });

  it('is read past chunks it does not know and to its end when its length is too long', () => {
    const plain = writeWave(Int16Array.of(7, 8), 8_000);
    const list = Uint8Array.of(...new TextEncoder().encode('LIST'), 3, 0, 0, 0, 1, 2, 3, 0);
    const file = new Uint8Array(plain.length + list.length);
    file.set(plain.subarray(0, 36));
    file.set(list, 36);
    file.set(plain.subarray(36), 36 + list.length);
    file.set([0xff, 0xff, 0xff, 0x7f], 36 + list.length + 4);
    expect(readWave(file)).toMatchObject({ ok: true, value: { samples: Int16Array.of(7, 8) } });
  });

  it.each([
    ['too short', new Uint8Array(5), 'is 5 bytes long: too short for a WAV file'],
    [
      'another format',
      new TextEncoder().encode('<html><body></body></html>'),
      'is not a WAV file: it begins "<htm"',
    ],
    ['compressed', changed(20, [6, 0]), 'is of format 6; PCM (format 1) is needed'],
    ['24 bits', changed(34, [24, 0]), 'has samples of 24 bits; 16 are needed'],
    ['six channels', changed(22, [6, 0]), 'has 6 channels; one or two are needed'],
    ['no channel', changed(22, [0, 0]), 'has 0 channels; one or two are needed'],
    ['no rate', changed(24, [0, 0, 0, 0]), 'is of 0 Hz; 4000 to 192000 Hz are understood'],
    ['no format', changed(12, [0x78]), 'has no complete "fmt " chunk'],
    ['no data', changed(36, [0x78]), 'has no "data" chunk'],
    ['empty data', changed(40, [0, 0, 0, 0]), 'has an empty "data" chunk'],
  ])('says what is wrong: %s', (_, bytes, message) => {
    const read = readWave(bytes);
    expect(read.ok ? '' : read.error).toContain(message);
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.integer({ min: 0, max: 43 }), (noise, at) => {
        expect(typeof readWave(noise).ok).toBe('boolean');
        expect(typeof readWave(changed(at, [...noise.subarray(0, 44 - at)])).ok).toBe('boolean');
      }),
    );
  });

  it.each([8_000, 11_025, 16_000, 22_050, 44_100, 48_000, 96_000])(
    'of %i Hz keeps its pitch and level',
    (rate) => {
      const recording = readRecording(writeWave(sine(1000, rate), rate));
      expect(recording.ok && recording.value.length).toBe(48_000);
      const heard = analyseSound(recording.ok ? recording.value : new Int16Array(0));
      expect(heard.toneHertz).toBeCloseTo(1000, 0);
      expect(heard.tonesHertz).toHaveLength(1);
      expect(heard.levelDbfs).toBeCloseTo(20 * Math.log10(8000 / Math.SQRT2 / 32_768), 0);
    },
  );
});
