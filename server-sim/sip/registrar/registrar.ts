import type { Flow } from '../flow.ts';
import { randomId } from '../identifiers.ts';
import type { SipLog } from '../log.ts';
import { parameter } from '../message/parameters.ts';
import type { Request } from '../message/request.ts';
import type { Field } from '../message/write-message.ts';
import type { SipTimers } from '../timers.ts';
import type { ServerTransaction } from '../transaction/server-transaction.ts';
import type { Binding } from './bindings.ts';
import { SHORTEST, updateBindings, writeContact } from './bindings.ts';
import type { DigestAuthenticator } from './digest.ts';
import type { Location } from './location.ts';

export interface RegistrarOptions {
  readonly domain: string;
  readonly digest: DigestAuthenticator;
  readonly location: Location;
  readonly timers: SipTimers;
  readonly log: SipLog;
  /** The device was heard on this connection; called before the answer goes out. */
  readonly onRegistered: (device: string, flow: Flow) => void;
}

/** The Date header field; the text is made once a second. */
class DateWriter {
  #second = -1;
  #field: Field = ['Date', ''];

  field(now: number): Field {
    const second = Math.floor(now / 1_000);
    if (second !== this.#second) {
      this.#second = second;
      this.#field = ['Date', new Date(now).toUTCString()];
    }
    return this.#field;
  }
}

/** RFC 3261, section 10.3, in the order of its steps. */
export class Registrar {
  readonly #options: RegistrarOptions;
  readonly #date = new DateWriter();

  constructor(options: RegistrarOptions) {
    this.#options = options;
  }

  receive(transaction: ServerTransaction, flow: Flow): void {
    const { request } = transaction;
    const device = this.#addressOfRecord(transaction);
    if (device === null) return;
    const user = this.authenticate(transaction, flow);
    if (user === null) return;
    if (user !== device) {
      this.#options.log('warn', 'REGISTER refused: a device registers itself only', {
        remote: flow.remote,
        user,
        device,
      });
      this.#refuse(transaction, 403, `Forbidden: ${JSON.stringify(user)} may not register this device`);
      return;
    }
    this.register(transaction, request, device, flow);
  }

  /** The user whose digest the request carries; null when it has been challenged instead. */
  authenticate(transaction: ServerTransaction, flow: Flow): string | null {
    const { digest, log } = this.#options;
    const verdict = digest.verify(transaction.request);
    if (verdict.type === 'accepted') return verdict.user;
    if (verdict.type === 'refused') {
      const { user, why } = verdict;
      log('warn', `${transaction.request.method} not authenticated`, { remote: flow.remote, user, why });
    }
    const fields = digest.challenge(verdict.type === 'stale');
    this.#refuse(transaction, 401, 'Unauthorized', fields);
    return null;
  }

  /** Steps 6 to 8: changes the bindings and lists them. The sender has been authenticated. */
  register(transaction: ServerTransaction, request: Request, device: string, flow: Flow): void {
    const { location, timers, log } = this.#options;
    const { contacts, callId } = request;
    const registration = {
      contacts,
      expires: request.headers.get('expires'),
      callId,
      cseq: request.cseq.number,
      flow,
    };
    const result = updateBindings(location.bindings(device), registration, timers.now());
    switch (result.type) {
      case 'updated':
        this.#options.onRegistered(device, flow);
        log('info', 'REGISTER', { remote: flow.remote, device, contacts: result.bindings.length });
        // The answer first: the switch may offer a call as soon as it hears of the device.
        this.#accept(transaction, result.bindings);
        location.set(device, result.bindings, 'removed by the device');
        break;
      case 'too-brief':
        this.#refuse(transaction, 423, 'Interval Too Brief', [['Min-Expires', String(SHORTEST)]]);
        break;
      case 'out-of-order':
        this.#refuse(
          transaction,
          500,
          'CSeq is not above the last one of this Call-ID (RFC 3261, section 10.3)',
        );
        break;
      case 'bad-star':
        this.#refuse(transaction, 400, 'Contact * goes with Expires 0 only (RFC 3261, section 10.2.2)');
        break;
      default:
        result satisfies never;
    }
  }

  /** Steps 1 and 5: the domain is ours and To names a SIP user of it. */
  #addressOfRecord(transaction: ServerTransaction): string | null {
    const { uri, to } = transaction.request;
    if (uri.type !== 'sip' || uri.host !== this.#options.domain.toLowerCase()) {
      this.#refuse(transaction, 404, `Not Found: this edge serves ${this.#options.domain}`);
      return null;
    }
    if (to.uri.type !== 'sip' || to.uri.user === null) {
      this.#refuse(transaction, 400, 'To must name a user by a SIP URI (RFC 3261, section 10.3)');
      return null;
    }
    return to.uri.user;
  }

  #accept(transaction: ServerTransaction, bindings: readonly Binding[]): void {
    const now = this.#options.timers.now();
    const fields: Field[] = bindings.map((binding) => ['Contact', writeContact(binding, now)]);
    if (this.#usesOutbound(transaction.request)) fields.push(['Require', 'outbound']);
    fields.push(this.#date.field(now));
    transaction.respond({ status: 200, reason: 'OK', toTag: randomId(), fields });
  }

  /** RFC 5626, section 6: said where the request supports it and a contact has instance and reg-id. */
  #usesOutbound(request: Request): boolean {
    if (request.contacts === '*') return false;
    const asks = request.contacts.some(
      ({ parameters }) =>
        parameter(parameters, 'reg-id') !== undefined && parameter(parameters, '+sip.instance') !== undefined,
    );
    return asks && request.headers.list('supported').includes('outbound');
  }

  #refuse(
    transaction: ServerTransaction,
    status: number,
    reason: string,
    fields: readonly Field[] = [],
  ): void {
    const date = this.#date.field(this.#options.timers.now());
    transaction.respond({ status, reason, toTag: randomId(), fields: [...fields, date] });
  }
}
