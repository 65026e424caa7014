import type { FrameDecoder, FrameEncoder } from './codec.ts';
import { frameSamples, type Samples, sampleRate, silence } from './frame.ts';

/**
 * libopus as opusscript compiles it to WebAssembly, one instance. opusscript's own wrapper is not used: it
 * keeps views of the memory, which break when the memory grows, and addresses its buffers at twice their
 * place, so that the first 80 coders work and then none. Here the memory is looked up at each call.
 */
export interface OpusNative {
  readonly HEAP16: Int16Array;
  readonly HEAPU8: Uint8Array;
  _malloc(bytes: number): number;
  readonly OpusScriptHandler: new (
    samplesPerSecond: number,
    channels: number,
    application: number,
  ) => OpusHandler;
}

/** One encoder and decoder. Addresses are those of the instance's memory. */
export interface OpusHandler {
  /** The length of the packet, or an error below 0. With no bytes named it takes samples as they lie in memory. */
  _encode(input: number, bytes: 0, output: number, samples: number): number;
  /** The number of samples, each written as two 16-bit halves (low byte, high byte), or an error below 0. */
  _decode(input: number, bytes: number, output: number): number;
  _encoder_ctl(request: number, value: number): number;
  _decoder_ctl(request: number, value: number): number;
}

/** Makes Opus coders; mono at 48 kHz. */
export interface OpusCodecs {
  createEncoder(): FrameEncoder;
  createDecoder(): FrameDecoder;
  /** How many coders are in use: none, once every leg has closed. */
  inUse(): number;
}

/** libopus' mode for sound in general, which at these rates is CELT alone: a fifth of the work of speech coding. */
const generalAudio = 2049;
const requests = { bitrate: 4002, complexity: 4010, reset: 4028 } as const;
/** Full band, without audible loss of a voice; of libopus' ten grades of effort the third, for half the time. */
const settings = { bitrate: 48_000, complexity: 2 } as const;

/** 120 ms, the longest packet (RFC 6716, section 2.1.4). */
const mostSamples = 5_760;
const largestPacket = 1_275 * 3;

/** A frame of silence, 20 ms, CELT, full band, mono (RFC 6716, section 3.1): no need to run an encoder for it. */
export const opusSilence: Uint8Array = Uint8Array.of(0xf8, 0xff, 0xfe);

/**
 * Coders of one instance. Those given back are kept and used again, for as long as the instance lives:
 * opusscript's destructor leaves 23 kB behind each time.
 */
export function createOpusCodecs(native: OpusNative): OpusCodecs {
  const spare: OpusHandler[] = [];
  let inUse = 0;
  const packet = native._malloc(largestPacket);
  const pcm = native._malloc(mostSamples * 4);

  const take = (): OpusHandler => {
    inUse += 1;
    const handler = spare.pop() ?? new native.OpusScriptHandler(sampleRate, 1, generalAudio);
    handler._encoder_ctl(requests.reset, 0);
    handler._decoder_ctl(requests.reset, 0);
    handler._encoder_ctl(requests.bitrate, settings.bitrate);
    handler._encoder_ctl(requests.complexity, settings.complexity);
    return handler;
  };
  const giveBack = (handler: OpusHandler): (() => void) => {
    let given = false;
    return () => {
      if (given) return;
      given = true;
      inUse -= 1;
      spare.push(handler);
    };
  };

  return {
    createEncoder() {
      const handler = take();
      return {
        encode(frame) {
          if (frame === silence) return opusSilence;
          native.HEAP16.set(frame, pcm / 2);
          const length = handler._encode(pcm, 0, packet, frameSamples);
          return length > 0 ? native.HEAPU8.slice(packet, packet + length) : opusSilence;
        },
        free: giveBack(handler),
      };
    },
    createDecoder() {
      const handler = take();
      return {
        decode(payload) {
          if (payload.length === 0 || payload.length > largestPacket) return null;
          native.HEAPU8.set(payload, packet);
          const length = handler._decode(packet, payload.length, pcm);
          return length > 0 ? readHalves(native.HEAP16, pcm / 2, length) : null;
        },
        free: giveBack(handler),
      };
    },
    inUse: () => inUse,
  };
}

function readHalves(memory: Int16Array, start: number, length: number): Samples {
  const samples: Samples = new Int16Array(length);
  for (let at = 0; at < length; at += 1) {
    samples[at] = ((memory[start + 2 * at] ?? 0) & 0xff) | ((memory[start + 2 * at + 1] ?? 0) << 8);
  }
  return samples;
}
