import { fail, ok, type Result } from '../result.ts';

/** One telephone-event as a packet carries it (RFC 4733, section 2.3). */
export interface TelephoneEvent {
  /** The key: `0` to `9`, `*`, `#` or `A` to `D`. */
  readonly digit: string;
  /** The key has been let go; the last packet of an event, sent three times. */
  readonly end: boolean;
  /** Attenuation in dB, 0 to 63: 10 stands for -10 dBm0. */
  readonly volume: number;
  /** How long the key has been down, in units of the RTP clock, 0 to 65,535. */
  readonly duration: number;
}

const digits = '0123456789*#ABCD';

/** Writes an event's four bytes. The digit must be one; `checkDigits` says so beforehand. */
export function encodeTelephoneEvent({
  digit,
  end,
  volume,
  duration,
}: TelephoneEvent): Uint8Array<ArrayBuffer> {
  const event = digits.indexOf(digit);
  return Uint8Array.of(event, (end ? 0x80 : 0) | (volume & 0x3f), (duration >> 8) & 0xff, duration & 0xff);
}

/** Reads an event's four bytes; null for anything else, other events (fax, line) among it. */
export function decodeTelephoneEvent(payload: Uint8Array): TelephoneEvent | null {
  const [event, flags, high, low] = payload;
  if (event === undefined || flags === undefined || high === undefined || low === undefined) return null;
  const digit = digits[event];
  if (digit === undefined) return null;
  return { digit, end: (flags & 0x80) !== 0, volume: flags & 0x3f, duration: (high << 8) | low };
}

/** Digits as they can be sent, letters in upper case; otherwise which character is none. */
export function checkDigits(text: string): Result<string, string> {
  const upper = text.toUpperCase();
  const wrong = [...upper].find((character) => !digits.includes(character));
  return wrong === undefined
    ? ok(upper)
    : fail(`${JSON.stringify(wrong)} is no digit; 0 to 9, *, # and A to D can be sent`);
}
