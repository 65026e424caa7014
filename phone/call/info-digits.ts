import type { Session } from 'sip.js';
import { messageOf, type PhoneTimers, within } from '../surroundings.ts';

const deadlineMs = 5_000;
/** How long a digit sounds, milliseconds. */
const durationMs = 160;

/**
 * Sends digits as INFO, for a far side without telephone-events; one after the other, so that they arrive in order.
 * Resolves with why it failed, null when all were taken; never throws.
 */
export async function sendDigitsByInfo(
  session: Session,
  digits: string,
  timers: PhoneTimers,
): Promise<string | null> {
  for (const digit of digits) {
    try {
      await within(timers, deadlineMs, `INFO for the digit ${digit}`, sendDigit(session, digit));
    } catch (error) {
      return messageOf(error);
    }
  }
  return null;
}

function sendDigit(session: Session, digit: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const content = `Signal=${digit.toUpperCase()}\r\nDuration=${durationMs}\r\n`;
    session
      .info({
        requestDelegate: {
          onAccept: () => resolve(),
          onReject: ({ message }) =>
            reject(new Error(`${message.statusCode ?? ''} ${message.reasonPhrase ?? ''}`.trim())),
        },
        requestOptions: {
          body: { contentDisposition: 'render', contentType: 'application/dtmf-relay', content },
        },
      })
      .catch(reject);
  });
}
