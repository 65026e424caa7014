import { randomId } from '../identifiers.ts';
import type { Request } from '../message/request.ts';
import { branchOf, MAGIC_COOKIE } from '../message/via.ts';
import type { ResponseParts, Source } from '../message/write-message.ts';
import type { SipTimers } from '../timers.ts';
import { ServerTransaction } from './server-transaction.ts';

/** What the core does with requests that transactions do not settle by themselves. */
export interface ServerCore {
  /** A new request; the core answers through the transaction. */
  onRequest(transaction: ServerTransaction): void;
  /** An INVITE not finally answered was cancelled; CANCEL itself is answered, the INVITE waits for 487. */
  onCancel(invite: ServerTransaction, cancel: Request): void;
  /** An ACK of a 2xx, or one that fits nothing. */
  onAck(ack: Request): void;
  onUnacknowledged(invite: ServerTransaction): void;
}

export interface ServerTransactionsOptions {
  readonly source: Source;
  readonly timers: SipTimers;
  readonly send: (text: string) => void;
  readonly core: ServerCore;
}

/** RFC 3261, section 17.2.3; an ACK and a CANCEL look for their INVITE. */
function keyOf(request: Request, method: string): string {
  const { via } = request;
  const branch = branchOf(via);
  const hop = `${via.host}:${via.port ?? ''}`;
  if (branch?.startsWith(MAGIC_COOKIE)) return `${branch} ${hop} ${method}`;
  return `2543 ${request.callId} ${request.fromTag ?? ''} ${request.cseq.number} ${branch ?? ''} ${hop} ${method}`;
}

/** What a request that came by two ways has in common with itself (RFC 3261, section 8.2.2.2). */
function mergeKeyOf(request: Request): string {
  return `${request.callId} ${request.fromTag ?? ''} ${request.cseq.number} ${request.method}`;
}

const LOOP: ResponseParts = { status: 482, reason: 'Loop Detected', toTag: null };

/** The server transactions of one connection, matched by branch (RFC 3261, section 17.2). */
export class ServerTransactions {
  readonly #options: ServerTransactionsOptions;
  readonly #live = new Map<string, ServerTransaction>();
  readonly #merging = new Map<string, ServerTransaction>();

  constructor(options: ServerTransactionsOptions) {
    this.#options = options;
  }

  receive(request: Request): void {
    if (request.method === 'ACK') this.#receiveAck(request);
    else if (request.method === 'CANCEL') this.#receiveCancel(request);
    else this.#receiveRequest(request);
  }

  /** The connection is gone: nothing can be answered any more. */
  close(): void {
    for (const transaction of [...this.#live.values()]) transaction.terminate();
  }

  #receiveAck(ack: Request): void {
    const invite = this.#live.get(keyOf(ack, 'INVITE'));
    if (invite?.acknowledged()) return;
    this.#options.core.onAck(ack);
  }

  /** RFC 3261, section 9.2: 200 to CANCEL whenever its INVITE is known, 481 otherwise. */
  #receiveCancel(cancel: Request): void {
    const invite = this.#live.get(keyOf(cancel, 'INVITE'));
    const transaction = this.#create(keyOf(cancel, 'CANCEL'), cancel);
    if (invite === undefined) {
      transaction.respond({ status: 481, reason: 'Call/Transaction Does Not Exist', toTag: randomId() });
      return;
    }
    transaction.respond({ status: 200, reason: 'OK', toTag: randomId() });
    if (invite.open) this.#options.core.onCancel(invite, cancel);
  }

  #receiveRequest(request: Request): void {
    const key = keyOf(request, request.method);
    const known = this.#live.get(key);
    if (known !== undefined) {
      known.repeated();
      return;
    }
    const transaction = this.#create(key, request);
    if (request.toTag === null) {
      const mergeKey = mergeKeyOf(request);
      if (this.#merging.has(mergeKey)) {
        transaction.respond({ ...LOOP, toTag: randomId() });
        return;
      }
      this.#merging.set(mergeKey, transaction);
    }
    if (request.method === 'INVITE') transaction.respond({ status: 100, reason: 'Trying', toTag: null });
    this.#options.core.onRequest(transaction);
  }

  #create(key: string, request: Request): ServerTransaction {
    const { source, timers, send, core } = this.#options;
    const transaction = new ServerTransaction(key, request, {
      source,
      timers,
      send,
      onTerminated: (ended) => this.#forget(ended),
      onUnacknowledged: (ended) => core.onUnacknowledged(ended),
    });
    this.#live.set(key, transaction);
    return transaction;
  }

  #forget(transaction: ServerTransaction): void {
    this.#live.delete(transaction.key);
    if (transaction.request.toTag !== null) return;
    const mergeKey = mergeKeyOf(transaction.request);
    if (this.#merging.get(mergeKey) === transaction) this.#merging.delete(mergeKey);
  }
}
