import { analyseSound, type SoundAnalysis } from '../../../contract/audio/analyse.ts';
import type { FrameDecoder } from '../../../contract/audio/codec.ts';
import { createDecoder } from '../../../contract/audio/coders.ts';
import { type DigitReceiver, receiveAudio, receiveEvent } from '../../../contract/audio/digit-receiver.ts';
import { createLastSecond } from '../../../contract/audio/last-second.ts';
import { levelDbfs } from '../../../contract/audio/level.ts';
import type { OpusCodecs } from '../../../contract/audio/opus.ts';
import type { AudioCodec, Payloads } from '../../../contract/audio/payloads.ts';
import {
  countPacket,
  expectedPackets,
  type ReceiveStatistics,
} from '../../../contract/audio/receive-statistics.ts';
import type { IncomingPacket } from './webrtc-leg.ts';

/** What is heard on a line: the last second, decoded, and the digits so far. */
export interface LineHeard extends SoundAnalysis {
  readonly digits: string;
}

/** Counts since they were asked for last, and how the line is now. */
export interface LineStatistics {
  readonly packetsReceived: number;
  readonly packetsLost: number;
  readonly jitterMs: number;
  readonly silentForMs: number;
}

/** What comes in on a line. */
export interface LineSound {
  receive(packet: IncomingPacket, payloads: Payloads, now: number): void;
  heard(now: number): LineHeard;
  /** Root mean square of the last second, dBFS; null for digital silence. */
  levelDbfs(now: number): number | null;
  /** Null before any packet. */
  statistics(now: number): LineStatistics | null;
  free(): void;
}

export function createLineSound(opus: OpusCodecs): LineSound {
  const decoders = new Map<AudioCodec, FrameDecoder>();
  const lastSecond = createLastSecond();
  let ssrc: number | null = null;
  let counted: ReceiveStatistics | null = null;
  let asked = { expected: 0, received: 0 };
  let receiver: DigitReceiver | null = null;
  let digits = '';

  const count = (packet: IncomingPacket, payloads: Payloads, now: number): void => {
    if (packet.ssrc !== ssrc) {
      ssrc = packet.ssrc;
      counted = null;
      asked = { expected: 0, received: 0 };
    }
    const isEvent = payloads.received.get(packet.payloadType) === 'event';
    counted = countPacket(counted, { ...packet, clockRate: payloads.audio.clockRate, isEvent }, now);
  };
  const decode = (codec: AudioCodec, payload: Uint8Array, now: number): void => {
    const decoder = decoders.get(codec) ?? createDecoder(codec, opus);
    decoders.set(codec, decoder);
    const samples = decoder.decode(payload);
    if (samples) lastSecond.add(samples, now);
  };

  return {
    receive(packet, payloads, now) {
      const meaning = payloads.received.get(packet.payloadType);
      if (!meaning) return;
      count(packet, payloads, now);
      if (meaning !== 'event') decode(meaning, packet.payload, now);
      const received: { readonly receiver: DigitReceiver | null; readonly digits: string } =
        meaning === 'event'
          ? receiveEvent(receiver, packet.payload, packet.timestamp)
          : receiveAudio(receiver);
      receiver = received.receiver;
      digits += received.digits;
    },
    heard: (now) => ({ ...analyseSound(lastSecond.samples(now)), digits }),
    levelDbfs: (now) => levelDbfs(lastSecond.samples(now)),
    statistics(now) {
      if (!counted) return null;
      const before = asked;
      asked = { expected: expectedPackets(counted), received: counted.received };
      const packetsReceived = asked.received - before.received;
      return {
        packetsReceived,
        packetsLost: Math.max(0, asked.expected - before.expected - packetsReceived),
        jitterMs: counted.jitterMs,
        silentForMs: now - counted.at,
      };
    },
    free() {
      for (const decoder of decoders.values()) decoder.free();
      decoders.clear();
    },
  };
}
