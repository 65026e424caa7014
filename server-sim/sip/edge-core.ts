import type { B2bua } from './b2bua/b2bua.ts';
import { ALLOW, SDP, SUPPORTED } from './b2bua/dialog-requests.ts';
import type { Flow } from './flow.ts';
import { randomId } from './identifiers.ts';
import type { Request } from './message/request.ts';
import type { Field } from './message/write-message.ts';
import type { Location } from './registrar/location.ts';
import type { Registrar } from './registrar/registrar.ts';
import type { ServerTransaction } from './transaction/server-transaction.ts';

/** Methods that exist but are not for an edge: 405. What is in neither set gets 501 (RFC 3261, 21.5.2). */
const OTHER_METHODS: ReadonlySet<string> = new Set(['SUBSCRIBE', 'NOTIFY', 'PUBLISH', 'MESSAGE', 'PRACK']);
const METHODS: ReadonlySet<string> = new Set([
  'REGISTER',
  'INVITE',
  'BYE',
  'OPTIONS',
  'UPDATE',
  'INFO',
  'REFER',
]);
const EXTENSIONS: ReadonlySet<string> = new Set(['replaces', 'outbound']);

interface Refusal {
  readonly status: number;
  readonly reason: string;
  readonly fields: readonly Field[];
}

function refusal(status: number, reason: string, ...fields: readonly Field[]): Refusal {
  return { status, reason, fields };
}

function methodRefusal({ method }: Request): Refusal | null {
  if (METHODS.has(method)) return null;
  return OTHER_METHODS.has(method)
    ? refusal(405, 'Method Not Allowed', ['Allow', ALLOW])
    : refusal(501, `Not Implemented: ${method}`, ['Allow', ALLOW]);
}

/** RFC 3261, section 8.2.2.1, for the scheme; section 8.2.2.3 for what the sender requires. */
function headerRefusal({ uri, headers }: Request): Refusal | null {
  if (uri.type === 'other') return refusal(416, 'Unsupported URI Scheme');
  const unknown = headers.list('require').filter((tag) => !EXTENSIONS.has(tag.toLowerCase()));
  if (unknown.length > 0) return refusal(420, 'Bad Extension', ['Unsupported', unknown.join(', ')]);
  return null;
}

function mediaType(value: string): string {
  return (value.split(';')[0] ?? '').trim().toLowerCase();
}

function takesSdp(accepted: readonly string[]): boolean {
  return (
    accepted.length === 0 ||
    accepted.map(mediaType).some((type) => [SDP, 'application/*', '*/*'].includes(type))
  );
}

/** RFC 3261, section 8.2.3, for session descriptions. */
function contentRefusal({ method, headers, body }: Request): Refusal | null {
  if (method !== 'INVITE' && method !== 'UPDATE') return null;
  if (body !== '') {
    const type = headers.get('content-type');
    if (type === undefined)
      return refusal(400, 'Bad Request: a body without Content-Type (RFC 3261, section 20.15)');
    if (mediaType(type) !== SDP) return refusal(415, 'Unsupported Media Type', ['Accept', SDP]);
    const encodings = headers.list('content-encoding').filter((one) => one.toLowerCase() !== 'identity');
    if (encodings.length > 0) return refusal(415, 'Unsupported Media Type', ['Accept-Encoding', 'identity']);
  }
  if (takesSdp(headers.list('accept'))) return null;
  return refusal(406, 'Not Acceptable: only application/sdp can be answered');
}

/** What an edge refuses before it looks at dialogs, in the order of RFC 3261, section 8.2. */
export function refusalOf(request: Request): Refusal | null {
  return methodRefusal(request) ?? headerRefusal(request) ?? contentRefusal(request);
}

export interface EdgeCoreOptions {
  readonly domain: string;
  readonly registrar: Registrar;
  readonly location: Location;
  readonly b2bua: B2bua;
}

/** Gives each sound request to the part of the edge that it is for. */
export class EdgeCore {
  readonly #options: EdgeCoreOptions;

  constructor(options: EdgeCoreOptions) {
    this.#options = options;
  }

  receive(transaction: ServerTransaction, flow: Flow): void {
    const { request } = transaction;
    const refused = refusalOf(request);
    if (refused !== null) transaction.respond({ ...refused, toTag: randomId() });
    else if (request.toTag !== null) this.#options.b2bua.receiveInDialog(transaction, flow);
    else this.#receiveOutside(transaction, flow);
  }

  cancelled(invite: ServerTransaction): void {
    this.#options.b2bua.cancelled(invite);
  }

  acknowledged(ack: Request, flow: Flow): void {
    this.#options.b2bua.acknowledged(ack, flow);
  }

  flowClosed(flow: Flow): void {
    this.#options.b2bua.flowClosed(flow);
    this.#options.location.flowClosed(flow);
  }

  #receiveOutside(transaction: ServerTransaction, flow: Flow): void {
    const { registrar } = this.#options;
    switch (transaction.request.method) {
      case 'REGISTER':
        registrar.receive(transaction, flow);
        break;
      case 'OPTIONS':
        transaction.respond({
          status: 200,
          reason: 'OK',
          toTag: randomId(),
          fields: [
            ['Allow', ALLOW],
            ['Accept', SDP],
            ['Supported', SUPPORTED],
          ],
        });
        break;
      case 'INVITE':
        this.#receiveInvite(transaction, flow);
        break;
      case 'REFER':
        transaction.respond({
          status: 603,
          reason: 'Transfers go by the desktop, not by SIP',
          toTag: randomId(),
        });
        break;
      default:
        transaction.respond({ status: 481, reason: 'Call/Transaction Does Not Exist', toTag: randomId() });
    }
  }

  /** A device calls through the connection it registered on; on any other it has to authenticate. */
  #receiveInvite(transaction: ServerTransaction, flow: Flow): void {
    const { location, registrar, b2bua, domain } = this.#options;
    const { uri, headers } = transaction.request;
    const replaces = headers.get('replaces') !== undefined;
    if (!replaces && uri.type === 'sip' && uri.host !== domain.toLowerCase()) {
      transaction.respond({
        status: 404,
        reason: `Not Found: this edge serves ${domain}`,
        toTag: randomId(),
      });
      return;
    }
    const device = location.deviceOn(flow) ?? registrar.authenticate(transaction, flow);
    if (device !== null) b2bua.receiveInvite(transaction, flow, device);
  }
}
