import { readFile } from 'node:fs/promises';
import { loopedFrame, type Samples, silence } from '../../../contract/audio/frame.ts';
import { createTone, highestTone } from '../../../contract/audio/tone.ts';
import { readRecording } from '../../../contract/audio/wave-file.ts';
import { fail, ok, type Result } from '../../../contract/result.ts';

/** What the headless phone says. */
export type Microphone =
  | { readonly type: 'none' }
  | { readonly type: 'tone'; readonly hertz: number }
  /** A WAV file (PCM, 16 bit), looped. */
  | { readonly type: 'file'; readonly path: string };

const defaultHertz = 440;

/** Reads the value of `--media`: `none`, `tone`, `tone:HERTZ` or the name of a WAV file. */
export function parseMicrophone(text: string): Result<Microphone, string> {
  if (text === 'none') return ok({ type: 'none' });
  if (text === 'tone') return ok({ type: 'tone', hertz: defaultHertz });
  if (text.startsWith('tone:')) {
    const hertz = Number(text.slice('tone:'.length));
    return hertz > 0 && hertz <= highestTone
      ? ok({ type: 'tone', hertz })
      : fail(`${JSON.stringify(text)} names no tone: write tone:HERTZ, over 0 to ${highestTone}`);
  }
  if (/\.wav$/i.test(text)) return ok({ type: 'file', path: text });
  return fail(`${JSON.stringify(text)} is no microphone: write none, tone, tone:HERTZ or FILE.wav`);
}

/** Makes the sound of a microphone, a frame a tick; an error names the file and what is wrong with it. */
export async function openMicrophone(microphone: Microphone): Promise<(tick: number) => Samples> {
  switch (microphone.type) {
    case 'none':
      return () => silence;
    case 'tone':
      return createTone(microphone.hertz);
    case 'file': {
      const recording = await readWaveFile(microphone.path);
      return (tick) => loopedFrame(recording, tick);
    }
  }
}

async function readWaveFile(path: string): Promise<Samples> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Error(
      `The microphone's file ${path} ${code === 'ENOENT' ? 'is not there' : `cannot be read: ${message}`}.`,
      {
        cause: error,
      },
    );
  }
  const read = readRecording(bytes);
  if (!read.ok) throw new Error(`The microphone's file ${path} ${read.error}.`);
  return read.value;
}
