/** A load that failed, in the form in which loadURL rejects. */
export class LoadError extends Error {
  readonly code: string;
  readonly errno: number;
  readonly url: string;

  constructor(code: string, errno: number, url: string) {
    super(`${code} (${errno}) loading '${url}'`);
    this.code = code;
    this.errno = errno;
    this.url = url;
  }
}

type Pending = { readonly url: string; readonly loaded: PromiseWithResolvers<void> };

/**
 * The loads of one page, by Chromium's loader ids: the load's end and the reply that names its loader may come
 * in one read of the pipe, in either order, so neither can be waited for by itself.
 */
export class PageLoads {
  readonly #pending = new Map<string, Pending>();
  readonly #ended = new Set<string>();

  /** Resolves when the load has ended. Rejects with ERR_ABORTED when another takes its place. */
  whenLoaded(loaderId: string, url: string): Promise<void> {
    if (this.#ended.has(loaderId)) return Promise.resolve();
    this.failAll('ERR_ABORTED', -3);
    const loaded = Promise.withResolvers<void>();
    this.#pending.set(loaderId, { url, loaded });
    return loaded.promise;
  }

  /** A load has ended. */
  ended(loaderId: string): void {
    this.#ended.add(loaderId);
    this.#pending.get(loaderId)?.loaded.resolve();
    this.#pending.delete(loaderId);
  }

  /** No load that is under way will end. */
  failAll(code: string, errno: number): void {
    for (const { url, loaded } of this.#pending.values()) loaded.reject(new LoadError(code, errno, url));
    this.#pending.clear();
  }
}
