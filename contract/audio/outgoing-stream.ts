import { framesPerSecond } from './frame.ts';
import type { Payloads } from './payloads.ts';
import { encodeTelephoneEvent } from './telephone-event.ts';

/** One RTP packet to send, less what the transport knows (SSRC, extensions). */
export interface OutgoingPacket {
  readonly payloadType: number;
  readonly marker: boolean;
  readonly sequenceNumber: number;
  readonly timestamp: number;
  readonly payload: Uint8Array;
}

/** Numbers the packets of one leg, one a tick, and weaves digits in. */
export interface OutgoingStream {
  /** The packet of a tick of 20 ms; ticks may be left out. `encode` is asked only when audio is due. */
  next(tick: number, payloads: Payloads, encode: () => Uint8Array): OutgoingPacket;
  /** Digits to send, after those still waiting; all of them must be digits (`checkDigits`). */
  sendDigits(digits: string): void;
}

/** A key is down for 100 ms, then up for at least 60: more than the 40 that a receiver may need (ITU-T Q.24). */
const keyDownTicks = 5;
const endPackets = 3;
const pauseTicks = 3;
const volume = 10;

interface KeyPress {
  readonly digit: string;
  readonly timestamp: number;
  /** Packets sent so far. */
  sent: number;
}

/**
 * Sequence numbers have no gap whatever happens between two packets, so that a pause (hold, an ICE restart)
 * does not look like loss; timestamps go on with time, so that it does not look like delay (RFC 3550, 5.1).
 */
export function createOutgoingStream(first: {
  readonly sequenceNumber: number;
  readonly timestamp: number;
}): OutgoingStream {
  let sequenceNumber = first.sequenceNumber & 0xffff;
  let timestamp = first.timestamp >>> 0;
  let lastTick: number | null = null;
  let waiting = '';
  let key: KeyPress | null = null;
  let pauseUntil = 0;

  const number = (payloadType: number, at: number, marker: boolean, payload: Uint8Array): OutgoingPacket => {
    const packet = { payloadType, marker, sequenceNumber, timestamp: at, payload };
    sequenceNumber = (sequenceNumber + 1) & 0xffff;
    return packet;
  };

  const keyPacket = (pressed: KeyPress, events: NonNullable<Payloads['events']>): OutgoingPacket => {
    pressed.sent += 1;
    const end = pressed.sent >= keyDownTicks;
    const duration = (Math.min(pressed.sent, keyDownTicks) * events.clockRate) / framesPerSecond;
    const payload = encodeTelephoneEvent({ digit: pressed.digit, end, volume, duration });
    return number(events.payloadType, pressed.timestamp, pressed.sent === 1, payload);
  };

  return {
    next(tick, payloads, encode) {
      const passed = lastTick === null ? 0 : tick - lastTick;
      timestamp = (timestamp + (passed * payloads.audio.clockRate) / framesPerSecond) >>> 0;
      const resumed = lastTick === null || passed > 1;
      lastTick = tick;
      if (!key && waiting !== '' && tick >= pauseUntil) {
        key = { digit: waiting.charAt(0), timestamp, sent: 0 };
        waiting = waiting.slice(1);
      }
      if (key && payloads.events) {
        const packet = keyPacket(key, payloads.events);
        if (key.sent === keyDownTicks - 1 + endPackets) {
          key = null;
          pauseUntil = tick + 1 + pauseTicks;
        }
        return packet;
      }
      key = null;
      return number(payloads.audio.payloadType, timestamp, resumed, encode());
    },
    sendDigits(digits) {
      waiting += digits;
    },
  };
}
