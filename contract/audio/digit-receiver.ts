import { decodeTelephoneEvent } from './telephone-event.ts';

/** The event that was heard last: RFC 4733 tells events apart by their RTP timestamp. */
export interface DigitReceiver {
  readonly timestamp: number;
  readonly digit: string;
  readonly reported: boolean;
}

/** What a packet completed: no digit mostly, two when it shows that the end of the one before was lost. */
export interface ReceivedDigits {
  readonly receiver: DigitReceiver | null;
  readonly digits: string;
}

/**
 * Takes a telephone-event packet. A digit counts once, at the first packet with the end bit; the other two
 * are repetitions in case the first is lost (RFC 4733, section 2.5.1.4).
 */
export function receiveEvent(
  receiver: DigitReceiver | null,
  payload: Uint8Array,
  timestamp: number,
): ReceivedDigits {
  const event = decodeTelephoneEvent(payload);
  if (!event) return { receiver, digits: '' };
  if (receiver?.timestamp === timestamp) {
    if (receiver.reported || !event.end) return { receiver, digits: '' };
    return { receiver: { ...receiver, reported: true }, digits: receiver.digit };
  }
  const lost = receiver && !receiver.reported ? receiver.digit : '';
  return {
    receiver: { timestamp, digit: event.digit, reported: event.end },
    digits: event.end ? lost + event.digit : lost,
  };
}

/** Takes note of an audio packet: an event still open before it has ended, and its end packets were lost. */
export function receiveAudio(receiver: DigitReceiver | null): ReceivedDigits {
  if (!receiver || receiver.reported) return { receiver, digits: '' };
  return { receiver: { ...receiver, reported: true }, digits: receiver.digit };
}
