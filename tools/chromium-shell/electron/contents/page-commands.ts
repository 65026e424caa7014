import type { NativeImage, WebContents } from 'electron';
import type { ChromiumSession } from '../../chromium/connection.ts';
import { ElectronEmitter } from '../../core/emitter.ts';
import { debugLog } from '../../core/host.ts';
import { asElectron, type PartOf } from '../../core/missing.ts';
import { ShellNativeImage } from '../desktop/native-image.ts';

/** The part of `WebContents` that is commands to the page. They wait until Chromium has made it. */
export class PageCommands extends ElectronEmitter implements PartOf<WebContents, PageCommands> {
  readonly #page = Promise.withResolvers<ChromiumSession>();

  constructor() {
    super();
    this.#page.promise.catch((error: unknown) => debugLog('page', error));
  }

  reload(): void {
    this.#tell((page) => page.notify('Page.reload'));
  }

  reloadIgnoringCache(): void {
    this.#tell((page) => page.notify('Page.reload', { ignoreCache: true }));
  }

  stop(): void {
    this.#tell((page) => page.notify('Page.stopLoading'));
  }

  forcefullyCrashRenderer(): void {
    this.#tell((page) => page.notify('Page.crash'));
  }

  setBackgroundThrottling(allowed: boolean): void {
    // Timers are never throttled here (chromium-switches.ts); this is about visibilityState and drawing.
    this.#tell((page) => page.notify('Emulation.setFocusEmulationEnabled', { enabled: !allowed }));
  }

  async executeJavaScript(code: string, userGesture = false): Promise<unknown> {
    const page = await this.#page.promise;
    const options = { awaitPromise: true, returnByValue: true, userGesture };
    const { result, exceptionDetails } = await page.send('Runtime.evaluate', {
      expression: code,
      ...options,
    });
    if (exceptionDetails === undefined) return result.value;
    const why = exceptionDetails.exception?.description ?? exceptionDetails.text;
    throw new Error(`Script failed to execute, this normally means an error was thrown. ${why}`);
  }

  async capturePage(): Promise<NativeImage> {
    const page = await this.#page.promise;
    const { data } = await page.send('Page.captureScreenshot', { format: 'png' });
    return asElectron<NativeImage>(new ShellNativeImage(Buffer.from(data, 'base64')));
  }

  /** Resolves with the page once it is fitted. No member of Electron's. */
  static page(commands: PageCommands): Promise<ChromiumSession> {
    return commands.#page.promise;
  }

  /** The page is fitted: commands reach it from now on. No member of Electron's. */
  static ready(commands: PageCommands, page: ChromiumSession): void {
    commands.#page.resolve(page);
  }

  /** There will be no page any more. No member of Electron's. */
  static ended(commands: PageCommands): void {
    commands.#page.reject(new Error('Object has been destroyed'));
  }

  #tell(command: (page: ChromiumSession) => void): void {
    this.#page.promise.then(command).catch(() => {});
  }
}
