import type { ClientLink } from '../host/client-link.ts';
import { BadMessageMeter } from './bad-message-meter.ts';
import type { EdgeCore } from './edge-core.ts';
import type { Flow } from './flow.ts';
import { randomId } from './identifiers.ts';
import type { SipLog } from './log.ts';
import type { SipFault } from './message/faults.ts';
import { describeFault, statusOfFault } from './message/faults.ts';
import type { Salvage, SipMessage } from './message/parse-message.ts';
import { parseMessage } from './message/parse-message.ts';
import { readRequest } from './message/request.ts';
import { readResponse } from './message/response.ts';
import type { Field, Source } from './message/write-message.ts';
import { writeRefusal } from './message/write-message.ts';
import type { SipTimers } from './timers.ts';
import type { ClientTransaction, ClientUser, OutgoingRequest } from './transaction/client-transaction.ts';
import { ClientTransactions } from './transaction/client-transactions.ts';
import { ServerTransactions } from './transaction/server-transactions.ts';

/** RFC 3261 sets no bound; a session description with all its candidates is a tenth of this. */
const GREATEST_OCTETS = 64 * 1024;
/** RFC 5626, section 3.5.1, carried over WebSocket by RFC 7118, section 6. */
const PING = '\r\n\r\n';
const PONG = '\r\n';
/** RFC 6455, section 7.4.1. */
const POLICY_VIOLATION = 1008;

export interface ConnectionOptions {
  readonly link: ClientLink;
  readonly domain: string;
  readonly core: EdgeCore;
  readonly timers: SipTimers;
  readonly log: SipLog;
  /** Whether a 2xx is to be acknowledged; asked each time. */
  readonly acknowledges: () => boolean;
  readonly onClose: (connection: Connection) => void;
}

function sourceOf(remote: string): Source {
  const colon = remote.lastIndexOf(':');
  return { address: remote.slice(0, colon).replace(/[[\]]/g, ''), port: Number(remote.slice(colon + 1)) };
}

function isTooBig(text: string): boolean {
  // A UTF-16 unit is three octets of UTF-8 at most: only in between is counting needed.
  if (text.length * 3 <= GREATEST_OCTETS) return false;
  return text.length > GREATEST_OCTETS || Buffer.byteLength(text, 'utf8') > GREATEST_OCTETS;
}

/** One device's WebSocket: parses what comes, keeps its transactions, refuses what is no SIP. */
export class Connection implements Flow {
  readonly remote: string;
  readonly #options: ConnectionOptions;
  readonly #server: ServerTransactions;
  readonly #client: ClientTransactions;
  readonly #meter: BadMessageMeter;
  #open = true;

