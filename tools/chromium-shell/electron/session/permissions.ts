import type { MediaAccessPermissionRequest, Session, WebContents } from 'electron';
import { host } from '../../core/host.ts';
import { asElectron } from '../../core/missing.ts';
import type { MediaKind } from '../../page/messages.ts';

type RequestHandler = Parameters<Session['setPermissionRequestHandler']>[0];
type CheckHandler = Parameters<Session['setPermissionCheckHandler']>[0];
type CheckDetails = Electron.PermissionCheckHandlerHandlerDetails;

/** Who asks: a page of this session. */
export type Asker = { readonly contents: object; readonly url: string; readonly origin: string };

/**
 * The session's permission handlers, for the microphone and the camera. Every other permission is refused by
 * Chromium without asking them, which is what a desktop that wants no other is to see.
 */
export class SessionPermissions {
  #request: RequestHandler = null;
  #check: CheckHandler = null;

  setRequestHandler(handler: RequestHandler): void {
    this.#request = handler;
  }

  setCheckHandler(handler: CheckHandler): void {
    this.#check = handler;
  }

  /** getUserMedia: asks the request handler; without one all is granted, as in Electron. */
  async askForMedia(asker: Asker, media: readonly MediaKind[]): Promise<boolean> {
    const handler = this.#request;
    if (handler === null) return true;
    const details: MediaAccessPermissionRequest = {
      isMainFrame: true,
      mediaTypes: [...media],
      requestingUrl: asker.url,
      securityOrigin: asker.origin,
    };
    return new Promise((resolve) => {
      handler(
        asElectron<WebContents>(asker.contents),
        'media',
        (granted) => resolve(granted === true),
        details,
      );
    });
  }

  /** enumerateDevices and navigator.permissions: asks the check handler; without one all is granted. */
  checkMedia(asker: Asker, mediaType: MediaKind): boolean {
    if (this.#check === null) return true;
    const { url: requestingUrl, origin: securityOrigin } = asker;
    const details: CheckDetails = { isMainFrame: true, mediaType, requestingUrl, securityOrigin };
    return this.#check(asElectron<WebContents>(asker.contents), 'media', securityOrigin, details);
  }

  /**
   * Lets Chromium grant a page that is about to load what the check handler grants it, so that WebRTC and the
   * devices behave as with a permission. Chromium keeps it by origin, so it is never taken back: a window
   * that is not granted it is kept from it in the page (page/main-world.ts).
   */
  async tellChromium(asker: Asker, browserContextId: string | undefined): Promise<void> {
    const { connection } = host.chromium;
    const origin = new URL(host.schemes.toChromium(asker.url)).origin;
    const context = browserContextId === undefined ? {} : { browserContextId };
    const kinds = [
      ['microphone', 'audio'],
      ['camera', 'video'],
    ] as const;
    const granted = origin === 'null' ? [] : kinds.filter(([, kind]) => this.checkMedia(asker, kind));
    await Promise.all(
      granted.map(([name]) =>
        connection.send('Browser.setPermission', {
          permission: { name },
          setting: 'granted',
          origin,
          ...context,
        }),
      ),
    );
  }
}
