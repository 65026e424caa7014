import type { Samples } from './frame.ts';

/** Encodes the frames of one stream; it remembers what came before. */
export interface FrameEncoder {
  /** One frame of 20 ms as a packet's payload. */
  encode(frame: Samples): Uint8Array;
  /** Gives its memory back; it is not used after. */
  free(): void;
}

/** Decodes the packets of one stream. */
export interface FrameDecoder {
  /** The sound of a payload, 2.5 to 120 ms; null when it is not one of this codec. */
  decode(payload: Uint8Array): Samples | null;
  free(): void;
}