  constructor(options: ConnectionOptions) {
    const { link, domain, timers, core } = options;
    this.#options = options;
    this.remote = link.remote;
    this.#meter = new BadMessageMeter(timers);
    const send = (text: string): void => this.#send(text);
    this.#client = new ClientTransactions({ host: domain, timers, send });
    this.#server = new ServerTransactions({
      source: sourceOf(link.remote),
      timers,
      send,
      core: {
        onRequest: (transaction) => core.receive(transaction, this),
        onCancel: (invite) => core.cancelled(invite),
        onAck: (ack) => core.acknowledged(ack, this),
        onUnacknowledged: (invite) => this.#log('warn', 'no ACK came for a refusal', invite.request.callId),
      },
    });
    link.onMessage((text) => this.#receive(text));
    link.onClose(() => this.close());
  }

  get open(): boolean {
    return this.#open;
  }

  request(request: OutgoingRequest, user: ClientUser): ClientTransaction {
    return this.#client.request(request, user);
  }

  sendAck(ack: OutgoingRequest): void {
    if (this.#options.acknowledges()) this.#client.sendAck(ack);
  }

  cancel(invite: ClientTransaction, extra: readonly Field[]): void {
    this.#client.cancel(invite, extra);
  }

  doubt(): void {
    if (this.#open) this.#options.link.doubt();
  }

  /** The link is gone, or is given up. */
  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#server.close();
    // That the device is gone is told before what it left unanswered.
    this.#options.onClose(this);
    this.#client.close();
  }

  /** The server has ended: nothing is said or reported any more. */
  dispose(): void {
    this.#open = false;
    this.#server.close();
    this.#client.dispose();
  }

  #receive(text: string): void {
    if (!this.#open) return;
    if (text === PING) this.#options.link.send(PONG);
    else if (text === PONG || text === '') return;
    else if (isTooBig(text)) this.#receiveTooBig(text);
    else this.#receiveMessage(text);
  }

  #receiveMessage(text: string): void {
    const parsed = parseMessage(text);
    if (!parsed.ok) {
      this.#refuse(parsed.fault, parsed.salvage);
      return;
    }
    const { message } = parsed;
    this.#logPassing('received', message);
    const fault = message.type === 'request' ? this.#takeRequest(message) : this.#takeResponse(message);
    if (fault === null) return;
    this.#refuse(fault, {
      method: message.type === 'request' ? message.method : null,
      headers: message.headers,
    });
  }

  #takeRequest(message: Extract<SipMessage, { type: 'request' }>): SipFault | null {
    const request = readRequest(message);
    if (!request.ok) return request.fault;
    this.#server.receive(request.value);
    return null;
  }

  #takeResponse(message: Extract<SipMessage, { type: 'response' }>): SipFault | null {
    const response = readResponse(message);
    if (!response.ok) return response.fault;
    if (!this.#client.receive(response.value)) {
      this.#log('info', `response ${message.status} fits no transaction; dropped`, response.value.callId);
    }
    return null;
  }

  /** Refuses a broken request statelessly (RFC 3261, section 8.2.7); a broken response is dropped. */
  #refuse(fault: SipFault, salvage: Salvage): void {
    const { method, headers } = salvage;
    const problem = describeFault(fault);
    this.#log(
      'warn',
      `bad message${method === null ? '' : ` (${method})`}: ${problem}`,
      headers.get('call-id') ?? '',
    );
    const { status, reason } = statusOfFault(fault);
    this.#refuseWith(status, `${reason}: ${problem}`, salvage);
  }

  /** Looks only at as much of the message as is allowed: enough to find whom to answer. */
  #receiveTooBig(text: string): void {
    const parsed = parseMessage(text.slice(0, GREATEST_OCTETS));
    const salvage: Salvage = parsed.ok
      ? {
          method: parsed.message.type === 'request' ? parsed.message.method : null,
          headers: parsed.message.headers,
        }
      : parsed.salvage;
    this.#log('warn', `message of over ${GREATEST_OCTETS} octets`, salvage.headers.get('call-id') ?? '');
    this.#refuseWith(513, 'Message Too Large', salvage);
  }

  #refuseWith(status: number, reason: string, salvage: Salvage): void {
    const { method, headers } = salvage;
    // ACK is never answered, and without a Via nobody would know the answer.
    if (method !== null && method !== 'ACK' && headers.get('via') !== undefined) {
      this.#send(writeRefusal(salvage, { status, reason, toTag: randomId() }));
    }
    if (!this.#meter.note()) return;
    this.#log('error', 'too many bad messages; connection closed', '');
    this.#options.link.close(POLICY_VIOLATION, 'too many bad messages');
    this.close();
  }

  #send(text: string): void {
    if (!this.#open) return;
    this.#options.log('debug', 'sent', { remote: this.remote, line: text.slice(0, text.indexOf('\r\n')) });
    this.#options.link.send(text);
  }

  #logPassing(text: string, message: SipMessage): void {
    const line =
      message.type === 'request' ? `${message.method} ${message.uri}` : `${message.status} ${message.reason}`;
    this.#options.log('debug', text, {
      remote: this.remote,
      line,
      callId: message.headers.get('call-id') ?? null,
      cseq: message.headers.get('cseq') ?? null,
    });
  }

  #log(level: 'info' | 'warn' | 'error', text: string, callId: string): void {
    this.#options.log(level, text, { remote: this.remote, callId });
  }
}
