import type { Response } from '../message/response.ts';
import type { Body, Field } from '../message/write-message.ts';
import { writeRequest } from '../message/write-message.ts';
import type { SipTimers, StopTimer } from '../timers.ts';
import { TRANSACTION_TIMEOUT } from '../timers.ts';

/** A request to send, without its Via. */
export interface OutgoingRequest {
  readonly method: string;
  readonly uri: string;
  /** From, To, Call-ID, CSeq and what else there is. */
  readonly fields: readonly Field[];
  readonly body?: Body | null;
}

/** What a client transaction tells its user (RFC 3261, section 17.1). */
export interface ClientUser {
  /** Every response; of an INVITE, 2xx may come more than once (RFC 6026, section 7.2). */
  onResponse(response: Response): void;
  /** No final response will come: none came in time, or the connection closed. */
  onFailure(cause: 'timeout' | 'connection closed'): void;
}

/** RFC 3261, figures 5 and 6, with RFC 6026's `accepted`; timers D and K are zero on a reliable transport. */
export type ClientState = 'calling' | 'proceeding' | 'accepted' | 'terminated';

export interface ClientTransactionOptions {
  readonly branch: string;
  readonly via: Field;
  readonly timers: SipTimers;
  readonly send: (text: string) => void;
  readonly onTerminated: (transaction: ClientTransaction) => void;
}

/** One request of ours and the responses to it. */
export class ClientTransaction {
  readonly request: OutgoingRequest;
  readonly branch: string;
  readonly #options: ClientTransactionOptions;
  readonly #user: ClientUser;
  #state: ClientState = 'calling';
  #stop: StopTimer;

  constructor(request: OutgoingRequest, user: ClientUser, options: ClientTransactionOptions) {
    this.request = request;
    this.branch = options.branch;
    this.#user = user;
    this.#options = options;
    // Timer B of an INVITE, timer F of anything else.
    this.#stop = options.timers.after(TRANSACTION_TIMEOUT, () => this.#fail('timeout'));
    options.send(
      writeRequest(request.method, request.uri, [options.via, ...request.fields], request.body ?? null),
    );
  }

  get state(): ClientState {
    return this.#state;
  }

  receive(response: Response): void {
    if (this.#state === 'terminated') return;
    if (response.status < 200) this.#receiveProvisional(response);
    else if (this.request.method === 'INVITE') this.#receiveInviteFinal(response);
    else {
      this.terminate();
      this.#user.onResponse(response);
    }
  }

  /** Bounds the wait for a final response after a CANCEL (RFC 3261, section 9.1). */
  limit(): void {
    this.#stop();
    this.#stop = this.#options.timers.after(TRANSACTION_TIMEOUT, () => this.#fail('timeout'));
  }

  connectionClosed(): void {
    if (this.#state === 'accepted') this.terminate();
    else this.#fail('connection closed');
  }

  terminate(): void {
    if (this.#state === 'terminated') return;
    this.#state = 'terminated';
    this.#stop();
    this.#options.onTerminated(this);
  }

  #receiveProvisional(response: Response): void {
    if (this.#state === 'accepted') return;
    // Only an INVITE may wait for ever once it is being worked on; its core decides how long it rings.
    if (this.#state === 'calling' && this.request.method === 'INVITE') this.#stop();
    this.#state = 'proceeding';
    this.#user.onResponse(response);
  }

  #receiveInviteFinal(response: Response): void {
    if (response.status < 300) {
      if (this.#state !== 'accepted') {
        this.#state = 'accepted';
        this.#stop();
        this.#stop = this.#options.timers.after(TRANSACTION_TIMEOUT, () => this.terminate());
      }
      this.#user.onResponse(response);
      return;
    }
    if (this.#state === 'accepted') return;
    this.#acknowledge(response);
    this.terminate();
    this.#user.onResponse(response);
  }

  /** RFC 3261, section 17.1.1.3: the ACK of a refusal is the transaction's, with the INVITE's own Via. */
  #acknowledge(response: Response): void {
    const fields = this.request.fields.flatMap((field): readonly Field[] => {
      switch (field[0]) {
        case 'To':
          return [['To', response.headers.get('to') ?? field[1]]];
        case 'CSeq':
          return [['CSeq', `${response.cseq.number} ACK`]];
        case 'From':
        case 'Call-ID':
        case 'Max-Forwards':
        case 'Route':
          return [field];
        default:
          return [];
      }
    });
    this.#options.send(writeRequest('ACK', this.request.uri, [this.#options.via, ...fields]));
  }

  #fail(cause: 'timeout' | 'connection closed'): void {
    if (this.#state === 'terminated') return;
    this.terminate();
    this.#user.onFailure(cause);
  }
}
