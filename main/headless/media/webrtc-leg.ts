import { isIPv4 } from 'node:net';
import {
  RTCDtlsTransport,
  RTCPeerConnection,
  RTCRtpCodecParameters,
  type RTCRtpTransceiver,
  RtpHeader,
  RtpPacket,
} from 'werift';
import { checkDescription, plainDescription } from '../../../contract/audio/description.ts';
import type { OutgoingPacket } from '../../../contract/audio/outgoing-stream.ts';
import { choosePayloads, offeredFormats, type Payloads } from '../../../contract/audio/payloads.ts';
import { createTurns } from '../../../contract/audio/turns.ts';
import { restartWithoutGap } from './restart-without-gap.ts';

/** A packet as it came: decrypted, not yet decoded. */
export interface IncomingPacket {
  readonly ssrc: number;
  readonly payloadType: number;
  readonly sequenceNumber: number;
  readonly timestamp: number;
  readonly payload: Uint8Array;
}

/** One WebRTC audio stream of the headless phone: the only thing that knows which library makes it. */
export interface WebrtcLeg {
  createOffer(options: { readonly hold: boolean; readonly restartIce: boolean }): Promise<string>;
  acceptAnswer(sdp: string): Promise<void>;
  acceptOffer(sdp: string, options: { readonly hold: boolean }): Promise<string>;
  /** What was agreed on; null before. */
  payloads(): Payloads | null;
  /** Whether this end holds, by what was agreed on: it sends, but does not want to receive. */
  holds(): boolean;
  /** Whether a packet would get out: what was agreed on allows it, and a way is open. */
  canSend(): boolean;
  send(packet: OutgoingPacket): void;
  /** By the other end's reports (RFC 3550, section 6.4.1), else by ICE's checks; null before either. */
  roundTripMs(): Promise<number | null>;
  close(): Promise<void>;
}

export interface WebrtcLegOptions {
  /** The one address that candidates name and sockets are bound to. */
  readonly address: string;
  readonly onPacket: (packet: IncomingPacket) => void;
  readonly onFailure: (cause: string) => void;
}

/** Makes the process's certificate beforehand, which the first leg would wait for. */
export async function prepareWebrtc(): Promise<void> {
  await RTCDtlsTransport.SetupCertificate();
}

/** Makes a leg with werift 0.25. */
export function createWebrtcLeg({ address, onPacket, onFailure }: WebrtcLegOptions): WebrtcLeg {
  const connection = createConnection(address);
  const transceiver = connection.addTransceiver('audio', { direction: 'sendrecv' });
  const { dtlsTransport } = transceiver;
  const { iceTransport } = dtlsTransport;
  // With no server named werift asks one on the internet; one that is not there would be asked in vain.
  delete iceTransport.connection.stunServer;
  const hasWay = restartWithoutGap(iceTransport);
  dtlsTransport.onRtp.subscribe(({ header, payload }) => {
    const { ssrc, payloadType, sequenceNumber, timestamp } = header;
    onPacket({ ssrc, payloadType, sequenceNumber, timestamp, payload });
  });
  connection.connectionStateChange.subscribe((state) => {
    if (state === 'failed') onFailure(`ICE is ${iceTransport.state}, DTLS is ${dtlsTransport.state}`);
  });

  let agreed: Payloads | null = null;
  const agree = (): void => {
    agreed = choosePayloads(transceiver.codecs);
    // After an ICE restart werift waits for the other end's checks; two such ends would wait for each other.
    if (dtlsTransport.state === 'connected' && !iceTransport.connection.nominated) {
      iceTransport.start().catch((error: unknown) => onFailure(`ICE restart: ${String(error)}`));
    }
  };
  const { inTurn, end } = createTurns();

  return {
    createOffer: ({ hold, restartIce }) =>
      inTurn(async () => {
        transceiver.setDirection(hold ? 'sendonly' : 'sendrecv');
        await connection.setLocalDescription(await connection.createOffer({ iceRestart: restartIce }));
        return connection.localDescription?.sdp ?? '';
      }),
    acceptAnswer: (sdp) =>
      inTurn(async () => {
        refuse('answer', checkDescription(sdp));
        await connection.setRemoteDescription({ type: 'answer', sdp: plainDescription(sdp) });
        agree();
      }),
    acceptOffer: (sdp, { hold }) =>
      inTurn(async () => {
        refuse('offer', checkDescription(sdp));
        transceiver.setDirection(hold ? 'sendonly' : 'sendrecv');
        await applyOffer(connection, transceiver, sdp);
        agree();
        return connection.localDescription?.sdp ?? '';
      }),
    payloads: () => agreed,
    holds: () => ['sendonly', 'inactive'].includes(transceiver.currentDirection ?? ''),
    canSend() {
      const direction = transceiver.currentDirection;
      if (direction !== 'sendrecv' && direction !== 'sendonly') return false;
      return dtlsTransport.state === 'connected' && hasWay();
    },
    send: (packet) => sendPacket(transceiver, packet),
    roundTripMs: () => roundTripOf(connection),
    close() {
      // werift never settles what is under way when it is closed.
      end(new Error('The leg was closed before its description was agreed on.'));
      return connection.close();
    },
  };
}

