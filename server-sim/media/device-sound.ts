import { analyseSound } from '../../contract/audio/analyse.ts';
import type { FrameDecoder } from '../../contract/audio/codec.ts';
import { createDecoder } from '../../contract/audio/coders.ts';
import { type DigitReceiver, receiveAudio, receiveEvent } from '../../contract/audio/digit-receiver.ts';
import type { Samples } from '../../contract/audio/frame.ts';
import { createLastSecond } from '../../contract/audio/last-second.ts';
import type { OpusCodecs } from '../../contract/audio/opus.ts';
import type { AudioCodec, Payloads } from '../../contract/audio/payloads.ts';
import type { Heard, Listened } from '../links/media-control.ts';
import { createListening } from './listening.ts';
import { createPlayout } from './playout.ts';
import type { IncomingPacket } from './webrtc-leg.ts';

/** What a device says, decoded: for the mixer, for questions, and the digits among it. */
export interface DeviceSound {
  /** Takes a packet as it comes; tells the digits that it completes. */
  receive(packet: IncomingPacket, payloads: Payloads, now: number): string;
  /** The frame that the mixer hears in this tick. */
  pull(tick: number, now: number): Samples;
  /** Digits that came by another way: they count as heard. */
  press(digits: string): void;
  heard(now: number): Heard;
  /** Listens, from now on, to what the mixer hears. */
  listen(hertz: number | null): void;
  listened(): Listened | null;
  free(): void;
}

export function createDeviceSound(opus: OpusCodecs): DeviceSound {
  const decoders = new Map<AudioCodec, FrameDecoder>();
  const lastSecond = createLastSecond();
  const playout = createPlayout();
  const listening = createListening();
  let newest: { readonly ssrc: number; readonly sequenceNumber: number } | null = null;
  let receiver: DigitReceiver | null = null;
  let packets = 0;
  let lastPacketAt: number | null = null;
  let digits = '';

  const decoderOf = (codec: AudioCodec): FrameDecoder => {
    const decoder = decoders.get(codec) ?? createDecoder(codec, opus);
    decoders.set(codec, decoder);
    return decoder;
  };
  /** Packets that come after a younger one of their stream are too late to be heard. */
  const isLate = ({ ssrc, sequenceNumber }: IncomingPacket): boolean => {
    const ahead = newest?.ssrc === ssrc ? ((sequenceNumber - newest.sequenceNumber) << 16) >> 16 : 1;
    if (ahead > 0) newest = { ssrc, sequenceNumber };
    return ahead <= 0;
  };
  const hearDigits = (received: {
    readonly receiver: DigitReceiver | null;
    readonly digits: string;
  }): string => {
    receiver = received.receiver;
    digits += received.digits;
    return received.digits;
  };

  return {
    receive(packet, payloads, now) {
      const { payload, timestamp } = packet;
      const meaning = payloads.received.get(packet.payloadType);
      if (!meaning || isLate(packet)) return '';
      if (meaning === 'event') return hearDigits(receiveEvent(receiver, payload, timestamp));
      const samples = decoderOf(meaning).decode(payload);
      if (!samples) return '';
      packets += 1;
      lastPacketAt = now;
      lastSecond.add(samples, now);
      playout.push(samples);
      return hearDigits(receiveAudio(receiver));
    },
    pull(tick, now) {
      const frame = playout.pull();
      listening.hear(frame, tick, now);
      return frame;
    },
    press(pressed) {
      digits += pressed;
    },
    listen: (hertz) => listening.begin(hertz),
    listened: () => listening.result(),
    heard: (now) => ({
      ...analyseSound(lastSecond.samples(now)),
      packets,
      silentForMs: lastPacketAt === null ? null : now - lastPacketAt,
      digits,
    }),
    free() {
      for (const decoder of decoders.values()) decoder.free();
      decoders.clear();
    },
  };
}
