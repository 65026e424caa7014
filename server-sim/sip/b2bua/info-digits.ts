import { checkDigits } from '../../../contract/audio/telephone-event.ts';
import { fail, type Result } from '../../../contract/result.ts';

/**
 * What an INFO may carry (RFC 6086's legacy use). `application/dtmf-relay` has lines `Signal=5` and `Duration=160`,
 * `application/dtmf` the key alone.
 */
export const DIGIT_TYPES: readonly string[] = ['application/dtmf-relay', 'application/dtmf'];

/** Keys that some phones name by their event number (RFC 4733, section 3.2). */
const byEventNumber: Readonly<Record<string, string>> = {
  10: '*',
  11: '#',
  12: 'A',
  13: 'B',
  14: 'C',
  15: 'D',
};

/** The key that the body names, in upper case; otherwise what is wrong with it. */
export function readInfoDigit(type: string, body: string): Result<string, string> {
  const signal = type === 'application/dtmf' ? body : /^\s*signal\s*=([^\r\n]*)/im.exec(body)?.[1];
  if (signal === undefined) return fail('the body of the INFO has no line Signal=');
  const key = byEventNumber[signal.trim()] ?? signal.trim();
  if (key.length === 1) return checkDigits(key);
  return fail(`the INFO must name one key, 0 to 9, *, # or A to D; it says ${JSON.stringify(key)}`);
}