async function applyOffer(
  connection: RTCPeerConnection,
  { dtlsTransport }: RTCRtpTransceiver,
  sdp: string,
): Promise<void> {
  try {
    await connection.setRemoteDescription({ type: 'offer', sdp: plainDescription(sdp) });
    // As the passive end of DTLS werift starts at once, as the active one only after 100 ms.
    if (dtlsTransport.role === 'auto' && /^a=setup:actpass/m.test(sdp)) dtlsTransport.role = 'server';
    await connection.setLocalDescription(await connection.createAnswer());
  } catch (error) {
    // What was agreed before goes on.
    await connection.setRemoteDescription({ type: 'rollback', sdp: '' }).catch(() => undefined);
    throw error;
  }
}

function sendPacket({ sender, dtlsTransport }: RTCRtpTransceiver, packet: OutgoingPacket): void {
  const { payloadType, sequenceNumber, timestamp, marker } = packet;
  const header = new RtpHeader({ payloadType, sequenceNumber, timestamp, marker, ssrc: sender.ssrc });
  const payload = Buffer.from(packet.payload);
  // werift's sender reports what was sent (RTCP), but gives every packet the payload type of its first format.
  const isFirst = payloadType === sender.codec?.payloadType;
  const sent = isFirst
    ? sender.sendRtp(new RtpPacket(header, payload))
    : dtlsTransport.sendRtp(payload, header);
  // A packet that cannot be sent is lost, as on any network.
  sent.catch(() => undefined);
}

async function roundTripOf(connection: RTCPeerConnection): Promise<number | null> {
  const seconds = new Map<string, number>();
  for (const report of (await connection.getStats()).values()) {
    const { type, roundTripTime, currentRoundTripTime, nominated } = report as {
      readonly type: string;
      readonly roundTripTime?: number;
      readonly currentRoundTripTime?: number;
      readonly nominated?: boolean;
    };
    if (roundTripTime !== undefined) seconds.set(type, roundTripTime);
    if (nominated && currentRoundTripTime !== undefined) seconds.set(type, currentRoundTripTime);
  }
  const best = seconds.get('remote-inbound-rtp') ?? seconds.get('candidate-pair');
  return best === undefined ? null : best * 1000;
}

function createConnection(address: string): RTCPeerConnection {
  const family = isIPv4(address) ? 'udp4' : 'udp6';
  return new RTCPeerConnection({
    codecs: {
      audio: offeredFormats.map(
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
    iceAdditionalHostAddresses: [address],
    iceInterfaceAddresses: { [family]: address },
    iceUseIpv4: false,
    iceUseIpv6: false,
    iceStunGatherTimeout: 0.02,
    bundlePolicy: 'max-bundle',
  });
}

function refuse(kind: 'offer' | 'answer', wrong: string | null): void {
  if (wrong) throw new Error(`The ${kind} ${wrong}.`);
}
