import { fail, ok, type Result } from '../result.ts';
import { type Samples, sampleRate } from './frame.ts';
import { resample } from './resample.ts';

/** What a WAV file holds: its channels mixed to one, at the file's own rate. */
export interface WaveFile {
  readonly samplesPerSecond: number;
  readonly channels: number;
  readonly samples: Samples;
}

/** Why a WAV file cannot be used: a sentence that goes on from the file's name. */
export type WaveFailure = string;

interface Format {
  readonly tag: number;
  readonly channels: number;
  readonly samplesPerSecond: number;
  readonly bits: number;
}

const pcm = 1;
const extensible = 0xfffe;
const lowestRate = 4_000;
const highestRate = 192_000;
/** Ten minutes at 48 kHz: a prompt is seconds long, and a larger file is a mistake. */
const mostSamples = 600 * sampleRate;

/** Reads a WAV file: PCM of 16 bits, mono or stereo, 4 to 192 kHz (Microsoft's RIFF WAVE, KSDATAFORMAT for extensible). */
export function readWave(bytes: Uint8Array): Result<WaveFile, WaveFailure> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < 12) return fail(`is ${bytes.byteLength} bytes long: too short for a WAV file`);
  if (tagAt(view, 0) !== 'RIFF' || tagAt(view, 8) !== 'WAVE') {
    return fail(`is not a WAV file: it begins ${JSON.stringify(tagAt(view, 0))} where RIFF … WAVE belongs`);
  }
  const chunks = readChunks(view);
  const formatChunk = chunks.get('fmt ');
  if (!formatChunk || formatChunk.byteLength < 16)
    return fail('has no complete "fmt " chunk: its format is not known');
  const format = readFormat(formatChunk);
  const wrong = checkFormat(format);
  if (wrong) return fail(wrong);
  const data = chunks.get('data');
  if (!data) return fail('has no "data" chunk: there is no sound in it');
  const length = Math.floor(data.byteLength / 2 / format.channels);
  if (length === 0) return fail('has an empty "data" chunk: there is no sound in it');
  if (length > mostSamples) return fail(`holds ${length} samples; ${mostSamples} are the most`);
  return ok({
    samplesPerSecond: format.samplesPerSecond,
    channels: format.channels,
    samples: readSamples(data, format.channels, length),
  });
}

/** Reads a WAV file as the house's own sound: mono at 48 kHz. */
export function readRecording(bytes: Uint8Array): Result<Samples, WaveFailure> {
  const wave = readWave(bytes);
  return wave.ok ? ok(resample(wave.value.samples, wave.value.samplesPerSecond)) : wave;
}

/** Writes mono sound as a WAV file of 16-bit PCM. */
export function writeWave(samples: Samples, samplesPerSecond: number = sampleRate): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(44 + samples.length * 2);
  const view = new DataView(bytes.buffer);
  const putTag = (at: number, tag: string): void => bytes.set(new TextEncoder().encode(tag), at);
  putTag(0, 'RIFF');
  view.setUint32(4, bytes.byteLength - 8, true);
  putTag(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, pcm, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, samplesPerSecond, true);
  view.setUint32(28, samplesPerSecond * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  putTag(36, 'data');
  view.setUint32(40, samples.length * 2, true);
  for (let at = 0; at < samples.length; at += 1) view.setInt16(44 + at * 2, samples[at] ?? 0, true);
  return bytes;
}

/** The chunks by name, each cut where the file ends: writers that stream leave lengths that are too long. */
function readChunks(view: DataView): ReadonlyMap<string, DataView> {
  const chunks = new Map<string, DataView>();
  let at = 12;
  while (at + 8 <= view.byteLength) {
    const length = Math.min(view.getUint32(at + 4, true), view.byteLength - at - 8);
    const name = tagAt(view, at);
    if (!chunks.has(name)) chunks.set(name, new DataView(view.buffer, view.byteOffset + at + 8, length));
    at += 8 + length + (length % 2);
  }
  return chunks;
}

function readFormat(chunk: DataView): Format {
  const tag = chunk.getUint16(0, true);
  return {
    // An extensible header says the real format in the first two bytes of its sub-format.
    tag: tag === extensible && chunk.byteLength >= 26 ? chunk.getUint16(24, true) : tag,
    channels: chunk.getUint16(2, true),
    samplesPerSecond: chunk.getUint32(4, true),
    bits: chunk.getUint16(14, true),
  };
}

function checkFormat({ tag, channels, samplesPerSecond, bits }: Format): WaveFailure | null {
  if (tag !== pcm) return `is of format ${tag}; PCM (format 1) is needed`;
  if (bits !== 16) return `has samples of ${bits} bits; 16 are needed`;
  if (channels !== 1 && channels !== 2) return `has ${channels} channels; one or two are needed`;
  if (samplesPerSecond < lowestRate || samplesPerSecond > highestRate) {
    return `is of ${samplesPerSecond} Hz; ${lowestRate} to ${highestRate} Hz are understood`;
  }
  return null;
}

function readSamples(data: DataView, channels: number, length: number): Samples {
  const samples: Samples = new Int16Array(length);
  for (let at = 0; at < length; at += 1) {
    const left = data.getInt16(at * channels * 2, true);
    samples[at] = channels === 1 ? left : (left + data.getInt16(at * 4 + 2, true)) >> 1;
  }
  return samples;
}

function tagAt(view: DataView, at: number): string {
  return String.fromCharCode(...Array.from({ length: 4 }, (_, offset) => view.getUint8(at + offset)));
}
