import { randomId } from '../identifiers.ts';
import type { Response } from '../message/response.ts';
import { branchOf, MAGIC_COOKIE } from '../message/via.ts';
import type { Field } from '../message/write-message.ts';
import { writeRequest } from '../message/write-message.ts';
import type { SipTimers } from '../timers.ts';
import type { ClientUser, OutgoingRequest } from './client-transaction.ts';
import { ClientTransaction } from './client-transaction.ts';

export interface ClientTransactionsOptions {
  /** What our Via names: the edge's domain. */
  readonly host: string;
  readonly timers: SipTimers;
  readonly send: (text: string) => void;
}

const CANCEL_FIELDS: ReadonlySet<string> = new Set(['From', 'To', 'Call-ID', 'Max-Forwards', 'Route']);

/** The client transactions of one connection (RFC 3261, section 17.1; RFC 7118 for the Via). */
export class ClientTransactions {
  readonly #options: ClientTransactionsOptions;
  readonly #live = new Map<string, ClientTransaction>();

  constructor(options: ClientTransactionsOptions) {
    this.#options = options;
  }

  /** Sends a request in a transaction of its own. */
  request(request: OutgoingRequest, user: ClientUser): ClientTransaction {
    return this.#start(request, user, `${MAGIC_COOKIE}${randomId()}`);
  }

  /** Sends what is no transaction: the ACK of a 2xx (RFC 3261, section 13.2.2.4). */
  sendAck(ack: OutgoingRequest): void {
    const via = this.#via(`${MAGIC_COOKIE}${randomId()}`);
    this.#options.send(writeRequest('ACK', ack.uri, [via, ...ack.fields], ack.body ?? null));
  }

  /** Cancels an INVITE that has been provisionally answered (RFC 3261, section 9.1). */
  cancel(invite: ClientTransaction, extra: readonly Field[]): void {
    const { uri, fields } = invite.request;
    const kept = fields.filter((field) => CANCEL_FIELDS.has(field[0]));
    const number = fields.find((field) => field[0] === 'CSeq')?.[1].split(' ')[0] ?? '1';
    const request = {
      method: 'CANCEL',
      uri,
      fields: [...kept, ['CSeq', `${number} CANCEL`] as const, ...extra],
    };
    this.#start(request, { onResponse: () => {}, onFailure: () => {} }, invite.branch);
    invite.limit();
  }

  /** False when the response fits no transaction of ours: a stray, to be dropped. */
  receive(response: Response): boolean {
    const { via } = response;
    if (via.host !== this.#options.host.toLowerCase()) return false;
    const transaction = this.#live.get(`${branchOf(via) ?? ''} ${response.cseq.method}`);
    if (transaction === undefined) return false;
    transaction.receive(response);
    return true;
  }

  close(): void {
    for (const transaction of [...this.#live.values()]) transaction.connectionClosed();
  }

  /** Ends everything without a word to anybody: the server has ended. */
  dispose(): void {
    for (const transaction of [...this.#live.values()]) transaction.terminate();
  }

  #via(branch: string): Field {
    return ['Via', `SIP/2.0/WS ${this.#options.host};branch=${branch}`];
  }

  #start(request: OutgoingRequest, user: ClientUser, branch: string): ClientTransaction {
    const key = `${branch} ${request.method}`;
    const transaction = new ClientTransaction(request, user, {
      branch,
      via: this.#via(branch),
      timers: this.#options.timers,
      send: this.#options.send,
      onTerminated: () => this.#live.delete(key),
    });
    this.#live.set(key, transaction);
    return transaction;
  }
}
