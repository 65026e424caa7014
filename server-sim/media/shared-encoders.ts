import type { FrameEncoder } from '../../contract/audio/codec.ts';
import { createEncoder, silencePayload } from '../../contract/audio/coders.ts';
import { type Samples, silence } from '../../contract/audio/frame.ts';
import type { OpusCodecs } from '../../contract/audio/opus.ts';
import type { AudioCodec } from '../../contract/audio/payloads.ts';

/** One encoder for all who hear the very same. */
export interface SharedEncoders {
  /** Encodes what an audience hears in this tick; not more than once a tick, for an encoder remembers. */
  encode(audience: string, codec: AudioCodec, frame: Samples): Uint8Array;
  /** Gives back the encoders of all other audiences. */
  keepOnly(audiences: ReadonlySet<string>): void;
}

export function createSharedEncoders(opus: OpusCodecs): SharedEncoders {
  const encoders = new Map<string, Map<AudioCodec, FrameEncoder>>();
  return {
    encode(audience, codec, frame) {
      if (frame === silence) return silencePayload(codec);
      const own = encoders.get(audience) ?? new Map<AudioCodec, FrameEncoder>();
      encoders.set(audience, own);
      const encoder = own.get(codec) ?? createEncoder(codec, opus);
      own.set(codec, encoder);
      return encoder.encode(frame);
    },
    keepOnly(audiences) {
      for (const [audience, own] of encoders) {
        if (audiences.has(audience)) continue;
        for (const encoder of own.values()) encoder.free();
        encoders.delete(audience);
      }
    },
  };
}
