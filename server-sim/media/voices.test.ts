import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { frameSamples, silence } from '../../contract/audio/frame.ts';
import { mixFrames } from '../../contract/audio/mix.ts';
import { toneDbfs, toneFrame } from '../../contract/audio/tone.ts';
import { writeWave } from '../../contract/audio/wave-file.ts';
import { createVoices } from './voices.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'voices-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function file(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

describe('a voice', () => {
  const voices = createVoices();

  it('of one tone or of music is the same source for all', async () => {
    const one = await voices.voice({ type: 'tone', hertz: 440 }, 3);
    const other = await voices.voice({ type: 'tone', hertz: 440 }, 9);
    expect(one?.key).toBe(other?.key);
    expect(one?.frame(17)).toEqual(toneFrame(440, 17));
    expect(await voices.voice({ type: 'music' }, 5)).toBe(voices.music);
    expect(await voices.voice({ type: 'silence' }, 5)).toBeNull();
  });

  it('of a file begins at its start, and is looped', async () => {
    const recording = Int16Array.from({ length: 2 * frameSamples }, (_, at) => at);
    const path = await file('two frames.wav', writeWave(recording));
    const voice = await voices.voice({ type: 'file', path }, 100);
    expect(voice?.frame(100)).toEqual(recording.subarray(0, frameSamples));
    expect(voice?.frame(101)).toEqual(recording.subarray(frameSamples));
    expect(voice?.frame(102)).toEqual(recording.subarray(0, frameSamples));
    const later = await voices.voice({ type: 'file', path }, 101);
    expect(later?.key).not.toBe(voice?.key);
  });

  it('of a file that changes is read anew', async () => {
    const path = await file('changing.wav', writeWave(new Int16Array(frameSamples).fill(1)));
    expect((await voices.voice({ type: 'file', path }, 0))?.frame(0)[0]).toBe(1);
    await writeFile(path, writeWave(new Int16Array(2 * frameSamples).fill(2)));
    expect((await voices.voice({ type: 'file', path }, 0))?.frame(0)[0]).toBe(2);
  });

  it('of call progress is on and off in turn from the tick it begins at', () => {
    const tone = { hertz: [440, 480], onMs: 40, offMs: 60 };
    const voice = voices.progressTone(tone, 100);
    const half = toneDbfs - 10 * Math.log10(2);
    const burst = [0, 1].map((index) => mixFrames(tone.hertz.map((hertz) => toneFrame(hertz, index, half))));
    const frames = [100, 101, 102, 103, 104, 105, 106, 107].map((tick) => voice.frame(tick));
    expect(frames).toEqual([...burst, silence, silence, silence, ...burst, silence]);
    expect(frames.map((frame) => frame === silence)).toEqual([
      ...[false, false, true, true, true],
      ...[false, false, true],
    ]);
    expect(voices.progressTone(tone, 100).key).toBe(voice.key);
    expect(voices.progressTone(tone, 101).key).not.toBe(voice.key);
  });

  it('that cannot be made is named, with what is wrong', async () => {
    const text = await file('not.wav', new TextEncoder().encode('<html>not a recording</html>'));
    const missing = join(folder, 'missing.wav');
    await expect(voices.voice({ type: 'file', path: text }, 0)).rejects.toThrow(`${text} is not a WAV file`);
    await expect(voices.voice({ type: 'file', path: missing }, 0)).rejects.toThrow(`${missing} is not there`);
    await expect(voices.voice({ type: 'file', path: folder }, 0)).rejects.toThrow(folder);
    for (const hertz of [0, -5, Number.NaN, 30_000]) {
      await expect(voices.voice({ type: 'tone', hertz }, 0)).rejects.toThrow(`A tone of ${hertz} Hz`);
    }
  });
});
