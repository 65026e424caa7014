/** A payload format that the house can make and understand. */
export type AudioCodec = 'opus' | 'pcmu';

/** One format of an SDP media line, as `a=rtpmap` names it. */
export interface PayloadFormat {
  readonly name: 'opus' | 'PCMU' | 'telephone-event';
  readonly payloadType: number;
  readonly clockRate: 8_000 | 48_000;
  readonly channels: 1 | 2;
  /** The `a=fmtp` parameters; empty for none. */
  readonly parameters: string;
}

/**
 * What the house offers, best first: WebRTC's mandatory codecs (RFC 7874), and keys for both clock rates (RFC
 * 4733). Numbers and parameters are Chromium's, in-band error correction (RFC 7587) included, so that a browser
 * encodes as it does for others.
 */
export const offeredFormats: readonly PayloadFormat[] = [
  {
    name: 'opus',
    payloadType: 111,
    clockRate: 48_000,
    channels: 2,
    parameters: 'minptime=10;useinbandfec=1',
  },
  { name: 'PCMU', payloadType: 0, clockRate: 8_000, channels: 1, parameters: '' },
  { name: 'telephone-event', payloadType: 110, clockRate: 48_000, channels: 1, parameters: '0-15' },
  { name: 'telephone-event', payloadType: 126, clockRate: 8_000, channels: 1, parameters: '0-15' },
];

/** What both sides agreed on, as one who sends and receives needs it. */
export interface Payloads {
  readonly audio: {
    readonly codec: AudioCodec;
    readonly payloadType: number;
    readonly clockRate: number;
  };
  /** Null when the other side offered no telephone-events. */
  readonly events: { readonly payloadType: number; readonly clockRate: number } | null;
  /** What a received payload type means. */
  readonly received: ReadonlyMap<number, AudioCodec | 'event'>;
}

/** A negotiated format, from whatever library negotiated it. */
export interface NegotiatedFormat {
  readonly name: string;
  readonly payloadType: number;
  readonly clockRate: number;
}

/**
 * Chooses from negotiated formats, in their order. Keys go by the clock of the audio, so that both share one
 * timeline (RFC 4733, section 2.1); null when no codec of ours is among them.
 */
export function choosePayloads(formats: readonly NegotiatedFormat[]): Payloads | null {
  const received = new Map<number, AudioCodec | 'event'>();
  for (const format of formats) {
    const meaning = meaningOf(format);
    if (meaning) received.set(format.payloadType, meaning);
  }
  const audio = formats.find((format) => codecOf(received.get(format.payloadType)) !== null);
  const codec = audio ? codecOf(received.get(audio.payloadType)) : null;
  if (!audio || !codec) return null;
  const keys = formats.filter((format) => received.get(format.payloadType) === 'event');
  const events = keys.find((format) => format.clockRate === audio.clockRate) ?? keys[0];
  return {
    audio: { codec, payloadType: audio.payloadType, clockRate: audio.clockRate },
    events: events ? { payloadType: events.payloadType, clockRate: events.clockRate } : null,
    received,
  };
}

function meaningOf({ name }: NegotiatedFormat): AudioCodec | 'event' | null {
  switch (name.toLowerCase()) {
    case 'opus':
      return 'opus';
    case 'pcmu':
      return 'pcmu';
    case 'telephone-event':
      return 'event';
    default:
      return null;
  }
}

function codecOf(meaning: AudioCodec | 'event' | undefined): AudioCodec | null {
  return meaning === undefined || meaning === 'event' ? null : meaning;
}
