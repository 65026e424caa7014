import type { Request } from '../message/request.ts';
import type { ResponseParts, Source } from '../message/write-message.ts';
import { writeResponse } from '../message/write-message.ts';
import type { SipTimers, StopTimer } from '../timers.ts';
import { TRANSACTION_TIMEOUT } from '../timers.ts';

/**
 * RFC 3261, section 17.2, with RFC 6026's `accepted`, over a reliable transport: nothing is retransmitted by
 * timer, timers I and J are zero.
 */
export type ServerState = 'trying' | 'proceeding' | 'accepted' | 'completed' | 'terminated';

export interface ServerTransactionOptions {
  readonly source: Source;
  readonly timers: SipTimers;
  readonly send: (text: string) => void;
  readonly onTerminated: (transaction: ServerTransaction) => void;
  /** No ACK came for a final response that is not 2xx (timer H). */
  readonly onUnacknowledged: (transaction: ServerTransaction) => void;
}

/** One request and the responses to it. */
export class ServerTransaction {
  readonly request: Request;
  readonly key: string;
  readonly #options: ServerTransactionOptions;
  #state: ServerState = 'trying';
  #last: string | null = null;
  #stop: StopTimer | null = null;

  constructor(key: string, request: Request, options: ServerTransactionOptions) {
    this.key = key;
    this.request = request;
    this.#options = options;
  }

  get state(): ServerState {
    return this.#state;
  }

  /** Whether a final response may still be sent. */
  get open(): boolean {
    return this.#state === 'trying' || this.#state === 'proceeding';
  }

  /** Sends a response. A second final response is not sent: the first one stands. */
  respond(parts: ResponseParts): void {
    if (!this.open) return;
    this.#last = writeResponse(this.request, this.#options.source, parts);
    this.#options.send(this.#last);
    if (parts.status < 200) this.#state = 'proceeding';
    else this.#finish(parts.status);
  }

  /** Sends the 2xx once more: the core repeats it until the ACK comes (RFC 3261, section 13.3.1.4). */
  repeatAccepted(): void {
    if (this.#state === 'accepted' && this.#last !== null) this.#options.send(this.#last);
  }

  /** The same request came again. */
  repeated(): void {
    // RFC 6026, section 7.1: a repeated INVITE after 2xx is absorbed.
    if (this.#last !== null && (this.#state === 'proceeding' || this.#state === 'completed')) {
      this.#options.send(this.#last);
    }
  }

  /** The ACK of a final response that is not 2xx; timer I is zero, so this ends it. False for any other ACK. */
  acknowledged(): boolean {
    if (this.#state !== 'completed') return false;
    this.terminate();
    return true;
  }

  terminate(): void {
    if (this.#state === 'terminated') return;
    this.#state = 'terminated';
    this.#stop?.();
    this.#options.onTerminated(this);
  }

  #finish(status: number): void {
    if (this.request.method !== 'INVITE') {
      this.terminate();
    } else if (status < 300) {
      this.#state = 'accepted';
      this.#stop = this.#options.timers.after(TRANSACTION_TIMEOUT, () => this.terminate());
    } else {
      this.#state = 'completed';
      this.#stop = this.#options.timers.after(TRANSACTION_TIMEOUT, () => {
        this.#options.onUnacknowledged(this);
        this.terminate();
      });
    }
  }
}
