import { randomInt } from 'node:crypto';
import { fingerprintOf } from '../../contract/audio/description.ts';
import type { Samples } from '../../contract/audio/frame.ts';
import type { OpusCodecs } from '../../contract/audio/opus.ts';
import { createOutgoingStream, type OutgoingPacket } from '../../contract/audio/outgoing-stream.ts';
import type { AudioCodec } from '../../contract/audio/payloads.ts';
import { createLane, type LaneMode } from '../host/lane.ts';
import type { Heard, Listened } from '../links/media-control.ts';
import { createDeviceSound } from './device-sound.ts';
import { createPacketLoss } from './loss.ts';
import { createWebrtcLeg, type IncomingPacket, type WebrtcLeg } from './webrtc-leg.ts';

/** A leg to a device, over WebRTC. */
export interface DeviceLeg {
  readonly kind: 'device';
  offer(): Promise<string>;
  answered(sdp: string): Promise<void>;
  answer(sdp: string): Promise<string>;
  /** The device holds by its own SDP (RFC 3264, section 8.4): it does not want to receive. */
  holds(): boolean;
  /** The frame that the device says in this tick. */
  pull(tick: number, now: number): Samples;
  /** Sends the packet of a tick; `encode` is asked only when audio goes out. */
  send(tick: number, encode: (codec: AudioCodec) => Uint8Array): void;
  sendDigits(digits: string): void;
  /** The device sent digits by another way than its sound. */
  press(digits: string): void;
  lose(share: number): void;
  /** What becomes of its packets, both ways. */
  setMode(mode: LaneMode): void;
  heard(now: number): Heard;
  /** Listens, from now on, to what the device says. */
  listen(hertz: number | null): void;
  listened(): Listened | null;
  close(): Promise<void>;
}

export interface DeviceLegOptions {
  readonly legId: string;
  readonly address: string;
  readonly seed: number;
  /** What becomes of its packets from the start. */
  readonly mode: LaneMode;
  readonly opus: OpusCodecs;
  readonly now: () => number;
  readonly onDigits: (digits: string) => void;
  /** A description was agreed on: the direction may have changed. */
  readonly onAgreed: () => void;
  readonly onFailure: (cause: string) => void;
}

export function createDeviceLeg(options: DeviceLegOptions): DeviceLeg {
  const { legId, address, seed, opus, now, onDigits, onAgreed, onFailure } = options;
  const sound = createDeviceSound(opus);
  // Two draws, so that what is lost one way does not depend on how many packets went the other.
  const lossIn = createPacketLoss(seed, `${legId} in`);
  const lossOut = createPacketLoss(seed, `${legId} out`);
  const stream = createOutgoingStream({ sequenceNumber: randomInt(2 ** 16), timestamp: randomInt(2 ** 32) });
  const inbound = createLane<{ readonly leg: WebrtcLeg; readonly packet: IncomingPacket }>(
    ({ leg, packet }) => receive(leg, packet),
    () => undefined,
  );
  const outbound = createLane<OutgoingPacket>(
    (packet) => webrtc.send(packet),
    () => undefined,
  );
  const setMode = (mode: LaneMode): void => {
    inbound.setMode(mode);
    outbound.setMode(mode);
  };
  setMode(options.mode);
  let webrtc = connect();
  let fingerprint: string | null = null;

  function connect(): WebrtcLeg {
    const leg: WebrtcLeg = createWebrtcLeg({
      address,
      onPacket: (packet) => inbound.push({ leg, packet }),
      onFailure,
    });
    return leg;
  }
  function receive(leg: WebrtcLeg, packet: IncomingPacket): void {
    const payloads = leg.payloads();
    if (!payloads || lossIn.drops()) return;
    const digits = sound.receive(packet, payloads, now());
    if (digits !== '') onDigits(digits);
  }
  /** A device that was restarted offers as another end: nothing of the connection to the old one can go on. */
  async function meet(sdp: string): Promise<void> {
    const known = fingerprint;
    fingerprint = fingerprintOf(sdp) ?? known;
    if (known === null || known === fingerprint) return;
    const left = webrtc;
    webrtc = connect();
    await left.close();
  }

  return {
    kind: 'device',
    offer: () => webrtc.offer(),
    async answered(sdp) {
      await webrtc.acceptAnswer(sdp);
      fingerprint = fingerprintOf(sdp);
      onAgreed();
    },
    async answer(sdp) {
      await meet(sdp);
      const answer = await webrtc.acceptOffer(sdp);
      onAgreed();
      return answer;
    },
    holds: () => webrtc.direction() === 'recvonly' || webrtc.direction() === 'inactive',
    pull: (tick, at) => sound.pull(tick, at),
    send(tick, encode) {
      const payloads = webrtc.payloads();
      if (!payloads || !webrtc.canSend()) return;
      const packet = stream.next(tick, payloads, () => encode(payloads.audio.codec));
      if (!lossOut.drops()) outbound.push(packet);
    },
    sendDigits: (digits) => stream.sendDigits(digits),
    press(digits) {
      sound.press(digits);
      onDigits(digits);
    },
    lose(share) {
      lossIn.lose(share);
      lossOut.lose(share);
    },
    setMode,
    heard: (at) => sound.heard(at),
    listen: (hertz) => sound.listen(hertz),
    listened: () => sound.listened(),
    async close() {
      inbound.close();
      outbound.close();
      sound.free();
      await webrtc.close();
    },
  };
}
