import { readFile, stat } from 'node:fs/promises';
import { frameMs, loopedFrame, type Samples, silence } from '../../contract/audio/frame.ts';
import { mixFrames } from '../../contract/audio/mix.ts';
import { createTone, highestTone, toneDbfs, toneFrame } from '../../contract/audio/tone.ts';
import { composeTune } from '../../contract/audio/tune.ts';
import { readRecording } from '../../contract/audio/wave-file.ts';
import type { ProgressTone, Voice } from '../links/media-control.ts';

/** A source of sound with no wire of its own. */
export interface VoiceSource {
  /** Two sources of one key say the same at every tick, so that what is heard of them is mixed and encoded once. */
  readonly key: string;
  frame(tick: number): Samples;
}

/** Makes voices; null is silence, which is no source at all. */
export interface Voices {
  readonly music: VoiceSource;
  /** A tone whose first burst begins at a tick; its times are kept to whole frames. */
  progressTone(tone: ProgressTone, tick: number): VoiceSource;
  /** The source of a voice that begins at a tick; throws an error that names the voice and what is wrong. */
  voice(voice: Voice, tick: number): Promise<VoiceSource | null>;
}

const largestFile = 64 * 2 ** 20;

export function createVoices(): Voices {
  const tune = composeTune();
  const music: VoiceSource = { key: 'music', frame: (tick) => loopedFrame(tune, tick) };
  const recordings = new Map<string, Samples>();
  const bursts = new Map<string, readonly Samples[]>();
  return {
    music,
    progressTone(tone, tick) {
      const key = `progress:${tone.hertz.join('+')}:${tone.onMs}:${tone.offMs}`;
      const burst = bursts.get(key) ?? composeBurst(tone);
      bursts.set(key, burst);
      const period = burst.length + Math.round(tone.offMs / frameMs);
      return { key: `${key}@${tick}`, frame: (now) => burst[Math.max(0, now - tick) % period] ?? silence };
    },
    async voice(voice, tick) {
      switch (voice.type) {
        case 'silence':
          return null;
        case 'music':
          return music;
        case 'tone':
          return toneVoice(voice.hertz);
        case 'file': {
          const { key, recording } = await readVoiceFile(voice.path, recordings);
          return { key: `${key}@${tick}`, frame: (now) => loopedFrame(recording, Math.max(0, now - tick)) };
        }
      }
    },
  };
}

/** The frames of one burst; its frequencies share the level of a test tone. */
function composeBurst({ hertz, onMs }: ProgressTone): readonly Samples[] {
  const dbfs = toneDbfs - 10 * Math.log10(hertz.length);
  return Array.from({ length: Math.round(onMs / frameMs) }, (_, index) =>
    mixFrames(hertz.map((each) => toneFrame(each, index, dbfs))),
  );
}

function toneVoice(hertz: number): VoiceSource {
  if (!(hertz > 0 && hertz <= highestTone)) {
    throw new Error(`A tone of ${hertz} Hz cannot be made; over 0 to ${highestTone} Hz can.`);
  }
  return { key: `tone:${hertz}`, frame: createTone(hertz) };
}

/** Reads a file once for as long as it does not change, however many far ends speak it. */
async function readVoiceFile(
  path: string,
  recordings: Map<string, Samples>,
): Promise<{ readonly key: string; readonly recording: Samples }> {
  try {
    const { size, mtimeMs } = await stat(path);
    if (size > largestFile) throw new Error(`is ${size} bytes long; ${largestFile} are the most`);
    const key = `file:${path}:${mtimeMs}:${size}`;
    const known = recordings.get(key);
    if (known) return { key, recording: known };
    const read = readRecording(await readFile(path));
    if (!read.ok) throw new Error(read.error);
    recordings.set(key, read.value);
    return { key, recording: read.value };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Error(`The voice file ${path} ${code === 'ENOENT' ? 'is not there' : message}.`, {
      cause: error,
    });
  }
}
