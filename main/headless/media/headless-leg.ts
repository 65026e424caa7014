import { randomInt } from 'node:crypto';
import type { FrameEncoder } from '../../../contract/audio/codec.ts';
import { createEncoder, silencePayload } from '../../../contract/audio/coders.ts';
import { type Samples, silence } from '../../../contract/audio/frame.ts';
import type { OpusCodecs } from '../../../contract/audio/opus.ts';
import { createOutgoingStream } from '../../../contract/audio/outgoing-stream.ts';
import type { AudioCodec } from '../../../contract/audio/payloads.ts';
import { checkDigits } from '../../../contract/audio/telephone-event.ts';
import type { MediaLeg } from '../../../phone/media.ts';
import { createLineSound, type LineHeard } from './line-sound.ts';
import { createWebrtcLeg } from './webrtc-leg.ts';

/** A call's leg and what the engine needs of it besides. */
export interface HeadlessLeg extends MediaLeg {
  /** Sends the packet of a tick: what the microphone says, or silence while muted or on hold. */
  send(tick: number, said: Samples): void;
  heard(): LineHeard;
  /** Closes, and tells when it is done. */
  closed(): Promise<void>;
}

export interface HeadlessLegOptions {
  readonly address: string;
  readonly opus: OpusCodecs;
  readonly now: () => number;
  readonly onFailure: (cause: string) => void;
  readonly onClose: () => void;
}

export function createHeadlessLeg({
  address,
  opus,
  now,
  onFailure,
  onClose,
}: HeadlessLegOptions): HeadlessLeg {
  const sound = createLineSound(opus);
  const webrtc = createWebrtcLeg({
    address,
    onPacket(packet) {
      const payloads = webrtc.payloads();
      if (payloads && !closing) sound.receive(packet, payloads, now());
    },
    onFailure,
  });
  const stream = createOutgoingStream({ sequenceNumber: randomInt(2 ** 16), timestamp: randomInt(2 ** 32) });
  let encoder: { readonly codec: AudioCodec; readonly encoder: FrameEncoder } | null = null;
  let muted = false;
  let packetsSent = 0;
  let sentBefore = 0;
  let closing: Promise<void> | null = null;

  const encode = (codec: AudioCodec, frame: Samples): Uint8Array => {
    if (frame === silence) return silencePayload(codec);
    if (encoder?.codec !== codec) {
      encoder?.encoder.free();
      encoder = { codec, encoder: createEncoder(codec, opus) };
    }
    return encoder.encoder.encode(frame);
  };
  const close = (): Promise<void> => {
    if (closing) return closing;
    closing = webrtc.close();
    sound.free();
    encoder?.encoder.free();
    onClose();
    return closing;
  };

  return {
    createOffer: (options) => webrtc.createOffer(options),
    acceptAnswer: (sdp) => webrtc.acceptAnswer(sdp),
    acceptOffer: (sdp, options) => webrtc.acceptOffer(sdp, options),
    setMuted(next) {
      muted = next;
    },
    sendDigits(digits) {
      const checked = checkDigits(digits);
      if (closing || !checked.ok || !webrtc.payloads()?.events) return false;
      stream.sendDigits(checked.value);
      return true;
    },
    async statistics() {
      const line = sound.statistics(now());
      if (!line) return null;
      const sent = packetsSent - sentBefore;
      sentBefore = packetsSent;
      const levelDbfs = sound.levelDbfs(now());
      return { ...line, levelDbfs, packetsSent: sent, roundTripMs: await webrtc.roundTripMs() };
    },
    close: () => void close(),
    send(tick, said) {
      const payloads = webrtc.payloads();
      if (!payloads || closing || !webrtc.canSend()) return;
      const frame = muted || webrtc.holds() ? silence : said;
      webrtc.send(stream.next(tick, payloads, () => encode(payloads.audio.codec, frame)));
      packetsSent += 1;
    },
    heard: () => sound.heard(now()),
    closed: close,
  };
}
