import type { SipLine } from '../../contract/softphone/sip-line.ts';
import { sipLine } from './sip-line.ts';

/** More than a busy phone ever says in a second: what a server floods us with does not flood the recorder. */
const mostASecond = 40;

/** Tells of every SIP message, both ways, within bounds. */
export class SipTrace {
  readonly #now: () => number;
  readonly #tell: (line: SipLine) => void;
  #since = 0;
  #told = 0;
  #leftOut = 0;

  /** @param now milliseconds of a clock that only grows */
  constructor(now: () => number, tell: (line: SipLine) => void) {
    this.#now = now;
    this.#tell = tell;
  }

  message(direction: SipLine['direction'], text: string): void {
    const line = sipLine(direction, text);
    if (line === null) return;
    const now = this.#now();
    if (now - this.#since >= 1_000) {
      this.#since = now;
      this.#told = 0;
    }
    if (this.#told >= mostASecond) {
      this.#leftOut += 1;
      return;
    }
    this.#told += 1;
    this.#tell({ ...line, leftOut: this.#leftOut });
    this.#leftOut = 0;
  }
}
