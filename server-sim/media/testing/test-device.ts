import createOpusNative from 'opusscript/build/opusscript_native_wasm.js';
import { RTCDtlsTransport, RTCPeerConnection, RTCRtpCodecParameters, RtpHeader } from 'werift';
import { analyseSound, type SoundAnalysis } from '../../../contract/audio/analyse.ts';
import { createDecoder, createEncoder } from '../../../contract/audio/coders.ts';
import { type DigitReceiver, receiveEvent } from '../../../contract/audio/digit-receiver.ts';
import { createLastSecond } from '../../../contract/audio/last-second.ts';
import { createOpusCodecs } from '../../../contract/audio/opus.ts';
import { createOutgoingStream } from '../../../contract/audio/outgoing-stream.ts';
import { choosePayloads, offeredFormats, type PayloadFormat } from '../../../contract/audio/payloads.ts';
import { toneFrame } from '../../../contract/audio/tone.ts';
import { createTickClock } from '../tick-clock.ts';

type Direction = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';

/** A packet that the device received. */
export interface ReceivedPacket {
  readonly sequenceNumber: number;
  readonly timestamp: number;
  readonly payloadType: number;
}

/** The other end of a leg, for tests: a WebRTC peer of its own that says a tone. */
export interface TestDevice {
  offer(direction?: Direction, restartIce?: boolean): Promise<string>;
  acceptAnswer(sdp: string): Promise<void>;
  answer(sdp: string): Promise<string>;
  sendDigits(digits: string): void;
  heard(): SoundAnalysis & { readonly digits: string };
  readonly packets: readonly ReceivedPacket[];
  /** Settles at the device's next tick of 20 ms. */
  nextTick(): Promise<void>;
  close(): Promise<void>;
}

export function createTestDevice(
  hertz: number,
  formats: readonly PayloadFormat[] = offeredFormats,
): TestDevice {
  // Each device has a certificate of its own, as browsers have; werift keeps one for the whole process.
  delete RTCDtlsTransport.localCertificate;
  delete RTCDtlsTransport.localCertificatePromise;
  const connection = createConnection(formats);
  const transceiver = connection.addTransceiver('audio', { direction: 'sendrecv' });
  const { dtlsTransport, sender } = transceiver;
  const opus = createOpusCodecs(createOpusNative());
  const encoders = { opus: createEncoder('opus', opus), pcmu: createEncoder('pcmu', opus) };
  const decoders = { opus: createDecoder('opus', opus), pcmu: createDecoder('pcmu', opus) };
  const stream = createOutgoingStream({ sequenceNumber: 65_500, timestamp: 2 ** 32 - 20_000 });
  const lastSecond = createLastSecond();
  const packets: ReceivedPacket[] = [];
  let receiver: DigitReceiver | null = null;
  let digits = '';
  let waiting: (() => void)[] = [];

  dtlsTransport.onRtp.subscribe(({ header, payload }) => {
    const { payloadType, sequenceNumber, timestamp } = header;
    packets.push({ payloadType, sequenceNumber, timestamp });
    const meaning = choosePayloads(transceiver.codecs)?.received.get(payloadType);
    if (meaning === 'event') {
      const received = receiveEvent(receiver, payload, timestamp);
      receiver = received.receiver;
      digits += received.digits;
    } else if (meaning) {
      const samples = decoders[meaning].decode(payload);
      if (samples) lastSecond.add(samples, clock.now());
    }
  });
  const clock = createTickClock((tick) => {
    const payloads = choosePayloads(transceiver.codecs);
    const sends = ['sendrecv', 'sendonly'].includes(transceiver.currentDirection ?? '');
    if (payloads && sends && dtlsTransport.state === 'connected') {
      const { payload, ...rest } = stream.next(tick, payloads, () =>
        encoders[payloads.audio.codec].encode(toneFrame(hertz, tick)),
      );
      void dtlsTransport.sendRtp(Buffer.from(payload), new RtpHeader({ ...rest, ssrc: sender.ssrc }));
    }
    const told = waiting;
    waiting = [];
    for (const tell of told) tell();
  });
  clock.start();

  /** As any WebRTC end: after an ICE restart it checks the new way itself. */
  const restartIfNeeded = async (): Promise<void> => {
    const { iceTransport, state } = dtlsTransport;
    if (state === 'connected' && !iceTransport.connection.nominated) await iceTransport.start();
  };
  return {
    async offer(direction = 'sendrecv', restartIce = false) {
      transceiver.setDirection(direction);
      await connection.setLocalDescription(await connection.createOffer({ iceRestart: restartIce }));
      return connection.localDescription?.sdp ?? '';
    },
    async acceptAnswer(sdp) {
      await connection.setRemoteDescription({ type: 'answer', sdp });
      await restartIfNeeded();
    },
    async answer(sdp) {
      await connection.setRemoteDescription({ type: 'offer', sdp });
      await connection.setLocalDescription(await connection.createAnswer());
      return connection.localDescription?.sdp ?? '';
    },
    sendDigits: (text) => stream.sendDigits(text),
    heard: () => ({ ...analyseSound(lastSecond.samples(clock.now())), digits }),
    packets,
    nextTick: () => new Promise((resolve) => waiting.push(resolve)),
    async close() {
      clock.stop();
      await connection.close();
    },
  };
}

function createConnection(formats: readonly PayloadFormat[]): RTCPeerConnection {
  return new RTCPeerConnection({
    codecs: {
      audio: formats.map(
        ({ name, clockRate, channels, payloadType, parameters }) =>
          new RTCRtpCodecParameters({
            mimeType: `audio/${name}`,
            clockRate,
            channels,
            payloadType,
            parameters,
          }),
      ),
      video: [],
    },
    iceServers: [{ urls: 'stun:127.0.0.1:9' }],
    iceStunGatherTimeout: 0.01,
    iceAdditionalHostAddresses: ['127.0.0.1'],
    iceInterfaceAddresses: { udp4: '127.0.0.1' },
    iceUseIpv4: false,
    iceUseIpv6: false,
    bundlePolicy: 'max-bundle',
  });
}
