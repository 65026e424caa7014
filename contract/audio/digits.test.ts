import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DigitReceiver, type ReceivedDigits, receiveAudio, receiveEvent } from './digit-receiver.ts';
import { createOutgoingStream, type OutgoingPacket } from './outgoing-stream.ts';
import { choosePayloads, offeredFormats, type Payloads } from './payloads.ts';
import { checkDigits, decodeTelephoneEvent, encodeTelephoneEvent } from './telephone-event.ts';

const digit = fc.constantFrom(...'0123456789*#ABCD');
const audio = Uint8Array.of(1, 2, 3);

function payloadsOf(codec: 'opus' | 'PCMU'): Payloads {
  const payloads = choosePayloads(
    offeredFormats.filter(({ name }) => name === codec || name === 'telephone-event'),
  );
  if (!payloads) throw new Error('the house offers formats that it does not understand');
  return payloads;
}

/** What a leg sends over some ticks. */
function run(digits: string, ticks: number, payloads = payloadsOf('opus')): readonly OutgoingPacket[] {
  const stream = createOutgoingStream({ sequenceNumber: 65_530, timestamp: 2 ** 32 - 5000 });
  stream.sendDigits(digits);
  return Array.from({ length: ticks }, (_, tick) => stream.next(tick, payloads, () => audio));
}

/** What a receiver makes of packets. */
function hear(packets: readonly OutgoingPacket[], payloads = payloadsOf('opus')): string {
  let receiver: DigitReceiver | null = null;
  let heard = '';
  for (const { payloadType, payload, timestamp } of packets) {
    const received: ReceivedDigits =
      payloads.received.get(payloadType) === 'event'
        ? receiveEvent(receiver, payload, timestamp)
        : receiveAudio(receiver);
    receiver = received.receiver;
    heard += received.digits;
  }
  return heard;
}

describe('a telephone-event', () => {
  it('reads back as it was written', () => {
    const event = fc.record({
      digit,
      end: fc.boolean(),
      volume: fc.integer({ min: 0, max: 63 }),
      duration: fc.integer({ min: 0, max: 65_535 }),
    });
    fc.assert(
      fc.property(event, (written) => {
        expect(decodeTelephoneEvent(encodeTelephoneEvent(written))).toEqual(written);
      }),
    );
  });

  it('has the bytes of RFC 4733', () => {
    // The example of section 5: digit 9, volume 7 dB, 1,600 units, the end.
    const bytes = encodeTelephoneEvent({ digit: '9', end: true, volume: 7, duration: 1600 });
    expect([...bytes]).toEqual([9, 0x87, 0x06, 0x40]);
  });

  it('is not read from something else', () => {
    expect(decodeTelephoneEvent(Uint8Array.of(9, 0, 0))).toBeNull();
    expect(decodeTelephoneEvent(Uint8Array.of(32, 0, 0, 160))).toBeNull();
    expect(receiveEvent(null, Uint8Array.of(32, 0x80, 0, 160), 7)).toEqual({ receiver: null, digits: '' });
  });
});

describe('digits', () => {
  it('are heard once each and in order, by an Opus and a PCMU clock, over wrapping numbers', () => {
    const text = fc.array(digit, { maxLength: 12 }).map((digits) => digits.join(''));
    fc.assert(
      fc.property(text, fc.constantFrom('opus', 'PCMU'), (digits, codec) => {
        const payloads = payloadsOf(codec);
        expect(hear(run(digits, digits.length * 10 + 1, payloads), payloads)).toBe(digits);
      }),
    );
  });

  it('are heard when any two packets in a row are lost', () => {
    const packets = run('159', 40);
    for (let at = 0; at < packets.length - 1; at += 1) {
      expect(hear(packets.toSpliced(at, 2))).toBe('159');
    }
  });

  it('are heard when all their end packets are lost', () => {
    const isEnd = ({ payload }: OutgoingPacket): boolean => decodeTelephoneEvent(payload)?.end === true;
    expect(hear(run('42', 40).filter((packet) => !isEnd(packet)))).toBe('42');
    // No audio between either: the next event shows that the first has ended.
    const events = run('42', 40).filter((packet) => packet.payload !== audio);
    const [first] = events;
    expect(hear(events.filter((packet) => packet.timestamp !== first?.timestamp || !isEnd(packet)))).toBe(
      '42',
    );
  });

  it('go by the clock of the audio: 100 ms are 4,800 or 800 units', () => {
    for (const [codec, units] of [['opus', 4800] as const, ['PCMU', 800] as const]) {
      const packets = run('5', 7, payloadsOf(codec));
      const [first] = packets;
      const events = packets.map(({ payload }) => decodeTelephoneEvent(payload));
      expect(events.map((event) => event?.duration)).toEqual(
        [1, 2, 3, 4, 5, 5, 5].map((step) => (step * units) / 5),
      );
      expect(events.map((event) => event?.end)).toEqual([false, false, false, false, true, true, true]);
      expect(packets.map(({ marker }) => marker)).toEqual([true, false, false, false, false, false, false]);
      expect(new Set(packets.map(({ timestamp }) => timestamp))).toEqual(new Set([first?.timestamp]));
    }
  });

  it('that are none are named', () => {
    expect(checkDigits('12x')).toEqual({ ok: false, error: expect.stringContaining('"X" is no digit') });
    expect(checkDigits('1a#')).toEqual({ ok: true, value: '1A#' });
  });
});

describe('an outgoing stream', () => {
  it('numbers its packets without a gap and its time with the ticks, pauses and digits included', () => {
    const stream = createOutgoingStream({ sequenceNumber: 65_534, timestamp: 2 ** 32 - 960 });
    const packets = [0, 1, 2, 30, 31].map((tick) => stream.next(tick, payloadsOf('opus'), () => audio));
    expect(packets.map(({ sequenceNumber }) => sequenceNumber)).toEqual([65_534, 65_535, 0, 1, 2]);
    expect(packets.map(({ timestamp }) => timestamp)).toEqual([2 ** 32 - 960, 0, 960, 29 * 960, 30 * 960]);
    expect(packets.map(({ marker }) => marker)).toEqual([true, false, false, true, false]);
  });

  it('goes on where it was when the codec changes', () => {
    const stream = createOutgoingStream({ sequenceNumber: 1, timestamp: 1000 });
    const opus = stream.next(0, payloadsOf('opus'), () => audio);
    const pcmu = stream.next(1, payloadsOf('PCMU'), () => audio);
    expect([opus.payloadType, pcmu.payloadType]).toEqual([111, 0]);
    expect([opus.timestamp, pcmu.timestamp]).toEqual([1000, 1160]);
  });

  it('does not encode what it does not send', () => {
    const stream = createOutgoingStream({ sequenceNumber: 1, timestamp: 0 });
    stream.sendDigits('1');
    let encoded = 0;
    const encode = (): Uint8Array => {
      encoded += 1;
      return audio;
    };
    for (let tick = 0; tick < 10; tick += 1) stream.next(tick, payloadsOf('opus'), encode);
    expect(encoded).toBe(3);
  });
});
