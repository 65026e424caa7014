import type { Core } from 'sip.js';
import { answerDeadlineMs } from '../../contract/servers/awaited-answers.ts';
import { messageOf, type Surroundings, seconds } from '../surroundings.ts';
import { type Refusal, refusedBy } from './request-outcome.ts';

export interface InfoDigitsParts extends Pick<Surroundings, 'now' | 'timers'> {
  /** The dialog that they go by; undefined while no server is known to take anything in the call. */
  readonly dialog: () => Core.Session | undefined;
  /** The server in use: "SIP server A (10.0.0.1:5066)". */
  readonly server: () => string;
  /** Aborted when the connection in use now is lost. */
  readonly lost: () => AbortSignal;
  /** Told what of a row of digits went out, where not all did: one sentence or two. */
  readonly refuse: (message: string) => void;
}

/** How one digit came out that is not known to have been taken. The cause is a sentence without its full stop. */
type Failure =
  | Pick<Refusal, 'type' | 'cause'>
  | { readonly type: 'unconfirmed' | 'unsent'; readonly cause: string };

/** How long a digit sounds, milliseconds. */
const durationMs = 160;
/** Keys that follow one another so soon are one row to whoever types a PIN, milliseconds. */
const sameRowMs = 10_000;

/**
 * The digits of one call as INFO, for a far side without telephone-events: one after the other, however they were asked
 * for. A digit that is not confirmed may have been heard or not, so none is sent again by itself, and what waits behind
 * it is dropped: a PIN that lacks one, or has one twice, is another PIN.
 */
export class InfoDigits {
  readonly #parts: InfoDigitsParts;
  #sent = '';
  #waiting = '';
  #isSending = false;
  #lastAt = Number.NEGATIVE_INFINITY;

  constructor(parts: InfoDigitsParts) {
    this.#parts = parts;
  }

  send(digits: string): void {
    const now = this.#parts.now();
    if (!this.#isSending && now - this.#lastAt > sameRowMs) this.#sent = '';
    this.#lastAt = now;
    this.#waiting += digits.toUpperCase();
    if (!this.#isSending) void this.#sendWaiting();
  }

  async #sendWaiting(): Promise<void> {
    this.#isSending = true;
    while (this.#waiting !== '') {
      const digit = this.#waiting.charAt(0);
      this.#waiting = this.#waiting.slice(1);
      const failure = await this.#sendDigit(digit);
      if (failure) this.#giveUp(digit, failure);
      else this.#sent += digit;
    }
    this.#isSending = false;
  }

  #giveUp(digit: string, failure: Failure): void {
    const isUnsent = failure.type === 'unsent';
    const unsent = `${isUnsent ? digit : ''}${this.#waiting}`;
    const became = [
      this.#sent === '' ? '' : `${this.#sent} ${this.#sent.length > 1 ? 'were' : 'was'} sent`,
      isUnsent ? '' : `${digit} ${failure.type === 'refused' ? 'was refused' : 'not confirmed'}`,
      unsent === '' ? '' : `${unsent} not sent`,
    ];
    this.#sent = '';
    this.#waiting = '';
    this.#parts.refuse(`Keypad: ${became.filter((part) => part !== '').join(', ')}. ${failure.cause}.`);
  }

  /** Null: the server has taken it. */
  #sendDigit(digit: string): Promise<Failure | null> {
    const { dialog, server, lost, timers } = this.#parts;
    const name = server();
    const signal = lost();
    const to = dialog();
    if (!to) return Promise.resolve({ type: 'unsent', cause: 'No SIP server has the call just now' });
    const content = `Signal=${digit}\r\nDuration=${durationMs}\r\n`;
    return new Promise((resolve) => {
      const settle = (failure: Failure | null): void => {
        timers.clearTimeout(timer);
        resolve(failure);
      };
      const timer = timers.setTimeout(
        () =>
          settle({ type: 'unconfirmed', cause: `${name} has not answered for ${seconds(answerDeadlineMs)}` }),
        answerDeadlineMs,
      );
      const refused = ({ message }: Core.IncomingResponse): void => {
        const { type, cause } = refusedBy(name, message, signal);
        settle({ type: type === 'refused' ? type : 'unconfirmed', cause });
      };
      try {
        to.info(
          { onAccept: () => settle(null), onReject: refused, onRedirect: refused },
          { body: { contentDisposition: 'render', contentType: 'application/dtmf-relay', content } },
        );
      } catch (error) {
        settle({ type: 'unsent', cause: messageOf(error) });
      }
    });
  }
}
