import type { ChromiumSession } from '../../chromium/connection.ts';
import { eventWith } from '../../core/emitter.ts';
import { host } from '../../core/host.ts';
import { LoadError, PageLoads } from './page-loads.ts';
import type { ShellWebFrame } from './web-frame.ts';

/** Emits an event of the contents. */
type Emit = (event: string, ...values: unknown[]) => void;

/** Where a page is, where it goes, and whether it may. */
export class PageNavigation {
  readonly #emit: Emit;
  readonly #mainFrame: ShellWebFrame;
  readonly #loads = new PageLoads();
  /** The app itself has sent the page somewhere, so will-navigate has nothing to ask. */
  #sentByApp = false;
  #isLoading = false;

  constructor(emit: Emit, mainFrame: ShellWebFrame) {
    this.#emit = emit;
    this.#mainFrame = mainFrame;
  }

  get isLoading(): boolean {
    return this.#isLoading;
  }

  /** Follows the loads of a page. `painted` is called when there is something to show. */
  follow(page: ChromiumSession, isMainFrame: (frameId: string) => boolean, painted: () => void): void {
    page.on('Page.domContentEventFired', () => this.#emit('dom-ready', eventWith({})));
    page.on('Page.loadEventFired', () => {
      this.#isLoading = false;
      this.#emit('did-finish-load', eventWith({}));
      this.#emit('did-stop-loading');
    });
    page.on('Page.lifecycleEvent', ({ name, frameId, loaderId }) => {
      if (!isMainFrame(frameId)) return;
      if (name === 'load') this.#loads.ended(loaderId);
      const hasDocument = this.#mainFrame.url !== '' && this.#mainFrame.url !== 'about:blank';
      if (hasDocument && (name === 'load' || name === 'firstPaint')) painted();
    });
  }

  /** Loads an address of the app's. Rejects with Chromium's error name when it cannot. */
  async load(page: ChromiumSession, url: string): Promise<void> {
    this.#isLoading = true;
    this.#emit('did-start-loading');
    this.#sentByApp = true;
    const target = host.schemes.toChromium(url);
    const { errorText, loaderId } = await page
      .send('Page.navigate', { url: target, transitionType: 'typed' })
      .finally(() => {
        this.#sentByApp = false;
      });
    if (errorText !== undefined) {
      const code = errorText.replace(/^net::/, '');
      this.#isLoading = false;
      this.#emit('did-fail-load', eventWith({}), -2, code, url, true);
      throw new LoadError(code, -2, url);
    }
    // Without a loader the document has stayed and only its fragment has changed.
    if (loaderId !== undefined) await this.#loads.whenLoaded(loaderId, url);
  }

  /** The app's will-navigate decides about what the page itself does; reloads are let through. */
  mayNavigate(url: string, isRedirect: boolean): boolean {
    if (this.#sentByApp || url === this.#mainFrame.url) return true;
    const event = eventWith({
      url,
      isMainFrame: true,
      isSameDocument: false,
      frame: this.#mainFrame,
      initiator: this.#mainFrame,
    });
    this.#emit(isRedirect ? 'will-redirect' : 'will-navigate', event, url);
    if (!isRedirect) this.#emit('will-frame-navigate', event);
    return !event.defaultPrevented;
  }

  /** A frame shows another document. */
  navigated(frame: ShellWebFrame): void {
    const isMainFrame = frame === this.#mainFrame;
    if (isMainFrame) {
      this.#isLoading = true;
      this.#emit('did-navigate', eventWith({}), frame.url, 200, 'OK');
    }
    const place = [isMainFrame, frame.processId, frame.routingId];
    this.#emit('did-frame-navigate', eventWith({}), frame.url, 200, 'OK', ...place);
  }

  /** The page's own frame has changed its address without loading. */
  navigatedInPage(url: string): void {
    this.#emit('did-navigate-in-page', eventWith({}), url, true, 1, this.#mainFrame.routingId);
  }

  /** The page, or its process, is gone: no load will end. */
  fail(code: 'ERR_ABORTED' | 'ERR_FAILED'): void {
    this.#isLoading = false;
    this.#loads.failAll(code, code === 'ERR_ABORTED' ? -3 : -2);
  }
}
