import type { FrameDecoder, FrameEncoder } from './codec.ts';
import { frameSamples, type Samples, sampleRate, toSample } from './frame.ts';

/** PCMU runs at 8 kHz, a sixth of the house's rate. */
const ratio = sampleRate / 8_000;
const tapsPerPhase = 16;
const bias = 0x84;
const clip = 32_635;

/** A low-pass filter at 3.6 kHz of 96 taps, for both directions. */
const filter = lowPass(ratio * tapsPerPhase, 3_600 / sampleRate);

/** A frame of silence. */
export const pcmuSilence: Uint8Array = new Uint8Array(frameSamples / ratio).fill(0xff);

/** µ-law of ITU-T G.711: one byte a sample. */
export function encodeMuLaw(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(Math.abs(sample), clip) + bias;
  const exponent = Math.max(0, 31 - Math.clz32(magnitude) - 7);
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
  return ~(sign | (exponent << 4) | mantissa) & 0xff;
}

/** The sample that a byte of µ-law stands for. */
export function decodeMuLaw(byte: number): number {
  const inverted = ~byte & 0xff;
  const exponent = (inverted >> 4) & 0x07;
  const magnitude = ((((inverted & 0x0f) << 3) + bias) << exponent) - bias;
  return inverted & 0x80 ? -magnitude : magnitude;
}

/** Encodes frames of a stream as PCMU, 160 bytes each. */
export function createPcmuEncoder(): FrameEncoder {
  let past = new Float64Array(filter.length);
  return {
    encode(frame) {
      const input = new Float64Array(filter.length + frame.length);
      input.set(past);
      input.set(frame, filter.length);
      past = input.slice(frame.length);
      return Uint8Array.from({ length: frame.length / ratio }, (_, at) => {
        let sum = 0;
        const start = at * ratio + ratio;
        for (let tap = 0; tap < filter.length; tap += 1)
          sum += (filter[tap] ?? 0) * (input[start + tap] ?? 0);
        return encodeMuLaw(toSample(sum));
      });
    },
    free() {},
  };
}

/** Decodes a stream of PCMU, at whatever packet time, to 48 kHz. */
export function createPcmuDecoder(): FrameDecoder {
  let past = new Float64Array(tapsPerPhase);
  return {
    decode(payload) {
      if (payload.length === 0 || payload.length > frameSamples) return null;
      const input = new Float64Array(tapsPerPhase + payload.length);
      input.set(past);
      for (let at = 0; at < payload.length; at += 1)
        input[tapsPerPhase + at] = decodeMuLaw(payload[at] ?? 0xff);
      past = input.slice(payload.length);
      const samples: Samples = new Int16Array(payload.length * ratio);
      for (let at = 0; at < samples.length; at += 1) {
        samples[at] = toSample(interpolate(input, Math.floor(at / ratio), at % ratio));
      }
      return samples;
    },
    free() {},
  };
}

function interpolate(input: Float64Array, first: number, phase: number): number {
  let sum = 0;
  for (let tap = 0; tap < tapsPerPhase; tap += 1) {
    const weight = filter[filter.length - 1 - (tap * ratio + (ratio - 1 - phase))] ?? 0;
    sum += weight * (input[first + 1 + tap] ?? 0);
  }
  return sum * ratio;
}

function lowPass(length: number, cutOff: number): Float64Array {
  const taps = Float64Array.from({ length }, (_, at) => {
    const distance = at - (length - 1) / 2;
    const sinc = Math.sin(2 * Math.PI * cutOff * distance) / (Math.PI * distance);
    return sinc * (0.54 - 0.46 * Math.cos((2 * Math.PI * at) / (length - 1)));
  });
  const sum = taps.reduce((total, tap) => total + tap, 0);
  return taps.map((tap) => tap / sum);
}
