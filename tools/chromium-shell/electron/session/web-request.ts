import type { WebRequest, WebRequestFilter } from 'electron';
import { type PartOf, refuseMissing } from '../../core/missing.ts';

type Listener<Details, Answer> = (details: Details, callback: (answer: Answer) => void) => void;
type BeforeRequest = Listener<Electron.OnBeforeRequestListenerDetails, Electron.CallbackResponse>;
type HeadersReceived = Listener<Electron.OnHeadersReceivedListenerDetails, Electron.HeadersReceivedResponse>;

/** What a filter goes by. */
type Filtered = Pick<Electron.OnBeforeRequestListenerDetails, 'url' | 'resourceType'>;

/** A listener and the requests it wants to hear of. */
type Registered<Fn> = { readonly wants: (details: Filtered) => boolean; readonly listener: Fn } | undefined;

/** Electron's `session.webRequest`, of which the shell has the two that can change something. */
export class ShellWebRequest implements PartOf<WebRequest, ShellWebRequest> {
  readonly #changed: () => void;
  #beforeRequest: Registered<BeforeRequest>;
  #headersReceived: Registered<HeadersReceived>;

  /** `changed` is called when other requests are wanted than before. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  onBeforeRequest(filter: WebRequestFilter | BeforeRequest | null, listener?: BeforeRequest | null): void {
    this.#beforeRequest = registered(filter, listener);
    this.#changed();
  }

  onHeadersReceived(
    filter: WebRequestFilter | HeadersReceived | null,
    listener?: HeadersReceived | null,
  ): void {
    this.#headersReceived = registered(filter, listener);
    this.#changed();
  }

  /** Which requests have to be held. No member of Electron's webRequest. */
  static stagesOf(request: ShellWebRequest): Array<'Request' | 'Response'> {
    const before = request.#beforeRequest === undefined ? [] : (['Request'] as const);
    return request.#headersReceived === undefined ? [...before] : [...before, 'Response'];
  }

  /** What the app makes of a request. No member of Electron's webRequest. */
  static async beforeRequest(
    request: ShellWebRequest,
    details: Electron.OnBeforeRequestListenerDetails,
  ): Promise<Electron.CallbackResponse> {
    return ask(request.#beforeRequest, details, {});
  }

  /** What the app makes of a response. No member of Electron's webRequest. */
  static async headersReceived(
    request: ShellWebRequest,
    details: Electron.OnHeadersReceivedListenerDetails,
  ): Promise<Electron.HeadersReceivedResponse> {
    return ask(request.#headersReceived, details, {});
  }
}

refuseMissing('WebRequest', ShellWebRequest.prototype, 'webRequest');

function registered<Fn extends (...values: never[]) => void>(
  filter: WebRequestFilter | Fn | null,
  listener: Fn | null | undefined,
): Registered<Fn> {
  if (typeof filter === 'function') return { wants: () => true, listener: filter };
  if (filter === null || listener === null || listener === undefined) return undefined;
  const wanted = filter.urls.map(urlPattern);
  const excluded = (filter.excludeUrls ?? []).map(urlPattern);
  const wants = ({ url, resourceType }: Filtered) =>
    wanted.some((pattern) => pattern.test(url)) &&
    !excluded.some((pattern) => pattern.test(url)) &&
    (filter.types === undefined || filter.types.some((type) => type === resourceType));
  return { wants, listener };
}

/** A match pattern such as `*://*.example.com/*`, in which a star stands for any text. */
function urlPattern(pattern: string): RegExp {
  if (pattern === '<all_urls>') return /^/;
  return new RegExp(`^${pattern.split('*').map(RegExp.escape).join('.*')}$`);
}

function ask<Details extends Filtered, Answer>(
  registered: Registered<Listener<Details, Answer>>,
  details: Details,
  unchanged: Answer,
): Promise<Answer> {
  if (registered?.wants(details) !== true) return Promise.resolve(unchanged);
  return new Promise((resolve) => registered.listener(details, (answer) => resolve(answer ?? unchanged)));
}
