import type { Request } from '../message/request.ts';
import type { SipTimers, StopTimer } from '../timers.ts';
import { T1, T2, TRANSACTION_TIMEOUT } from '../timers.ts';
import type { ServerTransaction } from '../transaction/server-transaction.ts';

export interface AckListener {
  acknowledged(ack: Request): void;
  /** 64 times T1 are over (RFC 3261, section 13.3.1.4). */
  unacknowledged(): void;
}

/** Repeats the 2xx of an INVITE until its ACK comes: after T1, then twice as long each time, T2 at most. */
export class AckWait {
  readonly cseq: number;
  readonly #transaction: ServerTransaction;
  readonly #timers: SipTimers;
  readonly #listener: AckListener;
  readonly #stopWaiting: StopTimer;
  #stopRepeating: StopTimer;

  constructor(transaction: ServerTransaction, timers: SipTimers, listener: AckListener) {
    this.cseq = transaction.request.cseq.number;
    this.#transaction = transaction;
    this.#timers = timers;
    this.#listener = listener;
    this.#stopRepeating = this.#repeatAfter(T1);
    this.#stopWaiting = timers.after(TRANSACTION_TIMEOUT, () => {
      this.stop();
      listener.unacknowledged();
    });
  }

  acknowledge(ack: Request): void {
    this.stop();
    this.#listener.acknowledged(ack);
  }

  stop(): void {
    this.#stopRepeating();
    this.#stopWaiting();
  }

  #repeatAfter(interval: number): StopTimer {
    return this.#timers.after(interval, () => {
      this.#transaction.repeatAccepted();
      this.#stopRepeating = this.#repeatAfter(Math.min(interval * 2, T2));
    });
  }
}
