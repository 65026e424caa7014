import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { frameSamples, silence } from '../../../contract/audio/frame.ts';
import { toneFrame } from '../../../contract/audio/tone.ts';
import { writeWave } from '../../../contract/audio/wave-file.ts';
import { openMicrophone, parseMicrophone } from './microphone.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'microphone-'));
});
afterAll(async () => await rm(folder, { recursive: true }));

describe('the name of a microphone', () => {
  it.each([
    ['none', { type: 'none' }],
    ['tone', { type: 'tone', hertz: 440 }],
    ['tone:1000', { type: 'tone', hertz: 1000 }],
    ['voices/Hello.WAV', { type: 'file', path: 'voices/Hello.WAV' }],
  ])('%s is understood', (text, value) => {
    expect(parseMicrophone(text)).toEqual({ ok: true, value });
  });

  it.each(['', 'tone:', 'tone:0', 'tone:loud', 'tone:99999', 'hello.mp3', 'None'])(
    '%j is refused by name',
    (text) => {
      expect(parseMicrophone(text)).toEqual({
        ok: false,
        error: expect.stringContaining(JSON.stringify(text)),
      });
    },
  );
});

describe('a microphone', () => {
  it('says nothing, a tone, or a file over and over', async () => {
    expect((await openMicrophone({ type: 'none' }))(7)).toBe(silence);
    expect((await openMicrophone({ type: 'tone', hertz: 600 }))(7)).toEqual(toneFrame(600, 7));
    const path = join(folder, 'sound.wav');
    const recording = Int16Array.from({ length: 2 * frameSamples }, (_, at) => at);
    await writeFile(path, writeWave(recording));
    const file = await openMicrophone({ type: 'file', path });
    expect(file(3)).toEqual(recording.subarray(frameSamples));
  });

  it('whose file is missing or is none is named, with what is wrong', async () => {
    const missing = join(folder, 'missing.wav');
    await expect(openMicrophone({ type: 'file', path: missing })).rejects.toThrow(`${missing} is not there`);
    const text = join(folder, 'text.wav');
    await writeFile(text, 'this is not a recording');
    await expect(openMicrophone({ type: 'file', path: text })).rejects.toThrow(`${text} is not a WAV file`);
    await expect(openMicrophone({ type: 'file', path: folder })).rejects.toThrow(`${folder} cannot be read`);
  });
});
