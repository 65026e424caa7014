import type { Core } from 'sip.js';
import { messageOf, type PhoneTimers, within } from '../surroundings.ts';

const deadlineMs = 5_000;
/** How long a digit sounds, milliseconds. */
const durationMs = 160;

/**
 * Sends digits as INFO, for a far side without telephone-events; one after the other, so that they arrive in order.
 * Resolves with why it failed, null when all were taken; never throws.
 */
export async function sendDigitsByInfo(
  dialog: () => Core.Session | undefined,
  digits: string,
  timers: PhoneTimers,
): Promise<string | null> {
  for (const digit of digits) {
    try {
      await within(timers, deadlineMs, `INFO for the digit ${digit}`, sendDigit(dialog(), digit));
    } catch (error) {
      return messageOf(error);
    }
  }
  return null;
}

function sendDigit(dialog: Core.Session | undefined, digit: string): Promise<void> {
  if (!dialog) return Promise.reject(new Error('the call has ended'));
  const content = `Signal=${digit.toUpperCase()}\r\nDuration=${durationMs}\r\n`;
  return new Promise((resolve, reject) => {
    dialog.info(
      {
        onAccept: () => resolve(),
        onReject: ({ message }) =>
          reject(new Error(`${message.statusCode ?? ''} ${message.reasonPhrase ?? ''}`.trim())),
      },
      { body: { contentDisposition: 'render', contentType: 'application/dtmf-relay', content } },
    );
  });
}
