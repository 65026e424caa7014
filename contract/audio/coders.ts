import type { FrameDecoder, FrameEncoder } from './codec.ts';
import { type OpusCodecs, opusSilence } from './opus.ts';
import type { AudioCodec } from './payloads.ts';
import { createPcmuDecoder, createPcmuEncoder, pcmuSilence } from './pcmu.ts';

/** An encoder for one stream of a codec. */
export function createEncoder(codec: AudioCodec, opus: OpusCodecs): FrameEncoder {
  switch (codec) {
    case 'opus':
      return opus.createEncoder();
    case 'pcmu':
      return createPcmuEncoder();
  }
}

/** A decoder for one stream of a codec. */
export function createDecoder(codec: AudioCodec, opus: OpusCodecs): FrameDecoder {
  switch (codec) {
    case 'opus':
      return opus.createDecoder();
    case 'pcmu':
      return createPcmuDecoder();
  }
}

/** The payload of a frame of silence: it needs no encoder. */
export function silencePayload(codec: AudioCodec): Uint8Array {
  switch (codec) {
    case 'opus':
      return opusSilence;
    case 'pcmu':
      return pcmuSilence;
  }
}
