import type { ChromiumSession } from '../../chromium/connection.ts';
import type { EventPayload } from '../../chromium/protocol.ts';
import { debugLog, host } from '../../core/host.ts';
import { NotImplementedError } from '../../core/missing.ts';
import { ShellProtocol } from './protocol.ts';
import { type HeaderList, headerList, headersByName, requestDetails } from './request-details.ts';
import { ShellWebRequest } from './web-request.ts';

type Paused = EventPayload<'Fetch.requestPaused'>;

/** What the interception needs of the page whose requests it holds; a worker has none. */
export type NavigationGate = {
  readonly id: number;
  /** The frame is the page's own, not one in it. */
  isMainFrame(frameId: string): boolean;
  /** Asked while the request for a new document is held, so nothing has been sent when the app says no. */
  mayNavigate(url: string, isRedirect: boolean): boolean;
  /** A document of the page is about to load from this address. */
  willLoad(url: string): Promise<void>;
};

/**
 * Holds the requests of one target (a page, a frame of another site, a worker) to answer the custom schemes,
 * ask will-navigate and run webRequest. Chromium lets WebSockets through without holding them.
 */
export class RequestInterception {
  readonly #target: ChromiumSession;
  readonly #protocol: ShellProtocol;
  readonly #webRequest: ShellWebRequest;
  readonly #gate: NavigationGate | undefined;

  constructor(
    target: ChromiumSession,
    protocol: ShellProtocol,
    webRequest: ShellWebRequest,
    gate: NavigationGate | undefined,
  ) {
    this.#target = target;
    this.#protocol = protocol;
    this.#webRequest = webRequest;
    this.#gate = gate;
    target.on('Fetch.requestPaused', (paused) => {
      this.#handle(paused).catch((error) => {
        debugLog(`request ${paused.request.url}`, error);
        target.notify('Fetch.failRequest', { requestId: paused.requestId, errorReason: 'Failed' });
      });
    });
  }

  /** Holds from now on what the schemes and listeners of this moment want. */
  async enable(): Promise<void> {
    const all = ShellWebRequest.stagesOf(this.#webRequest).map((requestStage) => ({
      urlPattern: '*',
      requestStage,
    }));
    const schemes = host.schemes
      .patterns()
      .map((urlPattern) => ({ urlPattern, requestStage: 'Request' as const }));
    const documents = { urlPattern: '*', resourceType: 'Document', requestStage: 'Request' } as const;
    const patterns = [...schemes, ...(this.#gate === undefined ? [] : [documents]), ...all];
    if (patterns.length > 0) await this.#target.send('Fetch.enable', { patterns });
  }

  async #handle(paused: Paused): Promise<void> {
    const { requestId, request } = paused;
    if (paused.responseStatusCode !== undefined || paused.responseErrorReason !== undefined) {
      return this.#passResponse(paused);
    }
    const refusal = await this.#refusal(paused);
    if (refusal !== undefined) {
      await this.#target.send('Fetch.failRequest', { requestId, errorReason: refusal });
      return;
    }
    if (host.schemes.isMapped(request.url)) await this.#fulfil(paused);
    else await this.#target.send('Fetch.continueRequest', { requestId });
  }

  async #refusal(paused: Paused): Promise<'Aborted' | 'BlockedByClient' | undefined> {
    const url = host.schemes.toElectron(paused.request.url);
    if (paused.resourceType === 'Document' && this.#gate?.isMainFrame(paused.frameId) === true) {
      if (!this.#gate.mayNavigate(url, paused.redirectedRequestId !== undefined)) return 'Aborted';
      await this.#gate.willLoad(url);
    }
    const { cancel, redirectURL } = await ShellWebRequest.beforeRequest(
      this.#webRequest,
      this.#details(paused),
    );
    if (redirectURL !== undefined) throw new NotImplementedError('redirectURL of webRequest.onBeforeRequest');
    return cancel === true ? 'BlockedByClient' : undefined;
  }

  async #fulfil(paused: Paused): Promise<void> {
    const { requestId, request } = paused;
    const url = host.schemes.toElectron(request.url);
    const handler = ShellProtocol.handlerOf(this.#protocol, url);
    if (handler === undefined) {
      await this.#target.send('Fetch.failRequest', { requestId, errorReason: 'Failed' });
      return;
    }
    const body = request.postData === undefined ? {} : { body: request.postData };
    const response = await handler(
      new Request(url, { method: request.method, headers: request.headers, ...body }),
    );
    const own = [...response.headers].map(([name, value]) => ({ name, value }));
    const responseHeaders = [...(await this.#changedHeaders(paused, response.status, own))];
    const content = Buffer.from(await response.arrayBuffer()).toString('base64');
    await this.#target.send('Fetch.fulfillRequest', {
      requestId,
      responseCode: response.status,
      responseHeaders,
      body: content,
    });
  }

  async #passResponse(paused: Paused): Promise<void> {
    const { requestId, responseStatusCode: responseCode } = paused;
    if (responseCode === undefined) {
      await this.#target.send('Fetch.continueResponse', { requestId });
      return;
    }
    const headers = await this.#changedHeaders(paused, responseCode, paused.responseHeaders ?? []);
    await this.#target.send('Fetch.continueResponse', {
      requestId,
      responseCode,
      responseHeaders: [...headers],
    });
  }

  async #changedHeaders(paused: Paused, statusCode: number, headers: HeaderList): Promise<HeaderList> {
    const answer = await ShellWebRequest.headersReceived(this.#webRequest, {
      ...this.#details(paused),
      statusCode,
      statusLine: `HTTP/1.1 ${statusCode}`,
      responseHeaders: headersByName(headers),
    });
    if (answer.cancel === true) throw new Error('net::ERR_BLOCKED_BY_CLIENT');
    return answer.responseHeaders === undefined ? headers : headerList(answer.responseHeaders);
  }

  #details(paused: Paused) {
    return requestDetails(paused, this.#gate?.id, this.#gate?.isMainFrame(paused.frameId) === true);
  }
}
