import type { MediaKind } from '../../page/messages.ts';
import type { Asker, SessionPermissions } from '../session/permissions.ts';
import { ShellSession } from '../session/session.ts';

/** A place in a page that asks: one of its frames. */
type Place = { readonly url: string; readonly origin: string };

/** Asks the handlers of a page's session, for the page. */
export class PagePermissions {
  readonly #contents: object;
  readonly #session: ShellSession;

  /** `contents` are what the handlers are told, as the one who asks. */
  constructor(contents: object, session: ShellSession) {
    this.#contents = contents;
    this.#session = session;
  }

  askForMedia(place: Place, media: readonly MediaKind[]): Promise<boolean> {
    return this.#handlers.askForMedia(this.#asker(place), media);
  }

  checkMedia(place: Place, media: MediaKind): boolean {
    return this.#handlers.checkMedia(this.#asker(place), media);
  }

  /** A document is about to load from this address: Chromium is told what it will be granted. */
  willLoad(url: string): Promise<void> {
    const [origin = url] = /^[^:]+:\/\/[^/?#]*/.exec(url) ?? [];
    return ShellSession.tellPermissions(this.#session, this.#asker({ url, origin }));
  }

  get #handlers(): SessionPermissions {
    return ShellSession.permissionsOf(this.#session);
  }

  #asker({ url, origin }: Place): Asker {
    return { contents: this.#contents, url, origin };
  }
}
